/** Messages as servers of all kinds write them, and the cause that is believed first. */
import { describe, expect, it } from "vitest";
import { buildView } from "../build-view.ts";
import { rank } from "../rank.ts";
import { read } from "../read.ts";
import { rules } from "./index.ts";

type Row = readonly [error: string, description: string, reason: string];

const believed = (input: unknown): string[] => {
  const view = buildView(read(typeof input === "string" ? input : JSON.stringify(input)));
  return rank(rules.flatMap((rule) => rule.run(view))).map(({ reason }) => reason);
};

const token = (parameters: Record<string, string>) => ({
  method: "POST",
  url: "https://id.example/oauth/token",
  headers: { "content-type": "application/x-www-form-urlencoded" },
  body: new URLSearchParams(parameters).toString(),
});
const CODE = {
  grant_type: "authorization_code",
  code: "splx10BeZQQYbYS6WxSbIA",
  client_id: "shop",
  client_secret: "hvwPd7bM2sLq",
  redirect_uri: "https://shop.example/cb",
};
const REFRESH = {
  grant_type: "refresh_token",
  refresh_token: "tGzv3JOkF0XG5Qx2TlKWIA",
  client_id: "shop",
  client_secret: "hvwPd7bM2sLq",
};
const answer = (error: string, description: string, status = 400) => ({
  status,
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ error, error_description: description }),
});

const ofCode: readonly Row[] = [
  ["invalid_grant", "The authorization code has expired.", "code/expired"],
  ["invalid_grant", "Authorization code expired", "code/expired"],
  ["invalid_grant", "Code was already redeemed.", "code/already-used"],
  ["invalid_grant", "authorization code has already been used", "code/already-used"],
  ["invalid_grant", "The code has been used before", "code/already-used"],
  ["invalid_grant", "Code not found", "code/unknown"],
  ["invalid_grant", "Unknown authorization code", "code/unknown"],
  ["invalid_grant", "No such authorization code", "code/unknown"],
  ["invalid_grant", "The authorization code was issued to another client", "code/of-other-client"],
  ["invalid_grant", "Authorization code was not issued to this client", "code/of-other-client"],
  [
    "invalid_grant",
    "redirect_uri does not match the one used in the authorization request",
    "code/redirect-uri-mismatch",
  ],
  ["invalid_grant", "Incorrect redirect_uri", "code/redirect-uri-mismatch"],
  ["invalid_grant", "code_verifier is required", "pkce/verifier-missing"],
  ["invalid_grant", "Missing code_verifier", "pkce/verifier-missing"],
  ["invalid_grant", "PKCE verification failed", "pkce/verifier-mismatch"],
  ["invalid_grant", "Code verifier does not match the code challenge", "pkce/verifier-mismatch"],
  ["invalid_grant", "invalid code_verifier", "pkce/verifier-mismatch"],
  ["invalid_grant", "Session not active", "grant/session-ended"],
  ["invalid_client", "Client secret is invalid", "client-auth/secret-wrong"],
  ["invalid_client", "Bad client credentials", "client-auth/secret-wrong"],
  ["invalid_client", "Unknown client", "client/unknown"],
  ["invalid_client", "Client not found", "client/unknown"],
  ["invalid_client", "No client with requested id: shop", "client/unknown"],
  ["invalid_client", "The client is disabled", "client/disabled"],
  ["invalid_client", "The client secret has expired", "client-auth/secret-expired"],
  ["invalid_client", "Client authentication method not supported", "client-auth/method-mismatch"],
  ["invalid_client", "The client must authenticate with client_secret_basic", "client-auth/method-mismatch"],
  ["invalid_request", "Multiple client authentication methods were used", "client-auth/repeated"],
  ["unauthorized_client", "Client is not authorized to use this grant type", "client/grant-type-not-allowed"],
  [
    "unauthorized_client",
    "Grant type 'authorization_code' not allowed for the client",
    "client/grant-type-not-allowed",
  ],
  [
    "unsupported_grant_type",
    "The grant type is not supported by the authorization server",
    "request/grant-type-unsupported",
  ],
  ["invalid_request", "Missing required parameter: redirect_uri", "request/parameter-absent"],
  ["invalid_request", "Duplicate parameter: client_id", "request/parameter-repeated"],
  ["invalid_request", "Content-Type must be application/x-www-form-urlencoded", "request/wrong-content-type"],
  ["invalid_request", "HTTPS is required", "transport/insecure"],
  ["invalid_request", "Only POST is allowed", "request/wrong-method"],
  ["expired_token", "The device code has expired", "code/expired"],
  ["use_dpop_nonce", "Authorization server requires nonce in DPoP proof", "dpop/nonce-required"],
  ["invalid_dpop_proof", "DPoP proof is missing", "dpop/proof-invalid"],
  ["invalid_target", "The requested resource is unknown", "resource/unknown"],
  ["server_error", "Internal server error", "server/fault"],
  ["too_many_requests", "Rate limit exceeded, retry later", "server/rate-limited"],
];

const ofRefresh: readonly Row[] = [
  ["invalid_grant", "The refresh token has expired", "refresh-token/expired"],
  ["invalid_grant", "Refresh token expired due to inactivity", "refresh-token/expired"],
  ["invalid_grant", "The refresh token has been revoked", "refresh-token/revoked"],
  ["invalid_grant", "refresh token has already been used", "refresh-token/reused"],
  ["invalid_grant", "Token reuse detected", "refresh-token/reused"],
  ["invalid_grant", "Refresh token not found", "refresh-token/unknown"],
  ["invalid_grant", "Malformed refresh token", "refresh-token/unknown"],
  ["invalid_grant", "refresh token was not issued to this client", "refresh-token/of-other-client"],
  [
    "invalid_grant",
    "Invalid refresh token. Token client and authorized client don't match",
    "refresh-token/of-other-client",
  ],
  ["invalid_grant", "The user revoked access to the application", "grant/revoked-by-user"],
  ["invalid_grant", "The user changed their password", "grant/password-changed"],
  ["invalid_grant", "The session has expired", "grant/session-ended"],
  ["invalid_grant", "User account is disabled", "user/account-not-ready"],
  ["invalid_scope", "The requested scope exceeds the scope originally granted", "scope/exceeds-grant"],
  ["interaction_required", "Multi-factor authentication is required", "user/mfa-required"],
];

const ofAuthorization: readonly Row[] = [
  [
    "redirect_uri_mismatch",
    "The redirect URI in the request does not match a registered one",
    "redirect-uri/unregistered",
  ],
  ["invalid_request", "redirect_uri is not registered for this client", "redirect-uri/unregistered"],
  ["invalid_request", "Invalid parameter: redirect_uri", "redirect-uri/unregistered"],
  ["invalid_request", "redirect_uri must use https", "redirect-uri/not-allowed"],
  ["invalid_request", "redirect_uri must be an absolute URI", "redirect-uri/malformed"],
  ["invalid_scope", "Unknown scope: photos", "scope/unknown"],
  ["invalid_scope", "Client is not allowed to request scope photos", "scope/not-allowed-for-client"],
  ["invalid_scope", "Scope photos is not allowed for this client", "scope/not-allowed-for-client"],
  ["invalid_scope", "The scope parameter is missing", "scope/missing"],
  ["invalid_scope", "Scopes must be separated by spaces", "scope/wrong-delimiter"],
  ["access_denied", "Administrator consent is required for this scope", "scope/needs-admin-consent"],
  ["invalid_scope", "The scope photos.read is deprecated", "scope/deprecated"],
  ["unsupported_response_type", "The response type 'token' is not supported", "request/response-type-unsupported"],
  ["unauthorized_client", "The response_type is not allowed for this client", "client/response-type-not-allowed"],
  ["unauthorized_client", "Implicit flow is disabled for the client", "client/response-type-not-allowed"],
  ["invalid_request", "PKCE is required", "pkce/required"],
  ["invalid_request", "Missing parameter: code_challenge_method", "pkce/method-unsupported"],
  ["invalid_request", "code_challenge is required", "pkce/required"],
  ["invalid_request", "Transform algorithm not supported", "pkce/method-unsupported"],
  ["invalid_request", "code_challenge must be 43 characters long", "pkce/challenge-malformed"],
  ["invalid_request", "nonce is required for this response type", "request/nonce-missing"],
  ["invalid_request", "response_mode 'query' is not supported for tokens", "request/response-mode-unsupported"],
  ["invalid_request_object", "The request object is not valid", "request/object-invalid"],
  ["invalid_request", "Pushed authorization requests are required", "request/object-invalid"],
  ["access_denied", "The user denied the request", "user/denied"],
  ["access_denied", "User cancelled the login", "user/denied"],
  ["access_denied", "User is not assigned to the client application", "user/not-assigned"],
  ["access_denied", "A policy of your organization prevents the sign-in", "user/policy-blocked"],
  ["access_denied", "Your IP address is not allowed", "user/policy-blocked"],
  ["access_denied", "The user is not a member of this tenant", "user/not-in-tenant"],
  ["access_denied", "Email not verified", "user/account-not-ready"],
  ["login_required", "Login required", "user/login-required"],
  ["consent_required", "The user has not consented to the application", "user/consent-required"],
  ["interaction_required", "User interaction is required", "user/interaction-required"],
];

const CALL = {
  method: "GET",
  url: "https://api.example/photos",
  headers: { authorization: "Bearer mF9zB5f4SOqPPPP1Qx" },
};
const ofCall: readonly Row[] = [
  ["invalid_token", "The access token expired", "token/expired"],
  ["invalid_token", "Token signature verification failed", "token/signature-invalid"],
  ["invalid_token", "Invalid audience", "token/wrong-audience"],
  ["invalid_token", "The issuer is invalid", "token/wrong-issuer"],
  ["invalid_token", "The token is malformed", "token/malformed"],
  ["invalid_token", "Unexpected signing algorithm HS256, expected RS256", "token/algorithm-mismatch"],
  ["invalid_token", "Token used before issued: iat is in the future", "time/clock-skew"],
  ["insufficient_scope", "The token lacks the scope photos", "token/insufficient-scope"],
];

const ofText: readonly (readonly [text: string, reason: string])[] = [
  ["Error: self signed certificate in certificate chain", "transport/certificate-problem"],
  ["javax.net.ssl.SSLHandshakeException: PKIX path building failed", "transport/certificate-problem"],
  [
    "Access to fetch at 'https://id.example/token' from origin 'https://app.example' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present",
    "transport/cors-blocked",
  ],
  ["JsonWebTokenError: jwt malformed", "token/malformed"],
  ["TokenExpiredError: jwt expired", "token/expired"],
  ["JsonWebTokenError: invalid signature", "token/signature-invalid"],
  ["JsonWebTokenError: invalid algorithm", "token/algorithm-mismatch"],
  ["JsonWebTokenError: jwt audience invalid. expected: https://api.example", "token/wrong-audience"],
  ["JsonWebTokenError: jwt issuer invalid. expected: https://id.example", "token/wrong-issuer"],
  ["NotBeforeError: jwt not active", "time/clock-skew"],
  ["jwt.exceptions.ImmatureSignatureError: The token is not yet valid (iat)", "time/clock-skew"],
  [
    "oauthlib.oauth2.rfc6749.errors.MismatchingStateError: (mismatching_state) CSRF Warning! State not equal in request and response.",
    "request/state-mismatch",
  ],
  ["OAuthCallbackError: State cookie was missing", "request/state-mismatch"],
  ["Exception: Correlation failed.", "request/state-mismatch"],
  ["[authorization_request_not_found]", "request/state-mismatch"],
  [
    "oauthlib.oauth2.rfc6749.errors.InsecureTransportError: (insecure_transport) OAuth 2 MUST utilize https.",
    "transport/insecure",
  ],
  ["Error: No refresh token is set.", "refresh-token/not-issued"],
  ["OPError: expected 200 OK, got: 429 Too Many Requests", "server/rate-limited"],
  ["Error: Incompatible auth server: does not support dynamic client registration", "registration/not-allowed"],
  ["RPError: unexpected iss value, expected https://id.example/, got: https://id.example", "token/wrong-issuer"],
  ["Error: The issuer in the discovery document does not match the expected issuer", "discovery/issuer-mismatch"],
];

describe.each<[string, object, readonly Row[]]>([
  ["a code", token(CODE), ofCode],
  ["a refresh token", token(REFRESH), ofRefresh],
  ["a call of an API", CALL, ofCall],
])("a response to %s", (_, request, rows) => {
  it.each(rows)("%s: %s", (error, description, reason) => {
    const status = error === "invalid_token" ? 401 : error === "insufficient_scope" ? 403 : 400;
    expect(believed({ request, response: answer(error, description, status) })[0]).toBe(reason);
  });
});

it.each(ofAuthorization)("a response by redirect, %s: %s", (error, description, reason) => {
  const redirect_url = `https://shop.example/cb?${new URLSearchParams({ error, error_description: description })}`;
  expect(believed({ redirect_url })[0]).toBe(reason);
});

it.each(ofText)("a line of a log: %s", (text, reason) => expect(believed({ text })[0]).toBe(reason));

describe("sentences of the RFCs say nothing of their own", () => {
  it.each([
    [
      "invalid_grant",
      "The provided authorization grant (e.g., authorization code, resource owner credentials) or refresh token is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.",
    ],
    [
      "invalid_request",
      "The request is missing a required parameter, includes an invalid parameter value, includes a parameter more than once, or is otherwise malformed.",
    ],
  ])("%s", (error, description) => {
    const view = buildView(read(JSON.stringify({ response: answer(error, description) })));
    expect(rules.filter(({ name }) => name === "words/message").flatMap((rule) => rule.run(view))).toEqual([]);
  });
});
