/** Azure AD B2C on requests and clients. */
import type { Row } from "./rows.ts";

const URI =
  "In the B2C tenant under App registrations > your app > Authentication, add exactly the redirect URI that is sent, under the right platform.";
const ID =
  "Copy Application (client) ID from App registrations of the B2C tenant (not of your work tenant), and check tenant and policy in the URL.";
const SCOPE =
  "Send the full name of a scope under Expose an API: https://<tenant>.onmicrosoft.com/<API>/<scope>, in addition to openid and offline_access.";
const SECRET = "Make a client secret under Certificates & secrets and send its Value.";

export const requests: readonly Row[] = [
  [
    [90006],
    "The redirect URI 'https://app.example.com/cb' provided in the request is not registered for the client id '5a1b0e2c'.",
    [
      ["redirect-uri/unregistered", 0.93, URI],
      ["redirect-uri/trailing-slash", 0.2, URI],
    ],
  ],
  [
    [90007],
    "The application associated with client id '5a1b0e2c' has no registered redirect URIs.",
    [["redirect-uri/unregistered", 0.95, URI]],
  ],
  [
    [90287],
    "The request contains invalid redirect URI 'x'.",
    [
      ["redirect-uri/malformed", 0.7, "Send an absolute https URL (or http://localhost), encoded once."],
      ["redirect-uri/unregistered", 0.4, URI],
    ],
  ],
  [
    [90036, 90067],
    "The post logout redirect URI 'x' has an invalid format.",
    [
      [
        "redirect-uri/post-logout-unregistered",
        0.7,
        "Send post_logout_redirect_uri as an https URL that is registered for the app.",
      ],
    ],
  ],
  [
    [90008],
    "The request does not contain a client id parameter.",
    [["request/parameter-absent", 0.95, "Send client_id."]],
  ],
  [
    [90010],
    "The request does not contain a scope parameter.",
    [["scope/missing", 0.93, "Send scope=openid and the scopes of your API."]],
  ],
  [
    [90083],
    "The request is missing required parameter: code.",
    [["request/parameter-absent", 0.93, "Send the parameter that the message names, in the form body."]],
  ],
  [
    [90012, 90117],
    "The scope 'read' provided in request is not supported.",
    [
      ["scope/unknown", 0.75, SCOPE],
      ["scope/prefix-missing", 0.5, SCOPE, "A short name was sent."],
      [
        "scope/not-allowed-for-client",
        0.35,
        "Add the scope under API permissions of the client and grant admin consent.",
      ],
    ],
  ],
  [
    [90055],
    "The scope 'read' provided in request must specify a resource, such as 'https://example.com/calendar.read'.",
    [["scope/prefix-missing", 0.93, SCOPE]],
  ],
  [
    [90146],
    "The scope 'x y' provided in request specifies more than one resource for an access token, which is not supported.",
    [["scope/mixes-resources", 0.96, "Ask for scopes of one API per request."]],
  ],
  [
    [90110],
    "The scope parameter must include 'openid' when requesting a response_type that includes 'id_token'.",
    [["scope/missing", 0.95, "Add openid to scope."]],
  ],
  [
    [90107],
    "The application with ID 'x' cannot get an ID token either because the openid scope was not provided in the request or the application is not authorized for it.",
    [
      ["scope/missing", 0.7, "Add openid to scope."],
      ["scope/not-allowed-for-client", 0.45, "Grant admin consent to openid and offline_access under API permissions."],
    ],
  ],
  [
    [90115],
    "When requesting the 'code' response_type, the scope parameter must include a resource or client ID for access tokens, and 'openid' for ID tokens.",
    [
      [
        "scope/missing",
        0.93,
        "Add the API's scope (or the client id itself) to scope, in addition to openid and offline_access.",
      ],
    ],
  ],
  [
    [99005],
    "The request contains an invalid scope parameter which includes an illegal character ','.",
    [
      ["scope/wrong-delimiter", 0.55, "Part the scopes by a space."],
      ["scope/malformed", 0.5, "Take the character that the message names out of scope."],
    ],
  ],
  [
    [90205],
    "This application does not have sufficient permissions against this web resource to perform the operation.",
    [
      [
        "scope/not-allowed-for-client",
        0.9,
        "Under API permissions of the client, add the API's scope and press Grant admin consent.",
      ],
    ],
  ],
  [
    [90284],
    "The application with identifier 'x' has not been granted consent and is unable to be used for local accounts.",
    [
      ["user/consent-required", 0.7, "Grant admin consent to openid and offline_access under API permissions."],
      ["scope/needs-admin-consent", 0.55, "Grant admin consent under API permissions."],
    ],
  ],
  [
    [90013],
    "The requested response type 'tokn' provided in the request is not supported.",
    [
      [
        "request/response-type-unsupported",
        0.93,
        "Send response_type=code, id_token, token, or several of them joined by a space.",
      ],
    ],
  ],
  [
    [90014],
    "The requested response mode 'x' provided in the request is not supported.",
    [
      [
        "request/response-mode-unsupported",
        0.95,
        "Send response_mode=query, fragment or form_post; query only with code.",
      ],
    ],
  ],
  [
    [90057],
    "The provided application is not configured to allow the 'OAuth' Implicit flow.",
    [
      [
        "client/response-type-not-allowed",
        0.93,
        "Tick Access tokens and ID tokens under Authentication > Implicit grant, or use code with PKCE.",
      ],
    ],
  ],
  [
    [90058],
    "The provided application is not configured to allow public clients.",
    [
      [
        "client/type-mismatch",
        0.93,
        "Set Allow public client flows to Yes under Authentication, or send the client's secret.",
      ],
    ],
  ],
  [
    [90018, 90285, 90068, 90011],
    "The client id '5a1b0e2c' specified in the request is not registered in tenant 'contoso.onmicrosoft.com'.",
    [
      ["client/unknown", 0.9, ID],
      ["request/wrong-endpoint", 0.25, ID],
    ],
  ],
  [
    [90248],
    "Resource owner flow can only be used by applications created through the B2C admin portal.",
    [
      ["client/type-mismatch", 0.6, ID],
      ["client/grant-type-not-allowed", 0.55, ID],
    ],
  ],
  [
    [90224],
    "Resource owner flow has not been enabled for the application.",
    [["client/grant-type-not-allowed", 0.93, "Set Allow public client flows to Yes under Authentication."]],
  ],
  [
    [90092],
    "The provided application with ID 'x' is disabled for the tenant 'y'. Please enable the application and try again.",
    [["client/disabled", 0.96, "Enable the application in the B2C tenant."]],
  ],
  [
    [90296],
    "Application has not been configured correctly.",
    [["client/type-mismatch", 0.4, "Compare the registration with the flow: platform, account types, permissions."]],
  ],
  [
    [90079],
    "Clients must send a client_secret when redeeming a confidential grant.",
    [
      ["client-auth/secret-absent", 0.85, SECRET],
      [
        "client/type-mismatch",
        0.5,
        "Register the redirect URI under Single-page application or Mobile and desktop.",
        "The app can keep no secret.",
      ],
    ],
  ],
  [
    [90081],
    "The specified client_secret does not match the expected value for this client. Please correct the client_secret and try again.",
    [["client-auth/secret-wrong", 0.95, SECRET]],
  ],
  [
    [90084],
    "Public clients should not send a client_secret when redeeming a publicly acquired grant.",
    [
      ["client/type-mismatch", 0.7, "Leave client_secret away, or register the redirect URI under Web."],
      ["client-auth/method-mismatch", 0.55, "Leave client_secret away."],
    ],
  ],
  [
    [90016, 90017, 90039],
    "The client assertion provided in the request is invalid.",
    [["client-auth/assertion-invalid", 0.9, "Authenticate by client_secret: client assertions are no longer taken."]],
  ],
  [
    [90243],
    "The IDP's client key/secret is not properly configured.",
    [
      [
        "client-auth/secret-wrong",
        0.7,
        "Under Identity providers, enter client id and secret of the social provider again.",
      ],
    ],
  ],
];
