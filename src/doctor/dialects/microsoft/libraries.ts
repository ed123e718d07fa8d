/** What Microsoft's own libraries print: MSAL in browsers, Microsoft.IdentityModel and ASP.NET Core on servers. */
import type { Meaning, Signature } from "../define.ts";
import { means } from "./sts.ts";

const MSAL = "https://github.com/AzureAD/microsoft-authentication-library-for-js";
const ASPNET = "https://learn.microsoft.com/aspnet/core/security/authentication/";

const line = (id: string, says: RegExp, text: string, meanings: readonly Meaning[], page: string): Signature => ({
  id,
  says,
  distinctive: true,
  means: meanings,
  page,
  example: { text },
});

export const libraries: readonly Signature[] = [
  line(
    "IDX10214",
    /IDX10214|IDX10208|error_description="?The audience '[^']*' is invalid/i,
    "SecurityTokenInvalidAudienceException: IDX10214: Audience validation failed. Audiences: 'api://a'. Did not match: validationParameters.ValidAudience: 'b'.",
    [
      means(
        "token/wrong-audience",
        0.95,
        "Get the token for this API (scope api://<API>/<scope>), or add aud of the token to ValidAudiences: v1.0 tokens carry the Application ID URI, v2.0 tokens the client id.",
      ),
    ],
    ASPNET,
  ),
  line(
    "IDX10205",
    /IDX10205|IDX10204|IDX40001|error_description="?The issuer '[^']*' is invalid/i,
    "IDX10205: Issuer validation failed. Issuer: 'https://sts.windows.net/a/'. Did not match: validationParameters.ValidIssuer: 'https://login.microsoftonline.com/a/v2.0'.",
    [
      means(
        "token/wrong-issuer",
        0.95,
        "Let Authority and token be of one version: sts.windows.net is v1.0, login.microsoftonline.com/<tenant>/v2.0 is v2.0 (accessTokenAcceptedVersion: 2 in the API's manifest).",
      ),
    ],
    ASPNET,
  ),
  line(
    "IDX10223",
    /IDX10223|error_description="?The token expired at/i,
    "IDX10223: Lifetime validation failed. The token is expired. ValidTo (UTC): '1/2/2026 10:00:00 AM', Current time (UTC): '1/2/2026 11:00:00 AM'.",
    [means("token/expired", 0.94, "Get a new access token before the call.")],
    ASPNET,
  ),
  line(
    "IDX10222",
    /IDX10222|error_description="?The token is not valid before/i,
    "IDX10222: Lifetime validation failed. The token is not yet valid. ValidFrom (UTC): '1/2/2026 10:00:00 AM', Current time (UTC): '1/2/2026 9:00:00 AM'.",
    [means("time/clock-skew", 0.94, "Set the clock of the machine that checks (NTP).")],
    ASPNET,
  ),
  line(
    "IDX10501",
    /IDX10(?:500|501|503|511|516|517|517)|error_description="?The signature (?:key was not found|is invalid)/i,
    "IDX10501: Signature validation failed. Unable to match key: kid: 'abc'.",
    [
      means(
        "token/signature-invalid",
        0.85,
        "Let Authority be the issuer of the token so that its keys are loaded; a token for Graph cannot be checked by others; refresh the keys after a rotation.",
      ),
      means(
        "token/wrong-audience",
        0.3,
        "Get a token for this API, not for Graph.",
        "The header has a nonce, and aud is Graph.",
      ),
    ],
    ASPNET,
  ),
  line(
    "IDX10696",
    /IDX10(?:696|618|634)/i,
    "IDX10696: The algorithm 'HS256' is not in the user-defined accept list of valid algorithms.",
    [means("token/algorithm-mismatch", 0.9, "Let ValidAlgorithms and the key fit the alg of the token's header.")],
    ASPNET,
  ),
  line(
    "IDX12741",
    /IDX12741|IDX12709|IDX10709|IDX14100|IDX12729/i,
    "IDX12741: JWT must have three segments (JWS) or five segments (JWE).",
    [means("token/malformed", 0.93, "Send the JWT whole after Bearer and one space.")],
    ASPNET,
  ),
  line(
    "IDX21323",
    /IDX21323|IDX21349|RequireNonce is '?True'?/i,
    "IDX21323: RequireNonce is 'True'. OpenIdConnectProtocolValidationContext.Nonce was null, OpenIdConnectProtocol.ValidatedIdToken.Payload.Nonce was not null. The nonce cannot be validated.",
    [
      means(
        "transport/cookies-blocked",
        0.55,
        "Let the nonce cookie come back: https, SameSite=None with Secure, the same host for sign-in and callback.",
        "The callback came by form_post and without the nonce cookie.",
      ),
      means("request/nonce-missing", 0.5, "Send nonce with the authorization request."),
      means("request/state-mismatch", 0.3, "Begin and end the sign-in in one browser and on one host."),
    ],
    ASPNET,
  ),
  line(
    "aspnet-correlation",
    /Correlation failed\.?|AuthenticationFailureException: Unable to unprotect the message\.State|oauth state was missing or invalid/i,
    "System.Exception: Correlation failed.",
    [
      means(
        "request/state-mismatch",
        0.75,
        "Let the correlation cookie come back: https, SameSite=None with Secure, one host, no second visit of the callback; share data protection keys among instances.",
      ),
      means(
        "transport/cookies-blocked",
        0.45,
        "Let the correlation cookie be SameSite=None and Secure, and the site https.",
        "The callback came without the .AspNetCore.Correlation cookie.",
      ),
    ],
    ASPNET,
  ),
  line(
    "IDX20803",
    /IDX20803|IDX20804|IDX20807/i,
    "IDX20803: Unable to obtain configuration from: 'https://login.microsoftonline.com/a/.well-known/openid-configuration'.",
    [
      means(
        "request/wrong-endpoint",
        0.5,
        "Open the URL of the message in a browser: tenant and version of Authority must be right.",
      ),
      means(
        "transport/certificate-problem",
        0.4,
        "Look at the inner exception: proxy, TLS 1.2, trusted roots.",
        "The inner exception speaks of SSL.",
      ),
    ],
    ASPNET,
  ),
  line(
    "msal-state-mismatch",
    /(?:AuthError|\bmsal\b)[\s\S]{0,80}?\bstate_mismatch\b|State mismatch error/i,
    "ClientAuthError: state_mismatch: State mismatch error. Please check your network. Continued requests may cause cache overflow.",
    [
      means(
        "request/state-mismatch",
        0.95,
        "Keep one PublicClientApplication, do not run two sign-ins at once, and let no router change the fragment before handleRedirectPromise.",
      ),
    ],
    MSAL,
  ),
  line(
    "msal-nonce-mismatch",
    /(?:AuthError|\bmsal\b)[\s\S]{0,80}?\bnonce_mismatch\b/i,
    "ClientAuthError: nonce_mismatch: Nonce mismatch error. This may be caused by a race condition in concurrent requests.",
    [
      means("request/state-mismatch", 0.7, "Do not run two sign-ins at once."),
      means("request/nonce-missing", 0.3, "Send and keep the nonce of this very request."),
    ],
    MSAL,
  ),
  line(
    "msal-authority",
    /\bendpoints_resolution_error\b|\bopenid_config_error\b|\buntrusted_authority\b/i,
    "ClientAuthError: endpoints_resolution_error: Endpoints cannot be resolved",
    [
      means(
        "request/wrong-endpoint",
        0.7,
        "Correct authority (https://login.microsoftonline.com/<tenant>); other hosts belong in knownAuthorities.",
      ),
      means("transport/cors-blocked", 0.25, "Look at the network tab for a blocked request."),
    ],
    MSAL,
  ),
  line(
    "msal-silent-iframe",
    /\bmonitor_window_timeout\b|\btimed_out\b: .{0,40}(?:iframe|popup)|Token acquisition in iframe failed due to timeout/i,
    "BrowserAuthError: monitor_window_timeout: Token acquisition in iframe failed due to timeout.",
    [
      means(
        "transport/cookies-blocked",
        0.5,
        "Let redirectUri of silent requests be an empty page of your own, and fall back to acquireTokenRedirect where third-party cookies are blocked.",
      ),
      means("user/login-required", 0.4, "Fall back to acquireTokenRedirect."),
    ],
    MSAL,
  ),
  line(
    "msal-hash-empty",
    /\bhash_empty_error\b|\bhash_does_not_contain_known_properties\b|Hash value cannot be processed because it is empty/i,
    "BrowserAuthError: hash_empty_error: Hash value cannot be processed because it is empty. Please verify that your redirectUri is not clearing the hash.",
    [
      means("request/state-mismatch", 0.4, "Let redirectUri be an empty page that leaves the fragment alone."),
      means("request/parameter-rejected", 0.3, "Let redirectUri be an empty page that leaves the fragment alone."),
    ],
    MSAL,
  ),
  line(
    "msal-user-cancelled",
    /(?:AuthError|\bmsal\b)[\s\S]{0,80}?\buser_cancelled\b|User cancelled the flow/i,
    "BrowserAuthError: user_cancelled: User cancelled the flow.",
    [means("user/denied", 0.9, "Let the user try again.")],
    MSAL,
  ),
  line(
    "msal-no-tokens",
    /\bno_tokens_found\b|\bno_account_error\b|\bno_account_found\b|\bMsalUiRequiredException\b/i,
    "InteractionRequiredAuthError: no_tokens_found: No refresh token found in the cache. Please sign-in.",
    [
      means("user/login-required", 0.75, "Sign the user in interactively, then keep the cache (one, shared, stored)."),
      means("refresh-token/not-issued", 0.2, "Ask for offline_access."),
    ],
    MSAL,
  ),
];
