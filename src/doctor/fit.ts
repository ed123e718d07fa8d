/** What cannot be true of the endpoint that refused, or of the error that it returned, counts for less. */
import { type CauseCode, causeOf } from "../reasons/causes.ts";
import type { Finding } from "./finding.ts";
import type { Endpoint, View } from "./view.ts";

/** How much is left of a cause that its endpoint has nothing to do with. */
const UNFIT = 0.25;

/** Causes that an endpoint cannot have. At the authorization endpoint no client authenticates, and no code is redeemed (RFC 6749 3.1). */
const UNFITTING: Readonly<Partial<Record<Endpoint, RegExp>>> = {
  authorization: /^(?:client-auth\/|code\/|refresh-token\/|pkce\/verifier|assertion\/|request\/grant-type)/,
  token: /^(?:redirect-uri\/(?:unregistered|post-logout)|user\/(?:denied|login-required)|request\/response-)/,
};

/** What an endpoint means where others mean something else. */
const INSTEAD: Readonly<Record<string, Readonly<Partial<Record<CauseCode, CauseCode>>>>> = {
  logout: { "redirect-uri/unregistered": "redirect-uri/post-logout-unregistered" },
  token: { "redirect-uri/unregistered": "code/redirect-uri-mismatch" },
};

/** The findings as they fit the exchange. */
export function fitted(findings: readonly Finding[], view: View): readonly Finding[] {
  const where = whereRefused(view);
  if (where === undefined) return findings;
  const instead = INSTEAD[where] ?? {};
  const unfitting = where === "logout" ? undefined : UNFITTING[where];
  return findings.map((finding) => {
    const other = instead[finding.reason];
    if (other !== undefined) return { ...finding, reason: other, ...remedyOf(other) };
    return unfitting?.test(finding.reason) === true ? { ...finding, confidence: finding.confidence * UNFIT } : finding;
  });
}

function remedyOf(reason: CauseCode): Pick<Finding, "fix" | "spec" | "page" | "tell"> {
  const { developer, cites } = causeOf(reason);
  return { fix: developer, spec: cites[0], page: undefined, tell: undefined };
}

/** Where a request to sign out goes (OpenID Connect RP-Initiated Logout). */
const LOGOUT = /\/(?:logout|end_?session|signout|sign-out|log_?out|connect\/endsession)(?:\/|$)/i;

/** The endpoint that refused, if the requests or the error leave no doubt. */
function whereRefused(view: View): Endpoint | "logout" | undefined {
  const { requests, errors } = view;
  const isLogout = requests.some(
    ({ url, parameters }) =>
      parameters.has("post_logout_redirect_uri") || LOGOUT.test(url?.pathname ?? "") || parameters.has("id_token_hint"),
  );
  const endpoints = new Set(requests.map(({ endpoint }) => endpoint).filter((endpoint) => endpoint !== "other"));
  if (isLogout && !endpoints.has("token") && !requests.some(({ parameters }) => parameters.has("response_type")))
    return "logout";
  if (/\bpost[_ -]?logout[_ -]?redirect/i.test(view.words)) return "logout";
  // Only the token endpoint refuses a grant (RFC 6749 5.2).
  const named = new Set(errors.flatMap(({ error }) => error ?? []));
  if (named.size > 0 && [...named].every((error) => error === "invalid_grant")) return "token";
  if (endpoints.size !== 1) return undefined;
  const [only] = endpoints;
  // A code or an error behind an authorization request came by a redirect, and what failed may have come after it.
  const isOver = view.redirects.some(({ parameters }) => parameters.has("code"));
  return isOver ? undefined : only;
}
