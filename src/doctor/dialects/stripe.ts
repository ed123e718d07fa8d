/** Stripe Connect: OAuth at connect.stripe.com and the API keys behind it. */
import type { Dialect } from "./define.ts";

const GRANT = "https://rubydoc.info/gems/stripe/Stripe/OAuth/InvalidGrantError";
const JAVA = "https://stripe.dev/stripe-java/com/stripe/exception/oauth/package-summary.html";
const REF = "https://docs.stripe.com/connect/oauth-reference";

export const stripe: Dialect = {
  provider: "stripe",
  name: "Stripe",
  hosts: ["connect.stripe.com", "api.stripe.com", "mcp.stripe.com", ".stripe.com"],
  marks: [/\b(sk|pk|rk)_(test|live)_|\bca_[A-Za-z0-9]{14}|\bacct_/],
  signatures: [
    {
      id: "code-used",
      says: /authorization code has already been used/i,
      means: [
        {
          reason: "code/already-used",
          weight: 0.97,
          fix: "Exchange each code once, and connect the account again: its tokens were revoked.",
        },
      ],
      page: REF,
      example: {
        error: "invalid_grant",
        description:
          "This authorization code has already been used. All tokens issued with this code have been revoked.",
        status: 400,
      },
    },
    {
      id: "code-unknown",
      says: /Authorization code (provided )?does not (exist|belong)/i,
      means: [
        {
          reason: "request/wrong-environment",
          weight: 0.45,
          fix: "Exchange a code of the test client id with sk_test_..., of the live one with sk_live_....",
          tell: "The key's mode differs from the client id's.",
        },
        { reason: "code/expired", weight: 0.4, fix: "Exchange the code within five minutes." },
        {
          reason: "code/of-other-client",
          weight: 0.35,
          fix: "Use the secret key of the platform whose ca_... began the flow.",
        },
        { reason: "code/unknown", weight: 0.3, fix: "Send the code of the callback unchanged." },
      ],
      page: GRANT,
      example: { error: "invalid_grant", description: "Authorization code does not exist: ac_example", status: 400 },
    },
    {
      id: "code-expired",
      says: /Authorization code (has )?expired/i,
      means: [{ reason: "code/expired", weight: 0.97, fix: "Exchange the code within five minutes." }],
      page: REF,
      example: { error: "invalid_grant", description: "Authorization code expired" },
    },
    {
      id: "refresh",
      says: /refresh token (provided )?(does not (exist|belong)|.{0,40}(revoked|invalid))/i,
      means: [
        { reason: "refresh-token/unknown", weight: 0.5, fix: "Send the refresh_token of this account." },
        {
          reason: "request/wrong-environment",
          weight: 0.4,
          fix: "Use the key of the same mode.",
          tell: "Test and live are mixed.",
        },
        { reason: "grant/revoked-by-user", weight: 0.4, fix: "Connect the account again: it was disconnected." },
      ],
      page: GRANT,
      example: { error: "invalid_grant", description: "Refresh token does not exist: rt_example" },
    },
    {
      id: "grant",
      error: "invalid_grant",
      means: [
        { reason: "request/wrong-environment", weight: 0.35, fix: "Match test key to test code, live to live." },
        { reason: "code/already-used", weight: 0.4, fix: "Exchange each code once." },
        { reason: "code/expired", weight: 0.4, fix: "Exchange the code within five minutes." },
      ],
      page: GRANT,
      example: { error: "invalid_grant", status: 400 },
    },
    {
      id: "redirect",
      says: /Invalid redirect URI '|Invalid redirect_uri: .{0,200}pre-?registered/i,
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.92,
          fix: "Add the URI under Settings > Connect > Onboarding options > OAuth, for the mode (test or live) you use.",
        },
        {
          reason: "redirect-uri/not-allowed",
          weight: 0.25,
          fix: "Live mode takes https only.",
          tell: "The URI is http in live mode.",
        },
      ],
      page: REF,
      example: {
        error: "invalid_redirect_uri",
        description:
          "Invalid redirect URI 'http://localhost:3000/cb'. Ensure this URI exactly matches one of the URIs specified in your application settings",
      },
    },
    {
      id: "client",
      says: /No application matches the supplied client identifier/i,
      means: [
        {
          reason: "client/unknown",
          weight: 0.93,
          fix: "Copy the ca_... client ID of Settings > Connect > Onboarding options > OAuth, of the right mode.",
        },
      ],
      page: REF,
      example: {
        error: "invalid_client",
        description: "No application matches the supplied client identifier",
        status: 401,
      },
    },
    {
      id: "key",
      says: /No such API key|Invalid API Key provided|No API key provided/i,
      means: [
        {
          reason: "client-auth/secret-wrong",
          weight: 0.75,
          fix: "Send the platform's secret key sk_... as client_secret (or by Bearer).",
        },
        { reason: "client-auth/secret-absent", weight: 0.4, fix: "Send the secret key." },
      ],
      page: JAVA,
      example: { error: "invalid_client", description: "No such API key: Authorization", status: 401 },
    },
    {
      id: "invalid-client",
      error: "invalid_client",
      means: [
        { reason: "client/unknown", weight: 0.5, fix: "Check the ca_... of the mode you use." },
        { reason: "client-auth/secret-wrong", weight: 0.5, fix: "Use the secret key of that platform and mode." },
      ],
      page: JAVA,
      example: { error: "invalid_client", status: 401 },
    },
    {
      id: "scope",
      error: "invalid_scope",
      means: [
        {
          reason: "scope/unknown",
          weight: 0.8,
          fix: "Use scope=read_write (or read_only where the platform is an extension).",
        },
        { reason: "scope/not-allowed-for-client", weight: 0.3, fix: "read_only is for extensions." },
      ],
      page: JAVA,
      example: { error: "invalid_scope" },
    },
    {
      id: "grant-type",
      error: "unsupported_grant_type",
      means: [
        { reason: "request/grant-type-unsupported", weight: 0.85, fix: "Use authorization_code or refresh_token." },
      ],
      page: JAVA,
      example: { error: "unsupported_grant_type" },
    },
    {
      id: "response-type",
      error: "unsupported_response_type",
      means: [{ reason: "request/response-type-unsupported", weight: 0.9, fix: "Send response_type=code." }],
      page: JAVA,
      example: { error: "unsupported_response_type" },
    },
    {
      id: "missing",
      says: /No grant type specified|must (provide|pass) .{0,30}(code|refresh_token)|Missing required param/i,
      means: [
        {
          reason: "request/parameter-absent",
          weight: 0.85,
          fix: "Send grant_type and code (or refresh_token) in a form body.",
        },
      ],
      page: JAVA,
      example: { error: "invalid_request", description: "No grant type specified" },
    },
    {
      id: "denied",
      error: "access_denied",
      means: [{ reason: "user/denied", weight: 0.95, fix: "The user refused: offer to begin again." }],
      page: REF,
      example: { error: "access_denied", description: "The user denied your request" },
    },
    {
      id: "not-enabled",
      says: /OAuth is (not enabled|disabled)|OAuth access .{0,40}not (enabled|available)/i,
      means: [
        {
          reason: "client/grant-type-not-allowed",
          weight: 0.85,
          fix: "Switch OAuth on under Settings > Connect > Onboarding options.",
        },
      ],
      page: REF,
      example: { error: "invalid_request", description: "OAuth is not enabled for this platform" },
    },
    {
      id: "account",
      says: /does not have access to account|application access may have been revoked/i,
      means: [
        { reason: "grant/revoked-by-user", weight: 0.7, fix: "Connect the account again." },
        { reason: "request/wrong-environment", weight: 0.4, fix: "Use the key of the mode in which it was connected." },
      ],
      page: REF,
      example: {
        body: '{"error":{"message":"The provided key \'sk_test_***\' does not have access to account \'acct_example\' (or that account does not exist). Application access may have been revoked."}}',
        status: 403,
      },
    },
    {
      id: "expired-key",
      says: /Expired API Key/i,
      means: [{ reason: "token/expired", weight: 0.85, fix: "Use the current key or refresh the token." }],
      page: REF,
      example: {
        body: '{"error":{"message":"Expired API Key provided: sk_live_***","code":"api_key_expired"}}',
        status: 401,
      },
    },
  ],
  departures: [
    { says: "The client secret is the API secret key; test and live mode are two separate worlds.", page: REF },
  ],
};
