/** Wordings about clients, and how they authenticate. */
import { says, type Wording } from "./wording.ts";

const ofClients: readonly Wording[] = [
  says(
    "client/unknown",
    0.82,
    "client > unknown, unknown >> client, clientId + unknown|invalid|notRegistered, none > client > matching|found, none >> client, client > notRegistered, unknown >> client, notRegistered >> client",
    {
      unless:
        "secret, redirect, scope, code, refresh, user, missing, resource, key, publicClient, certificate, grantType, responseType, origin, flow",
    },
  ),
  says("client/unknown", 0.8, "registration > unknown, clientAuth > failed > clientId"),
  says("client/unknown", 0.5, "invalid >> client", {
    without: ["invalid_grant", "invalid_token", "insufficient_scope", "invalid_scope"],
    unless: "secret, redirect, scope, clientId, clientAuth, credentials, grantType, responseType",
  }),
  says("client/unknown", 0.48, "clientId + secret + invalid|failed|mismatch"),
  says(
    "client/disabled",
    0.84,
    "client|serviceAccount > disabled|inactive, disabled|inactive >> client|serviceAccount",
    {
      unless: "flow, grantType, grant, user, scope, redirect, cookie, unknown, responseType, token, implicit",
    },
  ),
  says(
    "client/type-mismatch",
    0.78,
    "publicClient > denied|missing|unsupported|mismatch|not, missing|denied|not > publicClient, type + invalid|mismatch|denied|unsupported, publicClient",
    {
      unless: "secret + missing, pkce",
    },
  ),
  says(
    "client/grant-type-not-allowed",
    0.86,
    "grantType|flow|grant > denied|disabled|unsupported|notRegistered > client, client > denied|disabled|unsupported|notRegistered > grantType|flow|grant|deviceCode|serviceAccount, denied > grantType|flow|grant, client > missing > grantType, flow|grant|implicit > disabled|denied, enable > flow|grant, enable > grant|grantType",
    { unless: "responseType, scope, redirect, secret, cookie, implicit, policy, oob" },
  ),
  says("client/grant-type-not-allowed", 0.62, "grantType + denied, flow + disabled|denied"),
  says("client/grant-type-not-allowed", 0.5, "denied", {
    with: ["unauthorized_client"],
    unless: "secret, responseType, redirect, scope, clientId, user, delegation, authMethod, disabled",
  }),
  says(
    "client/response-type-not-allowed",
    0.85,
    "responseType > denied|disabled, client > denied|missing > responseType, responseType > missing > client, implicit > disabled|denied, denied > request > code|token|idToken",
  ),
];

const ofAuthentication: readonly Wording[] = [
  says("client-auth/secret-wrong", 0.86, "secret + invalid|failed|mismatch", {
    unless: "expired, missing, verifier, length, clientId + secret",
  }),
  says(
    "client-auth/secret-wrong",
    0.68,
    "clientAuth + invalid|failed|denied|mismatch, clientId > secret > invalid|failed|mismatch, invalid|failed > clientId > secret, not > clientAuth",
    {
      unless: "unknown > client, none > client, missing, authMethod, assertion, grant, flow, user, methodName",
      tell: "The message does not tell a wrong secret from a wrong id: compare both with the server's console.",
    },
  ),
  says("client-auth/secret-wrong", 0.4, "credentials|userCredentials + invalid|failed, unauthorized", {
    with: ["invalid_client", "unauthorized_client", "none"],
    of: ["code", "refresh", "unknown"],
    unless: "client, scope, token, user, policy, certificate, cors, grantType",
  }),
  says("client-auth/secret-expired", 0.9, "secret|clientAuth + expired, clientId > expired"),
  says(
    "client-auth/secret-absent",
    0.86,
    "secret + missing, clientAuth + missing|unknown, none > clientAuth|secret|authMethod, missing > secret > clientAssertion, none >> authMethod, publicClient > not",
    {
      unless: "clientId + secret, expired, flow, repeated, bearer, multiple, both, methodName, missing > authMethod",
    },
  ),
  says("client-auth/secret-absent", 0.86, "missing|none >> authHeader, authHeader > missing", {
    of: ["code", "refresh", "client-assertion", "password", "device"],
    unless: "bearer, token",
  }),
  says(
    "client-auth/method-mismatch",
    0.84,
    "authMethod + denied|unsupported|failed|unknown|mismatch|invalid|missing, methodName + denied|unsupported|missing|mismatch, missing > methodName, methodName > methodName",
    {
      unless: "user, cookie, repeated, multiple, none",
    },
  ),
  says(
    "client-auth/repeated",
    0.88,
    "multiple|repeated > clientAuth|authMethod|credentials, both|multiple > authHeader|header|methodName > body, authHeader|header|methodName > body > multiple|both, clientAuth > multiple, clientAuth|credentials > repeated, multiple > authMethod",
    {
      unless: "redirect, scope, mfa, code",
    },
  ),
  says("client-auth/secret-encoding", 0.72, "methodName|authHeader|credentials|clientAuth + malformed", {
    unless: "challenge, verifier, token, redirect, assertion",
  }),
  says("client-auth/malformed", 0.6, "authHeader|methodName + malformed|invalid", {
    of: ["code", "refresh", "unknown", "assertion"],
    unless: "bearer, token, nonce",
  }),
  says(
    "client-auth/assertion-invalid",
    0.84,
    "clientAssertion + invalid|failed|expired|signature|unknown|used|unsupported|missing|malformed|jti|key|clientCertificate|certificate",
    {
      unless: "audience, secret",
    },
  ),
  says(
    "client-auth/assertion-invalid",
    0.72,
    "token|assertion|signature|key|jti|expClaim|iatClaim|certificate|clientCertificate + invalid|failed|expired|unknown|used|mismatch|length|early",
    { of: ["client-assertion"], unless: "audience" },
  ),
  says(
    "client-auth/assertion-unsupported",
    0.92,
    "algorithm|algorithmName + unsupported|denied|invalid, unsupported > algorithm",
    {
      of: ["client-assertion"],
    },
  ),
  says("client-auth/assertion-wrong-audience", 0.88, "clientAssertion + audience"),
  says("client-auth/assertion-wrong-audience", 0.85, "audience + invalid|failed|mismatch|missing|other|denied", {
    of: ["client-assertion"],
  }),
  // Nothing else that a client proves itself by has an audience.
  says("client-auth/assertion-wrong-audience", 0.8, "audience + invalid|failed|mismatch|missing|other|denied", {
    with: ["invalid_client"],
    unless: "resource, scope",
  }),
];

export const wordsOfClient: readonly Wording[] = [...ofClients, ...ofAuthentication];
