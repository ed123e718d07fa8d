/** Personal Microsoft accounts (login.live.com) and the number that wraps others, which come last. */
import type { Signature } from "../define.ts";
import { means, sts } from "./sts.ts";

const FLOW = "https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow";
const REGISTER =
  "Under App registrations > Authentication, add exactly the redirect URI that is sent, under the right platform.";
const SIGN_IN = "Send the user to /authorize again.";

export const personal: readonly Signature[] = [
  {
    id: "live-redirect-uri",
    says: /input parameter 'redirect_uri' is not valid\. The expected value is/i,
    distinctive: true,
    means: [
      means("redirect-uri/unregistered", 0.85, REGISTER),
      means("redirect-uri/trailing-slash", 0.25, "Compare the final slash of the sent and of the registered URI."),
    ],
    page: FLOW,
    example: {
      error: "invalid_request",
      description:
        "The provided value for the input parameter 'redirect_uri' is not valid. The expected value is a URI which matches a redirect URI registered for this client application.",
    },
  },
  {
    id: "live-not-enabled-for-consumers",
    says: /client does not exist or is not enabled for consumers/i,
    distinctive: true,
    means: [
      means(
        "client/type-mismatch",
        0.6,
        "Let Supported account types include personal Microsoft accounts, or sign in with a work or school account at the tenant's URL.",
        "client_id is right.",
      ),
      means("client/unknown", 0.5, "Copy Application (client) ID from the app's Overview page.", "client_id is wrong."),
      means("request/wrong-endpoint", 0.3, "Use the tenant's id in the URL in place of /common or /consumers."),
    ],
    page: FLOW,
    example: {
      error: "unauthorized_client",
      description:
        "The client does not exist or is not enabled for consumers. If you are the application developer, configure a new application through the App Registrations in the Azure Portal.",
    },
  },
  {
    id: "live-scopes-unauthorized",
    says: /one or more scopes requested are unauthorized or expired/i,
    distinctive: true,
    means: [
      means(
        "grant/revoked-by-user",
        0.6,
        `The user withdrew the app's permission at account.live.com/consent/Manage. ${SIGN_IN}`,
        "The user took the app away, or changed the password.",
      ),
      means("refresh-token/expired", 0.5, SIGN_IN, "It was not used for a long time."),
      means("user/consent-required", 0.4, `${SIGN_IN} The scope that is asked for was never consented to.`),
    ],
    page: FLOW,
    example: {
      error: "invalid_grant",
      description:
        "The request was denied because one or more scopes requested are unauthorized or expired. The user must first sign in and grant the client application access to the requested scope.",
    },
  },
  {
    id: "live-response-type",
    says: /input parameter 'response_type' is not (?:valid|allowed)/i,
    distinctive: true,
    means: [
      means(
        "client/response-type-not-allowed",
        0.6,
        "Tick the token under Authentication > Implicit grant and hybrid flows, or ask for a code.",
      ),
      means("request/response-type-unsupported", 0.5, "Send response_type=code, spelled so."),
    ],
    page: FLOW,
    example: {
      error: "unsupported_response_type",
      description:
        "The provided value for the input parameter 'response_type' is not allowed for this client. Expected value is 'code'.",
    },
  },
  {
    id: "live-scope",
    says: /input parameter 'scope' is not valid\. The scope '[^']*' (?:does not exist|is not|must)/i,
    distinctive: true,
    means: [
      means(
        "scope/unknown",
        0.75,
        "Write the scope as Microsoft Graph's permissions reference lists it, parted by spaces.",
      ),
      means("scope/prefix-missing", 0.3, "Put the API's Application ID URI before the name."),
    ],
    page: FLOW,
    example: {
      error: "invalid_scope",
      description:
        "The provided value for the input parameter 'scope' is not valid. The scope 'contacts.raed' does not exist.",
    },
  },
  {
    id: "live-code",
    says: /(?:input parameter|value for the) 'code' (?:parameter )?is not valid/i,
    distinctive: true,
    means: [
      means("code/corrupted", 0.5, "Send the code as it stood in the callback, decoded once and form-encoded once."),
      means("code/expired", 0.4, "Redeem the code at once."),
      means("code/already-used", 0.35, "Redeem each code once."),
    ],
    page: FLOW,
    example: {
      error: "invalid_grant",
      description: "The provided value for the input parameter 'code' is not valid. The code has expired.",
    },
  },
  {
    id: "live-grant-expired",
    says: /could not be authenticated (?:as|or) the grant is expired/i,
    distinctive: true,
    means: [
      means("grant/revoked-by-user", 0.45, SIGN_IN, "The user removed the app at account.live.com/consent/Manage."),
      means("refresh-token/expired", 0.45, SIGN_IN, "Nobody used the token for long."),
      means("grant/password-changed", 0.35, SIGN_IN, "The password was changed lately."),
    ],
    page: FLOW,
    example: {
      error: "invalid_grant",
      description: "The user could not be authenticated as the grant is expired. The user must sign in again.",
    },
  },
  {
    id: "live-denied",
    says: /user has denied access to the scope requested by the client application/i,
    distinctive: true,
    means: [means("user/denied", 0.95, "Let the user try again and press Accept.")],
    page: FLOW,
    example: {
      error: "access_denied",
      description: "The user has denied access to the scope requested by the client application.",
    },
  },
  sts(
    70002,
    "Error validating credentials. The specified client_secret does not match the expected value for this client.",
    [
      means(
        "client-auth/secret-wrong",
        0.9,
        "Copy the Value (not the Secret ID) of a client secret under Certificates & secrets.",
      ),
    ],
    { id: "AADSTS70002-secret", also: "client_?\\s?secret" },
  ),
  sts(
    70002,
    "The client application must be marked as 'mobile.'",
    [
      means(
        "client/type-mismatch",
        0.9,
        "Under Authentication, set Allow public client flows to Yes, or redeem with the app's secret.",
      ),
    ],
    { id: "AADSTS70002-mobile", also: "mobile|public client" },
  ),
  sts(70002, "Error validating credentials.", [
    means("client-auth/secret-wrong", 0.45, "Copy the Value of a client secret under Certificates & secrets."),
    means("client/unknown", 0.3, "Copy Application (client) ID from the app's Overview page."),
    means("code/already-used", 0.25, "Redeem each code once."),
  ]),
  sts(70000, "Authentication failed. The refresh token isn't valid.", [
    means("refresh-token/unknown", 0.5, "Send the refresh token whole, to the tenant and client that it came from."),
    means("refresh-token/revoked", 0.45, SIGN_IN),
    means("code/corrupted", 0.3, "Send the code decoded once and form-encoded once.", "The request redeems a code."),
  ]),
];
