/** A call of an API with or without an access token (RFC 6750), and what a response's status says by itself. */

import { rfc } from "../../specs.ts";
import type { ErrorSaid, RequestView, View } from "../view.ts";
import { type Found, rule, short } from "./define.ts";
import { looksLikeJwt } from "./requests.ts";
import { CLIENT } from "./standard-meanings.ts";

const isCall = ({ endpoint, parameters }: RequestView): boolean =>
  endpoint === "userinfo" || (endpoint === "other" && !parameters.has("code") && !parameters.has("state"));

const challengeOf = ({ headers }: ErrorSaid): string => headers["www-authenticate"] ?? "";

function* calls(view: View): Iterable<Found> {
  for (const request of view.requests.filter(isCall)) {
    const status = request.exchange.response?.status;
    if (status !== 401 && status !== 403 && status !== 400) continue;
    const header = request.headers.authorization;
    const challenge = request.exchange.response?.headers["www-authenticate"] ?? "";
    const seen = (found: Omit<Found, "spec">): Found => ({ ...found, spec: rfc(6750, "2.1") });
    if (header === undefined || header.trim() === "") {
      if (request.query.has("access_token") || request.body.has("access_token"))
        yield seen({
          reason: "request/parameter-misplaced",
          confidence: 0.72,
          says: "the access token was not sent in the Authorization header",
          fix: "Send Authorization: Bearer …",
        });
      else if (status === 401)
        yield seen({
          reason: "token/absent",
          confidence: 0.86,
          says: `the call has no Authorization header, and the response is ${status}`,
          fix: "Send Authorization: Bearer <access token>. Check whether a proxy or a redirect to another host drops it.",
        });
      continue;
    }
    const scheme = header.split(/\s/, 1)[0] ?? "";
    if (/^bearer\s*$|^bearer\s+(?:undefined|null|\[object object\])\s*$/i.test(header.trim()))
      yield seen({
        reason: "token/absent",
        confidence: 0.94,
        says: "the Authorization header has no token behind Bearer",
        fix: "Wait until there is a token, and look why the variable is empty.",
      });
    else if (/^bearer:|^bearer\s+bearer\b|^bearer[^\s]/i.test(header))
      yield seen({
        reason: "token/malformed",
        confidence: 0.92,
        says: "the Authorization header is not of the form Bearer, a space, the token",
        fix: "Send Authorization: Bearer <access token>.",
      });
    else if (looksLikeJwt(header.trim()) || !/\s/.test(header.trim()))
      yield seen({
        reason: "token/absent",
        confidence: 0.88,
        says: "the Authorization header has no scheme: Bearer is missing before the token",
        fix: "Send Authorization: Bearer <access token>.",
      });
    else if (/^(?:token|jwt|oauth)$/i.test(scheme) && /bearer/i.test(challenge))
      yield seen({
        reason: "token/absent",
        confidence: 0.8,
        says: `the Authorization header is of the scheme ${scheme}, where Bearer is due`,
        fix: "Send Authorization: Bearer <access token>.",
      });
    else if (/^basic$/i.test(scheme) && /bearer/i.test(challenge))
      yield seen({
        reason: "token/absent",
        confidence: 0.75,
        says: "the call brings Basic credentials, where a Bearer token is due",
        fix: "Get an access token first.",
      });
    else if (/^bearer\s+["'{]/i.test(header))
      yield seen({
        reason: "token/malformed",
        confidence: 0.9,
        says: "the token is in quotes, or is the whole response of the token endpoint",
        fix: "Send the value of access_token alone.",
      });
    else if (/^bearer\s+ey[\w-]+\.[\w-]+$|^bearer\s+ey[\w-]+$/i.test(header.trim()))
      yield seen({
        reason: "token/malformed",
        confidence: 0.85,
        says: "the token is a JWT that was cut: it has not three parts",
        fix: "Send it whole.",
      });
    else if (/^bearer\s+\S+\s+\S/i.test(header))
      yield seen({
        reason: "token/malformed",
        confidence: 0.75,
        says: "the token has white space in it",
        fix: "Send it as it came.",
      });
  }
}

function* challenged(view: View): Iterable<Found> {
  for (const said of view.errors) {
    const challenge = challengeOf(said);
    if (challenge === "") continue;
    const scope = /\bscope="([^"]{1,400})"/.exec(challenge)?.[1];
    if (/error="?insufficient_scope/.test(challenge))
      yield {
        reason: "token/insufficient-scope",
        confidence: 0.95,
        says:
          scope === undefined
            ? "the API says that the token lacks a scope"
            : `the API asks for the scope ${short(scope, 120)}`,
        source: challenge,
        part: "insufficient_scope",
        fix:
          scope === undefined
            ? "Ask for the scope that the API documents for this call."
            : `Get a token with scope=${short(scope, 200)}`,
        spec: rfc(6750, "3.1"),
      };
    const noError = /^bearer\b/i.test(challenge.trim()) && !/\berror=/.test(challenge);
    const isToken = said.request?.endpoint === "token";
    if (noError && said.status === 401 && !isToken && said.request?.bearer === undefined)
      yield {
        reason: "token/absent",
        confidence: said.request === undefined ? 0.55 : 0.88,
        says: "the API asks for a Bearer token and names no error, as it does where none was sent",
        source: challenge,
        fix: "Send Authorization: Bearer <access token>.",
        spec: rfc(6750, "3.1"),
      };
    if (/^basic\b/i.test(challenge.trim()) && isToken && said.status === 401 && said.request?.basic === undefined)
      yield {
        reason: "client-auth/method-mismatch",
        confidence: 0.5,
        says: "the server asks for HTTP Basic, and the request has none",
        source: short(challenge, 80),
        fix: "Send Authorization: Basic base64(client_id:client_secret).",
        spec: rfc(6749, "5.2"),
      };
    if (/dpop/i.test(challenge) && /use_dpop_nonce/.test(challenge))
      yield {
        reason: "dpop/nonce-required",
        confidence: 0.96,
        says: "the server asks for its nonce in the proof",
        source: challenge,
        part: "use_dpop_nonce",
        fix: "Make the proof again with the value of the DPoP-Nonce header as nonce.",
        spec: rfc(9449, "8"),
      };
  }
}

const STATUS: Readonly<Record<number, Omit<Found, "says">>> = {
  404: {
    reason: "request/wrong-endpoint",
    confidence: 0.62,
    fix: "Take the URL from the server's discovery document.",
  },
  405: {
    reason: "request/wrong-method",
    confidence: 0.85,
    fix: "Send token requests by POST, and authorization requests by GET.",
  },
  406: { reason: "request/wrong-content-type", confidence: 0.4, fix: "Send Accept: application/json." },
  415: {
    reason: "request/wrong-content-type",
    confidence: 0.9,
    fix: "Send Content-Type: application/x-www-form-urlencoded, and the parameters as a form.",
  },
  429: {
    reason: "server/rate-limited",
    confidence: 0.93,
    fix: "Wait as long as Retry-After says, and keep tokens until they expire.",
  },
  500: { reason: "server/fault", confidence: 0.6 },
  502: { reason: "server/fault", confidence: 0.7 },
  503: { reason: "server/fault", confidence: 0.68 },
  504: { reason: "server/fault", confidence: 0.7 },
};

function* statuses(view: View): Iterable<Found> {
  for (const { request, response } of view.material.exchanges) {
    const known = STATUS[response?.status ?? 0];
    if (known === undefined || response === undefined) continue;
    const named = /"error"\s*:\s*"(?:invalid_|unauthorized_client|unsupported_|access_denied|insufficient)/.test(
      response.body?.slice(0, 20_000) ?? "",
    );
    const isStrange = response.status === 404 && request === undefined && (response.body ?? "").includes('"error"');
    const retry = response.headers["retry-after"];
    yield {
      ...known,
      confidence: known.confidence * (named || isStrange ? 0.4 : 1),
      says: `the response has the status ${response.status}${retry === undefined ? "" : `, and Retry-After: ${short(retry, 40)}`}`,
      spec: rfc(9110, "15"),
    };
  }
}

/** How users speak of the status that they got. */
const GOT =
  /\b(?:HTTP\/?[\d.]*|status(?: code)?|error|an?|get(?:ting|s)?|got|gives?|returns?|with|by|is)\W{1,3}(?:HTTP\W{1,3})?(404|405|415|429)\b|\b(404|405)\W{1,3}(?:not found|page|error|method)/i;

/** `401 Client Error: Unauthorized for url: https://id.example/oauth2/token`: what HTTP clients say, without the body. */
const AT_TOKEN =
  /\b401\b[^\n]{0,80}\bhttps?:\/\/[^\s"'<>]{1,200}\/(?:access_)?token\b|\bhttps?:\/\/[^\s"'<>]{1,200}\/(?:access_)?token\b[^\n]{0,60}\b401\b/i;

/** Only a client is refused with 401 at the token endpoint (RFC 6749 5.2). */
function* atToken(view: View): Iterable<Found> {
  if (view.errors.some(({ error }) => error !== undefined) || view.material.exchanges.length > 0) return;
  const text = view.material.texts.find((one) => AT_TOKEN.test(one.slice(0, 20_000)));
  if (text === undefined) return;
  for (const [reason, confidence, tell] of CLIENT)
    yield {
      reason,
      confidence: Math.min(1, confidence * 1.2),
      says: "the token endpoint returned 401, which is for clients that can't be authenticated",
      source: text,
      part: AT_TOKEN.exec(text)?.[0],
      tell: tell || undefined,
      spec: rfc(6749, "5.2"),
    };
}

/** A status that is only mentioned, with no error beside it. */
function* mentioned(view: View): Iterable<Found> {
  if (view.errors.some(({ error }) => error !== undefined)) return;
  const text = view.material.texts.find((one) => GOT.test(one.slice(0, 20_000)));
  const got = text === undefined ? undefined : GOT.exec(text);
  const known = STATUS[Number(got?.[1] ?? got?.[2] ?? 0)];
  if (got && known !== undefined && view.requests.some(({ endpoint }) => endpoint !== "other"))
    yield {
      ...known,
      says: `the text says that the status is ${got[1] ?? got[2]}, and names no error`,
      source: text,
      part: got[0],
      spec: rfc(9110, "15"),
    };
  const said = view.errors.find(({ status = 0, from }) => from === "text" && status >= 500 && status < 600);
  if (said !== undefined)
    yield {
      reason: "server/fault",
      confidence: 0.45,
      says: `the message says that the status is ${said.status}, and names no error`,
      spec: rfc(9110, "15.6"),
    };
}

export const resourceRules = [
  rule("token/call", calls),
  rule("token/challenge", challenged),
  rule("status/response", statuses),
  rule("status/mentioned", mentioned),
  rule("status/token-endpoint", atToken),
];
