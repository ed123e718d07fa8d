/** Wordings about the form of a request, and what the server doesn't support. */
import { says, type Wording } from "./wording.ts";

const PARAMETER =
  "grantType|redirect|clientId|responseType|refresh|code|assertion|assertionType|username|password|deviceCode|state|clientAssertion|parameterName";
const REFUSED = ["invalid_grant", "invalid_client", "invalid_token", "insufficient_scope"];

const ofParameters: readonly Wording[] = [
  says(
    "request/parameter-absent",
    0.84,
    `missing > parameter > ${PARAMETER}, missing > parameter > token|resource|audience, resource > missing > request, token|resource|audience > parameter > missing, missing >> ${PARAMETER}, ${PARAMETER} > missing, none >> ${PARAMETER}, none > ${PARAMETER} > parameter, missing > ${PARAMETER}`,
    {
      unless:
        "verifier, challenge, secret, scope, none >> refresh, refresh > notReturned, notRegistered, none > registered, signature, audience, client > missing > grantType|responseType, responseType > missing > client, dpop, clientAuth, both, authHeader, denied, invalid, mismatch, pkce, mfa, consent, notReady, certificate, session, user + found, expired, issuer, stateCookie",
      without: ["invalid_token", "insufficient_scope", "login_required", "access_denied"],
    },
  ),
  says("request/parameter-absent", 0.86, "none > audience|resource > parameter, audience > parameter > missing"),
  says("request/parameter-absent", 0.62, "missing + parameter", {
    unless: "verifier, challenge, secret, scope, token, nonce, state, denied, unsupported",
    without: REFUSED,
  }),
  says(
    "request/parameter-repeated",
    0.88,
    "repeated > parameter|header|value, parameter|header|grantType|clientId|code > repeated, repeated >> clientId|scope|redirect|code|grantType|state",
    {
      unless: "used",
    },
  ),
  says(
    "request/parameter-rejected",
    0.74,
    "parameter|parameterName|responseMode + unsupported|unknown|denied|invalid, badValue > parameterName, value > unsupported|invalid",
    {
      unless:
        "redirect, scope, challenge, verifier, challengeMethod, grantType, responseType, responseMode, clientId, secret, missing, audience, resource, repeated, registration, state, nonce, requestUri, token, code, clientAssertion, assertion, refresh",
    },
  ),
  says(
    "request/parameter-misplaced",
    0.84,
    "query > denied|not|unsupported, missing > body, body > not > query, query > not > body, denied > query",
    {
      unless: "redirect, json, multiple, ip, username, parameter + missing, contentType, formEncoded, endpoint",
    },
  ),
  says(
    "request/wrong-content-type",
    0.88,
    "formEncoded, contentType + unsupported|missing|invalid|mismatch|denied|expected|malformed",
  ),
  says(
    "request/wrong-method",
    0.88,
    "httpMethod + denied|unsupported|missing|invalid, post + denied|unsupported, missing|denied|unsupported > post, post > missing, only > post, httpMethod",
    {
      unless: "authMethod, challengeMethod, methodName, algorithm, responseMode",
    },
  ),
];

const ofOffer: readonly Wording[] = [
  says(
    "request/grant-type-unsupported",
    0.84,
    "grantType + unsupported|unknown|invalid, unsupported|unknown >> grant|flow",
    {
      unless: "missing, client, contentType, formEncoded",
    },
  ),
  says("request/grant-type-unsupported", 0.5, "grantType > denied|disabled", { unless: "client" }),
  says("request/response-type-unsupported", 0.84, "responseType + unsupported|unknown|invalid", {
    unless: "missing, client",
    without: ["unauthorized_client"],
  }),
  says("client/response-type-not-allowed", 0.84, "responseType", { with: ["unauthorized_client"] }),
  says("request/response-mode-unsupported", 0.88, "responseMode + unsupported|unknown|invalid|missing|denied", {
    unless: "redirect",
  }),
  says(
    "request/object-invalid",
    0.84,
    "requestObject, requestUri + invalid|expired|missing|unknown|used|unsupported, pushed + missing|expired|invalid|denied|allowed",
  ),
  says("request/nonce-missing", 0.86, "nonce + missing|invalid", { unless: "dpop, inlineScript" }),
  says("request/nonce-mismatch", 0.88, "nonce + mismatch", { unless: "dpop" }),
  says(
    "request/state-mismatch",
    0.86,
    "state + mismatch|invalid|unknown|missing|failed|expired, state > cookie|session, none > state|session > state, cookie > state, authorizationRequest > unknown, correlation",
    {
      unless: "scope, redirect, clientId",
      tell: "Compare state in the callback with the one in the session: is the session's cookie sent back there?",
    },
  ),
  says(
    "request/state-mismatch",
    0.88,
    "missing|none|unknown > stateCookie, stateCookie > missing|unknown|invalid|used, keyError > stateCookie",
    {
      unless: "scope",
    },
  ),
  says(
    "resource/unknown",
    0.84,
    "service > unknown, resource|audience > unknown|notRegistered, unknown|invalid|unsupported >> resource|audience|api",
    {
      unless: "token, redirect, client, user, assertion, endpoint, authHeader, scope, permission",
      without: ["invalid_client"],
    },
  ),
  says("resource/mismatch", 0.86, "resource + mismatch", { unless: "redirect" }),
  says("dpop/nonce-required", 0.93, "dpop + nonce"),
  says("dpop/proof-invalid", 0.88, "dpop", { unless: "nonce" }),
  says(
    "discovery/issuer-mismatch",
    0.86,
    "issuer > mismatch|invalid|unsupported|missing > discovery|request, discovery > issuer, issuer > discovery, endpoint > other > authority",
    {
      unless: "idToken, token",
    },
  ),
];

export const wordsOfRequest: readonly Wording[] = [...ofParameters, ...ofOffer];
