/** Azure AD B2C on credentials, grants, users and itself. */
import type { Row } from "./rows.ts";

const AGAIN = "Send the user to the user flow again.";
const HINT =
  "Send an id_token_hint that is alive, signed by the key of the policy's issuer, with the issuer and audience that the policy names.";
const POLICY = "Look at the custom policy and at Application Insights: the fault is in the policy.";

export const grants: readonly Row[] = [
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
