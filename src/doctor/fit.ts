/** What cannot be true of the endpoint that refused, or of the error that it returned, counts for less. */
import { type CauseCode, causeOf } from "../reasons/causes.ts";
import type { Finding } from "./finding.ts";
import { refusedAt } from "./refused-at.ts";
import type { Endpoint, View } from "./view.ts";

/** How much is left of a cause that its endpoint has nothing to do with. */
const UNFIT = 0.25;

/** Causes that an endpoint cannot have. At the authorization endpoint no client authenticates, and no code is redeemed (RFC 6749 3.1). */
const UNFITTING: Readonly<Partial<Record<Endpoint, RegExp>>> = {
  authorization: /^(?:client-auth\/|code\/|refresh-token\/|pkce\/verifier|assertion\/|request\/grant-type)/,
  registration: /^(?:redirect-uri\/(?:unregistered|[a-z]+-mismatch)|client-auth\/|code\/|refresh-token\/|pkce\/)/,
  token: /^(?:redirect-uri\/(?:unregistered|post-logout)|user\/(?:denied|login-required)|request\/response-)/,
};

/** What an endpoint means where others mean something else. */
const INSTEAD: Readonly<Record<string, Readonly<Partial<Record<CauseCode, CauseCode>>>>> = {
  logout: { "redirect-uri/unregistered": "redirect-uri/post-logout-unregistered" },
  token: { "redirect-uri/unregistered": "code/redirect-uri-mismatch" },
};

/** What only the application can notice, at its callback. */
const OF_APPLICATION = /^(?:request\/(?:state|nonce)-mismatch|transport\/)/;

/** The findings as they fit the exchange. */
export function fitted(findings: readonly Finding[], view: View): readonly Finding[] {
  const where = refusedAt(view);
  // A server that says "registered" means it.
  const isRegistered = where === "token" && view.errors.some(({ words }) => /\bregistered\b/i.test(words));
  const instead = (!isRegistered && where && INSTEAD[where]) || {};
  const unfitting = [
    where === undefined || where === "logout" || isRegistered ? undefined : UNFITTING[where],
    view.errors.some(({ status = 0 }) => status >= 500) ? /^request\/wrong-content-type$/ : undefined,
    isSaidByServer(view) ? OF_APPLICATION : undefined,
    isComplete(view) ? /^request\/parameter-absent$/ : undefined,
  ];
  return findings.map((finding) => {
    const other = instead[finding.reason];
    if (other !== undefined) return { ...finding, reason: other, ...remedyOf(other) };
    const isUnfit = unfitting.some((pattern) => pattern?.test(finding.reason) === true);
    return isUnfit ? { ...finding, confidence: finding.confidence * UNFIT } : finding;
  });
}

/** What came by a redirect was said by the server, and so was what a library shows as the parameters of one. */
const isSaidByServer = ({ errors }: View): boolean =>
  (errors.length > 0 && errors.every(({ from, error }) => from === "redirect" && error !== undefined)) ||
  errors.some(({ error = "", around, words }) => OF_AUTHORIZATION.test(error) && SHOWN.test(around ?? words));

/** Errors of the authorization endpoint (RFC 6749 4.1.2.1). Without state, the application also complains of that. */
const OF_AUTHORIZATION =
  /^(?:invalid_request|unauthorized_client|access_denied|unsupported_response_type|invalid_scope|server_error|temporarily_unavailable)$/;
const SHOWN = /"?\bstate\b"? missing[\s\S]{0,2000}\berror_description\b/i;

const NEEDED: Readonly<Record<string, readonly string[]>> = {
  authorization_code: ["code", "redirect_uri"],
  refresh_token: ["refresh_token"],
  password: ["username", "password"],
  client_credentials: [],
};

/** Whether the only request has all that the protocol requires of it, and all that the message names. */
function isComplete({ requests: [request, ...others], errors }: View): boolean {
  if (request === undefined || others.length > 0 || request.exchange.request?.partial === true) return false;
  const { parameters, endpoint, basic } = request;
  const has = (name: string): boolean => (parameters.get(name) ?? "") !== "";
  const named = errors.flatMap(
    ({ words }) => words.slice(0, 2_000).match(/(?<![\w.&?])[a-z]+(?:_[a-z]+)+(?![\w=])/g) ?? [],
  );
  const parameterNames = named.filter((name) => !/^(?:invalid|unsupported|unauthorized|error|access)_/.test(name));
  if (parameterNames.length > 0) return parameterNames.every(has);
  if (endpoint === "authorization") return ["response_type", "client_id", "redirect_uri", "scope", "state"].every(has);
  const needed = NEEDED[parameters.get("grant_type") ?? ""];
  return endpoint === "token" && needed?.every(has) === true && (has("client_id") || basic !== undefined);
}

function remedyOf(reason: CauseCode): Pick<Finding, "fix" | "spec" | "page" | "tell"> {
  const { developer, cites } = causeOf(reason);
  return { fix: developer, spec: cites[0], page: undefined, tell: undefined };
}
