/** Entra ID on which clients it knows, where, and what they may do. */
import type { Signature } from "../define.ts";
import { lookup, means, sts } from "./sts.ts";

const OWN_TENANT =
  "Put the tenant's id in the URL in place of /common (or what is there): https://login.microsoftonline.com/<tenant id>/oauth2/v2.0/...";
const CLIENT_ID =
  "Compare client_id with Application (client) ID on the app's Overview page, and the tenant in the URL with the tenant that it is registered in.";

export const tenant: readonly Signature[] = [
  sts(
    700016,
    "Application with identifier '5a1b0e2c-1111-4222-8333-123456789abc' was not found in the directory 'Microsoft Accounts'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant.",
    [
      means(
        "client/type-mismatch",
        0.55,
        "The app is not open to personal accounts: set Supported account types to include personal Microsoft accounts (signInAudience AzureADandPersonalMicrosoftAccount), or sign in with a work account at your tenant's URL.",
        "client_id is right and the user has a personal account.",
      ),
      means("client/unknown", 0.5, CLIENT_ID, "client_id is wrong or incomplete."),
      means("request/wrong-endpoint", 0.3, OWN_TENANT),
    ],
    { id: "AADSTS700016-consumers", also: "directory '(?:Microsoft Accounts|9188040d-6c67-4c5b-b112-36a304b66dad)'" },
  ),
  sts(
    700016,
    "Application with identifier '5a1b0e2c-1111-4222-8333-123456789abc' was not found in the directory 'Contoso'. You may have sent your authentication request to the wrong tenant.",
    [
      means("client/unknown", 0.9, CLIENT_ID),
      means("request/wrong-endpoint", 0.3, OWN_TENANT, "client_id is right, and the tenant in the URL is another."),
    ],
  ),
  sts(
    7000229,
    "The client application 5a1b0e2c-1111-4222-8333-123456789abc is missing service principal in the tenant 11111111-2222-4333-8444-555555555555.",
    [
      means(
        "client/unknown",
        0.8,
        "Let an administrator of that tenant consent once (https://login.microsoftonline.com/<tenant>/adminconsent?client_id=...), which makes the service principal, or use the tenant where the app lives.",
      ),
      means("user/consent-required", 0.4, "Let an administrator of that tenant consent once."),
    ],
    { page: lookup(7000229) },
  ),
  sts(700011, "Application with identifier app1 was not found in the directory.", [
    means("client/unknown", 0.9, CLIENT_ID),
  ]),
  sts(
    70001,
    "Application with identifier '5a1b0e2c-1111-4222-8333-123456789abc' was not found in the directory contoso.com",
    [means("client/unknown", 0.9, CLIENT_ID)],
    { id: "AADSTS70001-not-found", also: "not found" },
  ),
  sts(70001, "UnauthorizedClient - The application is disabled.", [
    means(
      "client/disabled",
      0.6,
      "Under Enterprise applications > Properties, set Enabled for users to sign-in to Yes.",
    ),
    means("client/unknown", 0.45, CLIENT_ID),
  ]),
  sts(7000112, "Application '5a1b0e2c-1111-4222-8333-123456789abc'(Shop) is disabled.", [
    means(
      "client/disabled",
      0.96,
      "Under Enterprise applications > your app > Properties, set Enabled for users to sign-in to Yes.",
    ),
  ]),
  sts(1000031, "Application Shop can't be accessed at this time. Contact your administrator.", [
    means(
      "client/disabled",
      0.6,
      "Ask the tenant's administrator why the application is blocked (Enterprise applications > Properties).",
    ),
    means("user/policy-blocked", 0.4, "Ask the tenant's administrator which policy blocks the application."),
  ]),
  ...([7000113, 7000114] as const).map((code) =>
    sts(
      code,
      "Application '5a1b0e2c-1111-4222-8333-123456789abc' is not allowed to make application on-behalf-of calls.",
      [
        means(
          "client/grant-type-not-allowed",
          0.9,
          "Use on-behalf-of with a token of a user that was issued for your own API, from a confidential client; an app-only token cannot be exchanged.",
        ),
      ],
      {
        page:
          code === 7000113 ? lookup(code) : "https://learn.microsoft.com/entra/identity-platform/reference-error-codes",
      },
    ),
  ),
  sts(70003, "The app requested an unsupported grant type 'autorization_code'.", [
    means(
      "request/grant-type-unsupported",
      0.95,
      "Send one of: authorization_code, refresh_token, client_credentials, urn:ietf:params:oauth:grant-type:device_code, urn:ietf:params:oauth:grant-type:jwt-bearer, password.",
    ),
  ]),
  sts(
    700051,
    "response_type 'token' is not enabled for the application.",
    [
      means(
        "client/response-type-not-allowed",
        0.96,
        "Better ask for a code with PKCE. Or tick Access tokens under Authentication > Implicit grant and hybrid flows.",
      ),
    ],
    { page: lookup(700051) },
  ),
  sts(700054, "response_type 'id_token' is not enabled for the application.", [
    means(
      "client/response-type-not-allowed",
      0.96,
      "Tick ID tokens under Authentication > Implicit grant and hybrid flows, or ask for response_type=code.",
    ),
  ]),
  sts(
    70005,
    "The provided value for the input parameter 'response_type' is not allowed for this client. Expected value is 'code'.",
    [
      means(
        "client/response-type-not-allowed",
        0.6,
        "Ask for response_type=code, or tick the token under Authentication > Implicit grant and hybrid flows.",
      ),
      means(
        "request/response-type-unsupported",
        0.5,
        "Send response_type=code, id_token, or 'code id_token', spelled so.",
      ),
    ],
  ),
  sts(70007, "'query' is not a supported value of 'response_mode' when requesting a token.", [
    means(
      "request/response-mode-unsupported",
      0.96,
      "Send response_mode=fragment or form_post where an ID token or token comes from /authorize.",
    ),
  ]),
  sts(
    50194,
    "Application '5a1b0e2c-1111-4222-8333-123456789abc'(Shop) is not configured as a multi-tenant application. Usage of the /common endpoint is not supported for such applications created after '10/15/2018'. Use a tenant-specific endpoint or configure the application to be multi-tenant.",
    [
      means("request/wrong-endpoint", 0.85, OWN_TENANT),
      means(
        "client/type-mismatch",
        0.45,
        "Or set Supported account types to accounts in any organizational directory.",
        "Users of other tenants are meant to sign in.",
      ),
    ],
  ),
  sts(
    9002346,
    "Application '5a1b0e2c-1111-4222-8333-123456789abc'(Shop) is configured for use by Microsoft Account users only. Please use the /consumers endpoint to serve this request.",
    [
      means("request/wrong-endpoint", 0.85, "Use https://login.microsoftonline.com/consumers/oauth2/v2.0/..."),
      means("client/type-mismatch", 0.45, "Or widen Supported account types to work and school accounts."),
    ],
    { page: lookup(9002346) },
  ),
  sts(
    9002331,
    "Application '5a1b0e2c-1111-4222-8333-123456789abc'(Shop) is configured for use by Microsoft Account users only. Please use the /consumers endpoint to serve this request.",
    [
      means("request/wrong-endpoint", 0.85, "Use https://login.microsoftonline.com/consumers/oauth2/v2.0/..."),
      means("client/type-mismatch", 0.45, "Or widen Supported account types to work and school accounts."),
    ],
    { page: lookup(9002331) },
  ),
  sts(
    9002332,
    "Application '5a1b0e2c-1111-4222-8333-123456789abc'(Shop) is configured for use by Azure Active Directory users only. Please do not use the /consumers endpoint to serve this request.",
    [
      means("request/wrong-endpoint", 0.85, "Use /organizations or the tenant's id in the URL."),
      means("client/type-mismatch", 0.45, "Or widen Supported account types to personal Microsoft accounts."),
    ],
  ),
  sts(
    9001023,
    "The grant type is not supported over the /common or /consumers endpoints. Please use the /organizations or tenant-specific endpoint.",
    [means("request/wrong-endpoint", 0.93, OWN_TENANT)],
  ),
  ...([90124, 90130] as const).map((code) =>
    sts(
      code,
      "The resource isn't supported over the /common or /consumers endpoints. Use the /organizations or tenant-specific endpoint instead.",
      [means("request/wrong-endpoint", 0.9, OWN_TENANT)],
    ),
  ),
  sts(
    90002,
    "Tenant 'contosso.onmicrosoft.com' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.",
    [
      means(
        "request/wrong-endpoint",
        0.8,
        "Put the right tenant into the URL: Directory (tenant) ID on the app's Overview page. A placeholder, the client id, or a typing error is there.",
      ),
      means(
        "request/wrong-environment",
        0.4,
        "Use the host of the tenant's cloud (login.microsoftonline.us for US Government, login.partner.microsoftonline.cn for China).",
        "The tenant exists, but in a national cloud.",
      ),
    ],
  ),
  ...([50059, 50128, 90019] as const).map((code) =>
    sts(code, "No tenant-identifying information found in either the request or implied by any provided credentials.", [
      means("request/wrong-endpoint", 0.85, OWN_TENANT),
      means("request/parameter-absent", 0.3, "Say which tenant is meant: its id in the URL, or domain_hint."),
    ]),
  ),
  sts(
    90027,
    "We are unable to issue tokens from this API version on the MSA tenant. Please contact the application vendor as they need to use version 2.0 of the protocol to support this.",
    [
      means(
        "request/wrong-endpoint",
        0.9,
        "Use the v2.0 URLs (/oauth2/v2.0/authorize and /oauth2/v2.0/token) with scope in place of resource.",
      ),
    ],
  ),
  ...([900382, 900432] as const).map((code) =>
    sts(code, "Confidential Client is not supported in Cross Cloud request.", [
      means(
        "request/wrong-environment",
        0.9,
        "Use the login host of the cloud in which the app is registered, for that cloud's own tenants.",
      ),
    ]),
  ),
  ...([90038, 50049, 90051, 90043] as const).map((code) =>
    sts(code, "The specified tenant belongs to another national cloud. Unknown or invalid instance.", [
      means(
        "request/wrong-environment",
        0.85,
        "Use the login host of the tenant's cloud (login.microsoftonline.com, .us, or login.partner.microsoftonline.cn).",
      ),
    ]),
  ),
  sts(
    50134,
    "Wrong data center. To authorize a request that was initiated by an app in the OAuth 2.0 device flow, the authorizing party must be in the same data center where the original request resides.",
    [means("request/wrong-environment", 0.8, "Start the device flow at the tenant's own URL rather than /common.")],
  ),
  sts(
    1002016,
    "You are using TLS version 1.0, 1.1 and/or 3DES cipher which are deprecated to improve the security posture of Azure AD.",
    [
      means(
        "transport/insecure",
        0.85,
        "Make the client speak TLS 1.2 or later (newer .NET, OpenSSL or operating system).",
      ),
    ],
    { page: lookup(1002016) },
  ),
];
