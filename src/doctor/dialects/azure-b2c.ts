/** Azure AD B2C: the AADB2C numbers that a client meets. */
import type { CauseCode } from "../../reasons/causes.ts";
import type { Dialect, Meaning, Signature } from "./define.ts";

const PAGE = "https://learn.microsoft.com/en-us/azure/active-directory-b2c/error-codes";

type Means = readonly (readonly [reason: CauseCode, weight: number, fix: string, tell?: string])[];

const b2c = (code: number, words: string, means: Means): Signature => ({
  id: `AADB2C${code}`,
  says: new RegExp(`AADB2C${code}\\b`, "i"),
  distinctive: true,
  means: means.map(
    ([reason, weight, fix, tell]): Meaning => ({ reason, weight, fix, ...(tell !== undefined && { tell }) }),
  ),
  page: PAGE,
  example: { description: `AADB2C${code}: ${words}` },
});

const URI =
  "In the B2C tenant under App registrations > your app > Authentication, add exactly the redirect URI that is sent, under the right platform.";
const AGAIN = "Send the user to the user flow again.";
const ID =
  "Copy Application (client) ID from App registrations of the B2C tenant (not of your work tenant), and check tenant and policy in the address.";
const SCOPE =
  "Send the full name of a scope under Expose an API: https://<tenant>.onmicrosoft.com/<API>/<scope>, besides openid and offline_access.";
const SECRET = "Make a client secret under Certificates & secrets and send its Value.";
const HINT =
  "Send an id_token_hint that is alive, signed by the key of the policy's issuer, with the issuer and audience that the policy names.";
const POLICY = "Look at the custom policy and at Application Insights: the fault is in the policy.";

const CODES: readonly (readonly [codes: readonly number[], words: string, means: Means])[] = [
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
      ["redirect-uri/malformed", 0.7, "Send an absolute https address (or http://localhost), encoded once."],
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
        "Send post_logout_redirect_uri as an https address that is registered for the app.",
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
        "Add the API's scope (or the client id itself) to scope, besides openid and offline_access.",
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
        "Under Identity providers, enter client id and secret of the social provider anew.",
      ],
    ],
  ],
  [
    [99059],
    "The supplied request must present a code_challenge",
    [["pkce/required", 0.95, "Send code_challenge with code_challenge_method=S256; single-page applications must."]],
  ],
  [
    [90182],
    "The supplied code_verifier does not match associated code_challenge",
    [["pkce/verifier-mismatch", 0.96, "Send the verifier that this request's code_challenge was made from."]],
  ],
  [
    [90183],
    "The supplied code_verifier is invalid",
    [
      ["pkce/verifier-malformed", 0.6, "Send 43 to 128 characters of A-Z a-z 0-9 - . _ ~."],
      ["pkce/verifier-missing", 0.45, "Send code_verifier.", "None was sent."],
      ["pkce/verifier-mismatch", 0.4, "Send the verifier of this very request."],
    ],
  ],
  [
    [90184],
    "The supplied code_challenge_method is not supported. Supported values are plain or S256",
    [["pkce/method-unsupported", 0.96, "Send code_challenge_method=S256, in capitals."]],
  ],
  [
    [90080],
    "The provided grant has expired. Please re-authenticate and try again. Current time: 1, Grant issued time: 2, Grant sliding window expiration time: 3.",
    [
      [
        "refresh-token/expired",
        0.75,
        `${AGAIN} The user flow's Properties set the life of refresh tokens and their sliding window.`,
      ],
      ["code/expired", 0.45, "Redeem the code at once.", "The request redeems a code."],
    ],
  ],
  [
    [90129],
    "The provided grant has been revoked. Please reauthenticate and try again.",
    [
      ["refresh-token/revoked", 0.8, AGAIN],
      ["grant/password-changed", 0.4, AGAIN],
    ],
  ],
  [
    [90128],
    "The account associated with this grant no longer exists. Please reauthenticate and try again.",
    [
      ["grant/account-disabled", 0.7, AGAIN],
      ["user/account-not-ready", 0.5, AGAIN],
    ],
  ],
  [
    [90087, 90088],
    "The provided grant has not been issued for this endpoint. Actual Value : B2C_1_edit and Expected Value : B2C_1_signin",
    [
      [
        "request/wrong-endpoint",
        0.9,
        "Redeem at the token endpoint of the same policy (and version) that issued code or refresh token.",
      ],
    ],
  ],
  [
    [90279],
    "The provided client id 'x' does not match the client id that issued the grant.",
    [
      ["code/of-other-client", 0.65, "Redeem with the client_id of the authorization request."],
      [
        "refresh-token/of-other-client",
        0.6,
        "Refresh with the client_id that the token was issued to.",
        "The request refreshes.",
      ],
    ],
  ],
  [
    [90086, 99013],
    "The supplied grant_type [passwd] is not supported.",
    [
      [
        "request/grant-type-unsupported",
        0.93,
        "Send authorization_code, refresh_token, password (with a ROPC flow) or client_credentials.",
      ],
    ],
  ],
  [
    [90090],
    "The provided JWE is not a valid 5 segment token.",
    [
      [
        "code/corrupted",
        0.75,
        "Send the value of code alone, whole and decoded once: nothing that follows & belongs to it.",
      ],
      ["refresh-token/corrupted", 0.5, "Send the refresh token whole.", "The request refreshes."],
    ],
  ],
  [
    [90226],
    "The specified token exchange is only supported over HTTP POST.",
    [["request/wrong-method", 0.95, "Send POST with a form body."]],
  ],
  [
    [90122],
    "Input for 'state' received in the request has failed HTTP request validation.",
    [["request/parameter-rejected", 0.85, "Take characters such as < and & out of the value."]],
  ],
  [
    [90043],
    "The prompt included in the request contains invalid values. Expected 'none', 'login', 'consent' or 'select_account'.",
    [["request/parameter-rejected", 0.93, "Send one of the values that the message names."]],
  ],
  [
    [90120],
    "The max age parameter 'x' specified in the request is invalid.",
    [["request/parameter-rejected", 0.93, "Send max_age as a whole number of seconds."]],
  ],
  [
    [90077],
    "User does not have an existing session and request prompt parameter has a value of 'None'.",
    [
      ["user/login-required", 0.85, "Sign in without prompt=none."],
      [
        "transport/cookies-blocked",
        0.4,
        "Browsers block the cookie in the hidden iframe: use a custom domain or a redirect.",
        "The user is signed in in the same browser.",
      ],
    ],
  ],
  [
    [90091],
    "The user has cancelled entering self-asserted information.",
    [["user/denied", 0.95, "Show the sign-in page again."]],
  ],
  [
    [90118],
    "The user has forgotten their password.",
    [
      [
        "user/interaction-required",
        0.85,
        "Send the user to the password reset flow, or use the self-service reset of the sign-in flow.",
      ],
    ],
  ],
  [
    [90225, 90052, 90054, 90053],
    "The username or password provided in the request are invalid.",
    [["user/credentials-wrong", 0.93, "Check user name and password; only local accounts can use the password grant."]],
  ],
  [
    [90111, 90114],
    "Your account is temporarily locked to prevent unauthorized use. Try again later.",
    [["user/account-not-ready", 0.9, "Wait, or unlock the account."]],
  ],
  [
    [90151, 90155, 90156, 90157],
    "User has exceeded the maximum number for retries for multifactor authentication.",
    [["user/mfa-required", 0.6, "Let the user start again."]],
  ],
  [
    [90208, 90209, 90210, 90232, 90233, 90272],
    "The provided id_token_hint parameter could not be validated. Please provide another token and try again.",
    [["user/hint-invalid", 0.85, HINT]],
  ],
  [
    [90235],
    "The provided id_token is expired. Please provide another token and try again.",
    [
      ["token/expired", 0.7, "Send a fresh ID token."],
      ["assertion/expired", 0.5, "Send a fresh ID token."],
    ],
  ],
  [
    [90237],
    "The provided id_token does not contain a valid audience.",
    [["token/wrong-audience", 0.8, "Send a token whose aud is on the list of the message."]],
  ],
  [
    [90238],
    "The provided id_token does not contain a valid issuer.",
    [["token/wrong-issuer", 0.85, "Send a token whose iss is on the list of the message."]],
  ],
  [
    [90239, 90240],
    "The provided id_token failed signature validation.",
    [["token/signature-invalid", 0.7, "Send the token whole and of the expected issuer."]],
  ],
  [
    [90211, 90212, 90046],
    "The request contained an invalid state cookie.",
    [
      ["request/state-mismatch", 0.5, "Start again in one tab, and do not use the back button or a bookmark."],
      ["transport/cookies-blocked", 0.45, "Let the browser keep the cookies of the B2C domain."],
    ],
  ],
  [
    [90001, 90002],
    "The CORS resource 'https://cdn.example.com/page.html' returned a 404 not found.",
    [["transport/cors-blocked", 0.75, "Serve the custom page with Access-Control-Allow-Origin for the B2C host."]],
  ],
  [
    [90244],
    "There are too many requests at this moment. Please wait for some time and try again.",
    [["server/rate-limited", 0.95, "Wait and send less often."]],
  ],
  [
    [90035, 90037, 90048, 90085, 90289, 90261, 90075, 90273],
    "The service has encountered an internal error. Please reauthenticate and try again.",
    [["server/fault", 0.75, POLICY]],
  ],
];

export const azureB2c: Dialect = {
  provider: "azure-b2c",
  name: "Azure AD B2C",
  hosts: [".b2clogin.com"],
  marks: [/\bAADB2C\d{5}\b/, /\/(?:tfp\/)?[\w.-]+\.onmicrosoft\.com\/b2c_1a?_\w+/i, /[?&]p=b2c_1a?_\w+/i],
  signatures: CODES.flatMap(([codes, words, means]) => codes.map((code) => b2c(code, words, means))),
  departures: [
    {
      says: "Each policy (user flow) has addresses and an issuer of its own: a code or refresh token of one is refused at another.",
      page: "https://learn.microsoft.com/en-us/azure/active-directory-b2c/error-codes",
    },
  ],
};
