/** Active Directory Federation Services: the MSIS numbers of its OAuth endpoints. */
import type { CauseCode } from "../../reasons/causes.ts";
import type { Dialect, Meaning, Signature } from "./define.ts";

const DOCS =
  "https://learn.microsoft.com/windows-server/identity/ad-fs/overview/ad-fs-openid-connect-oauth-flows-scenarios";
const thread = (path: string): string => `https://github.com/${path}`;

type Means = readonly (readonly [reason: CauseCode, weight: number, fix: string, tell?: string])[];

const msis = (code: number, words: string, means: Means, page = DOCS): Signature => ({
  id: `MSIS${code}`,
  says: new RegExp(`MSIS${code}\\b`, "i"),
  distinctive: true,
  means: means.map(
    ([reason, weight, fix, tell]): Meaning => ({ reason, weight, fix, ...(tell !== undefined && { tell }) }),
  ),
  page,
  example: { description: `MSIS${code}: ${words}` },
});

const URI =
  "Add exactly the sent redirect URI to the client: AD FS Management > Application Groups > the application (or Set-AdfsNativeClientApplication / Set-AdfsServerApplication -RedirectUri).";
const GROUP = "Copy the Client Identifier from AD FS Management > Application Groups (or Get-AdfsClient).";
const GRANT =
  "Let the client reach the Web API: Grant-AdfsApplicationPermission -ClientRoleIdentifier <client> -ServerRoleIdentifier <API> -ScopeNames openid, or Web API > Client Permissions.";
const RESOURCE =
  "Send the identifier of a Web API or relying party trust as resource, as Get-AdfsWebApiApplication shows it.";
const CODE =
  "Redeem the code at once and once only, at the same AD FS farm, with the redirect_uri and client_id of the authorization request.";

const codeRefused: Means = [
  ["code/unknown", 0.5, CODE],
  ["code/already-used", 0.45, CODE, "The same code was redeemed before (event 364 or the app's log)."],
  ["code/expired", 0.4, CODE, "Minutes lie between."],
  ["code/corrupted", 0.3, "Send the code decoded once and form-encoded once."],
];

export const azureAdfs: Dialect = {
  provider: "azure-adfs",
  name: "AD FS",
  hosts: [],
  marks: [/\bMSIS\d{4}\b/, /\/adfs\/(?:oauth2|\.well-known|userinfo|discovery|services\/trust)\b/i],
  signatures: [
    msis(
      9223,
      "Received invalid OAuth authorization request. The received 'client_id' is invalid as no registered client was found with this client identifier. Make sure that the client is registered. Received client_id: 'app'.",
      [["client/unknown", 0.96, GROUP]],
    ),
    msis(
      9224,
      "Received invalid OAuth authorization request. The received 'redirect_uri' parameter is not a valid registered redirect URI for the client identifier: 'app'. Received redirect_uri: 'https://app.example.com/cb'.",
      [
        ["redirect-uri/unregistered", 0.93, URI],
        ["redirect-uri/trailing-slash", 0.2, URI],
      ],
    ),
    msis(
      9221,
      "Received invalid OAuth authorization request. The 'redirect_uri' parameter is missing or found empty.",
      [
        ["redirect-uri/absent", 0.85, "Send redirect_uri."],
        ["request/parameter-absent", 0.6, "Send redirect_uri."],
      ],
    ),
    msis(
      9321,
      "Received invalid OAuth request. The client 'app' is forbidden to access the resource 'api'.",
      [
        ["scope/not-allowed-for-client", 0.75, GRANT],
        ["resource/unknown", 0.35, RESOURCE],
      ],
      thread("snok/django-auth-adfs/issues/31"),
    ),
    msis(
      9247,
      "Received invalid OAuth access token request. The authorization code is invalid.",
      codeRefused,
      thread("snok/django-auth-adfs/issues/1"),
    ),
    msis(
      9612,
      "The authorization code received in 'code' parameter is invalid.",
      codeRefused,
      thread("grafana/grafana/issues/17672"),
    ),
    msis(9605, "The client is not allowed to access the requested resource.", [
      ["scope/not-allowed-for-client", 0.8, GRANT],
      ["resource/unknown", 0.4, RESOURCE],
    ]),
    msis(
      9604,
      "An error occurred. The authorization server was not able to fulfill the request.",
      [
        [
          "server/fault",
          0.6,
          "Read the Admin log of AD FS (event 364, 1021 or 501) at that time: an issuance rule or an attribute store has failed.",
        ],
        ["scope/not-allowed-for-client", 0.3, GRANT],
      ],
      thread("vouch/vouch-proxy/issues/206"),
    ),
    msis(
      9607,
      "The 'client_id' parameter in the request is invalid. No registered client is found with this identifier.",
      [["client/unknown", 0.93, GROUP]],
    ),
    msis(
      9609,
      "The 'redirect_uri' parameter is invalid. No redirect uri with the specified value is registered for the received 'client_id'.",
      [
        ["code/redirect-uri-mismatch", 0.6, "Send the redirect_uri of the authorization request."],
        ["redirect-uri/unregistered", 0.55, URI],
      ],
    ),
    msis(
      9611,
      "The authorization server does not support the requested 'grant_type'. The authorization server only supports 'authorization_code' or 'refresh_token' as the grant type.",
      [
        [
          "request/grant-type-unsupported",
          0.9,
          "Use code or refresh here; client credentials and password need AD FS 2016 with an application group.",
        ],
      ],
    ),
    msis(9614, "The refresh token received in 'refresh_token' parameter is invalid.", [
      ["refresh-token/unknown", 0.55, "Send the refresh token whole, to the farm that issued it."],
      ["refresh-token/revoked", 0.45, "Sign in again."],
      ["grant/password-changed", 0.35, "Sign in again."],
    ]),
    msis(9615, "The refresh token received in 'refresh_token' parameter has expired.", [
      [
        "refresh-token/expired",
        0.96,
        "Sign in again; Get-AdfsProperties shows the lifetime (SsoLifetime, PersistentSsoLifetimeMins).",
      ],
    ]),
    msis(
      9622,
      "Client authentication failed. Please verify the credential provided for client authentication is valid.",
      [
        [
          "client-auth/secret-wrong",
          0.75,
          "Set a new secret: Application Group > Server application > Reset secret; send it by the method that the client has.",
        ],
        [
          "client-auth/method-mismatch",
          0.35,
          "Send the secret in the body (client_secret_post) rather than by Basic, or the other way round.",
        ],
      ],
    ),
    msis(7042, "The same client browser session has made '6' requests in the last '1' seconds.", [
      [
        "server/rate-limited",
        0.7,
        "Stop the loop between app and AD FS: the app loses its session cookie after each sign-in (https, SameSite, host).",
      ],
      ["request/state-mismatch", 0.3, "Let the app keep its cookie."],
    ]),
    msis(7012, "An error occurred while processing the request. Contact your administrator for details.", [
      ["server/fault", 0.5, "Read the Admin log of AD FS by the activity id."],
    ]),
    msis(
      7065,
      "There are no registered protocol handlers on path /adfs/oauth2/token/x to process the incoming request.",
      [["request/wrong-endpoint", 0.93, "Use /adfs/oauth2/authorize and /adfs/oauth2/token, enabled under Endpoints."]],
    ),
    msis(7007, "The requested relying party trust 'x' is unspecified or unsupported.", [
      ["resource/unknown", 0.85, RESOURCE],
    ]),
    msis(3020, "The relying party trust with identifier 'x' was not found.", [["resource/unknown", 0.8, RESOURCE]]),
    msis(5007, "The caller authorization failed for caller identity for relying party trust.", [
      ["user/not-assigned", 0.6, "Let the access control policy of the application permit the user."],
      ["user/policy-blocked", 0.5, "Let the access control policy of the application permit the user."],
    ]),
    msis(7068, "Access denied.", [
      ["user/policy-blocked", 0.6, "Let the access control policy of the application permit the user and device."],
    ]),
    msis(
      9267,
      "No Client credentials found in the request. Client 'app' is configured as a confidential client.",
      [
        ["client-auth/secret-absent", 0.7, "Send the secret of the server application."],
        [
          "client/type-mismatch",
          0.6,
          "A browser or native app is no server application: make a Native application in the application group.",
        ],
      ],
      thread("AzureAD/microsoft-authentication-library-for-js/issues/6281"),
    ),
    msis(9659, "Invalid 'username' or 'password'.", [
      ["user/credentials-wrong", 0.93, "Check user name (domain\\\\name or UPN) and password."],
    ]),
    {
      id: "resource-invalid",
      says: /received 'resource' parameter is invalid/i,
      distinctive: true,
      means: [{ reason: "resource/unknown", weight: 0.93, fix: RESOURCE }],
      page: DOCS,
      example: {
        error: "invalid_resource",
        description:
          "The received 'resource' parameter is invalid. The authorization server can not find a registered resource with the specified identifier.",
      },
    },
  ],
  departures: [
    {
      says: "The API is named by resource, apart from scope; AD FS 2012 R2 knows the code grant only and no ID tokens.",
      page: DOCS,
    },
  ],
};
