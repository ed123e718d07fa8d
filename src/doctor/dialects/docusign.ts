/** Docusign: account servers, JWT grant and the eSignature API. */
import type { Dialect } from "./define.ts";

const ISSUER = "https://github.com/docusign/docusign-esign-php-client/issues/187";
const CONSENT = "https://github.com/docusign/docusign-esign-java-client/issues/118";
const REDIRECT = "https://github.com/docusign/code-examples-csharp/issues/24";
const RESPONSE = "https://github.com/docusign/docusign-esign-csharp-client/issues/270";
const JWT = "https://github.com/docusign/docusign-esign-php-client/issues/230";

export const docusign: Dialect = {
  provider: "docusign",
  name: "Docusign",
  hosts: ["account.docusign.com", "account-d.docusign.com", ".docusign.net", ".docusign.com"],
  marks: [/X-DocuSign-TraceToken/i],
  signatures: [
    {
      id: "consent_required",
      error: "consent_required",
      distinctive: true,
      means: [
        {
          reason: "user/consent-required",
          weight: 0.9,
          fix: "Let the impersonated user open /oauth/auth?response_type=code&scope=signature%20impersonation&client_id=... once, on the same account server (or consent for all by an administrator).",
        },
        {
          reason: "request/wrong-environment",
          weight: 0.2,
          fix: "Consent given at account-d.docusign.com does not count at account.docusign.com.",
        },
      ],
      page: CONSENT,
      example: { error: "consent_required", status: 400 },
    },
    {
      id: "issuer_not_found",
      says: /issuer_not_found/i,
      means: [
        { reason: "client/unknown", weight: 0.7, fix: "Put the integration key of Apps & Keys in iss." },
        {
          reason: "request/wrong-environment",
          weight: 0.5,
          fix: "Use account-d.docusign.com for a developer key, account.docusign.com after go-live.",
        },
      ],
      page: ISSUER,
      example: { error: "invalid_grant", description: "issuer_not_found", status: 400 },
    },
    {
      id: "keys",
      says: /no_valid_keys_or_signatures/i,
      distinctive: true,
      means: [
        {
          reason: "assertion/signature-invalid",
          weight: 0.93,
          fix: "Sign with the private key of a pair listed under Apps & Keys > your app > Service Integration, RS256, with its line breaks.",
        },
        { reason: "time/clock-skew", weight: 0.2, fix: "Check the clock: iat and exp." },
      ],
      page: JWT,
      example: { error: "invalid_grant", description: "no_valid_keys_or_signatures", status: 400 },
    },
    {
      id: "user_not_found",
      says: /user_not_found/i,
      means: [
        {
          reason: "assertion/subject-not-delegated",
          weight: 0.55,
          fix: "Put the User ID (GUID) of Apps & Keys in sub, not the e-mail address or the account id.",
        },
        { reason: "request/wrong-environment", weight: 0.4, fix: "Take the User ID of the same environment." },
      ],
      page: JWT,
      example: { error: "invalid_grant", description: "user_not_found", status: 400 },
    },
    {
      id: "expired",
      says: /expired_client_token|(jwt|assertion|token)[_ ](is[_ ])?expired/i,
      means: [
        {
          reason: "assertion/expired",
          weight: 0.65,
          fix: "Set exp at most one hour after iat, and make a new JWT for each request.",
        },
        { reason: "time/clock-skew", weight: 0.5, fix: "Set the clock." },
      ],
      page: JWT,
      example: { error: "invalid_grant", description: "expired_client_token" },
    },
    {
      id: "redirect",
      says: /redirect URI is not registered properly|redirect_uri.{0,40}not registered/i,
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.93,
          fix: "Add the URI letter for letter under Apps & Keys > your app > Redirect URIs.",
        },
      ],
      page: REDIRECT,
      example: { text: "The redirect URI is not registered properly with DocuSign." },
    },
    {
      id: "client",
      says: /client ID provided is not registered with DocuSign/i,
      means: [
        { reason: "client/unknown", weight: 0.75, fix: "Copy the integration key of Apps & Keys." },
        {
          reason: "request/wrong-environment",
          weight: 0.5,
          fix: "Use the account server where the key lives (account-d for developer accounts).",
        },
      ],
      page: REDIRECT,
      example: { text: "The client ID provided is not registered with DocuSign." },
    },
    {
      id: "response-type",
      says: /response type is not supported/i,
      means: [
        {
          reason: "client/response-type-not-allowed",
          weight: 0.85,
          fix: "Tick the grant (Authorization Code or Implicit) in the app, and send response_type=code.",
        },
      ],
      page: RESPONSE,
      example: { text: "Invalid authentication request: The response type is not supported." },
    },
    {
      id: "grant-type",
      error: "unsupported_grant_type",
      means: [
        {
          reason: "request/grant-type-unsupported",
          weight: 0.8,
          fix: "Send grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer, authorization_code or refresh_token in a form.",
        },
      ],
      page: JWT,
      example: { error: "unsupported_grant_type" },
    },
    {
      id: "client-auth",
      error: "invalid_client",
      means: [
        {
          reason: "client-auth/secret-wrong",
          weight: 0.7,
          fix: "Send Basic base64(integration key:secret) of Apps & Keys.",
        },
        { reason: "client/unknown", weight: 0.3, fix: "Check the integration key." },
      ],
      page: ISSUER,
      example: { error: "invalid_client" },
    },
    {
      id: "grant",
      error: "invalid_grant",
      means: [
        { reason: "code/expired", weight: 0.45, fix: "Exchange the code within two minutes." },
        { reason: "code/already-used", weight: 0.45, fix: "Exchange each code once." },
        {
          reason: "refresh-token/expired",
          weight: 0.35,
          fix: "Send the user through consent again: it lives 30 days (longer with the extended scope).",
        },
        {
          reason: "assertion/signature-invalid",
          weight: 0.25,
          fix: "Check key and claims.",
          tell: "The grant is jwt-bearer.",
        },
      ],
      page: ISSUER,
      example: { error: "invalid_grant", status: 400 },
    },
    {
      id: "scope",
      error: "invalid_scope",
      means: [
        {
          reason: "scope/unknown",
          weight: 0.7,
          fix: "Join scopes by a space (%20), not by + encoded twice: signature impersonation.",
        },
      ],
      page: CONSENT,
      example: { error: "invalid_scope" },
    },
    {
      id: "AUTHORIZATION_INVALID_TOKEN",
      says: /AUTHORIZATION_INVALID_TOKEN|access token provided is expired, revoked or malformed/i,
      means: [
        { reason: "token/expired", weight: 0.6, fix: "Get a new token: JWT ones live one hour, code ones eight." },
        { reason: "request/wrong-environment", weight: 0.35, fix: "Call the base_uri that /oauth/userinfo returns." },
        { reason: "token/malformed", weight: 0.25, fix: "Send the whole token after Bearer." },
      ],
      page: ISSUER,
      example: {
        body: '{"errorCode":"AUTHORIZATION_INVALID_TOKEN","message":"The access token provided is expired, revoked or malformed."}',
        status: 401,
      },
    },
    {
      id: "USER_LACKS_MEMBERSHIP",
      says: /USER_LACKS_MEMBERSHIP|does not have a valid membership in this Account/i,
      means: [
        {
          reason: "user/not-in-tenant",
          weight: 0.85,
          fix: "Use an account_id of /oauth/userinfo for this token's user.",
        },
        { reason: "request/wrong-environment", weight: 0.3, fix: "Demo accounts live at demo.docusign.net." },
      ],
      page: JWT,
      example: {
        body: '{"errorCode":"USER_LACKS_MEMBERSHIP","message":"The UserID does not have a valid membership in this Account."}',
        status: 401,
      },
    },
    {
      id: "PARTNER_AUTHENTICATION_FAILED",
      says: /PARTNER_AUTHENTICATION_FAILED|Integrator Key was not found or is disabled/i,
      means: [
        { reason: "client/disabled", weight: 0.5, fix: "Let the integration key go through go-live for production." },
        { reason: "request/wrong-environment", weight: 0.5, fix: "Use base_uri and account_id of /oauth/userinfo." },
      ],
      page: ISSUER,
      example: {
        body: '{"errorCode":"PARTNER_AUTHENTICATION_FAILED","message":"The specified Integrator Key was not found or is disabled. Invalid account specified for user."}',
        status: 401,
      },
    },
    {
      id: "rate",
      says: /HOURLY_APIINVOCATION_LIMIT_EXCEEDED/i,
      means: [{ reason: "server/rate-limited", weight: 0.97, fix: "Wait until X-RateLimit-Reset." }],
      page: ISSUER,
      example: {
        body: '{"errorCode":"HOURLY_APIINVOCATION_LIMIT_EXCEEDED","message":"The maximum number of hourly API invocations has been exceeded."}',
        status: 429,
      },
    },
  ],
  departures: [
    { says: "The cause of a refused JWT is in error_description as a code (issuer_not_found).", page: ISSUER },
  ],
};
