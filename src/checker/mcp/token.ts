/** Steps 9 and 10: the token request (RFC 6749 4.1.3, RFC 8707 2.2), and what the token says of itself (RFC 9068). */

import { basic } from "../authentication.ts";
import { briefly, type Exchange, errorOf, headerOf, jsonOf, statusOf } from "../exchange.ts";
import { jwtOf } from "../jwt.ts";
import type { Code, Context } from "./context.ts";
import { type ProblemId, problem } from "./problems/index.ts";
import { notNeeded, type Outcome, outcome, type Problem } from "./step.ts";

export async function token(context: Context, { code, verifier, redirectUri }: Code): Promise<Outcome> {
  const { id = "", secret = "", method } = context.registered ?? {};
  const form = [
    ["grant_type", "authorization_code"],
    ["code", code],
    ["redirect_uri", redirectUri],
    ["code_verifier", verifier],
    ["resource", context.audience],
    ...(method === "client_secret_basic" ? [] : [["client_id", id]]),
    ...(method === "client_secret_post" ? [["client_secret", secret]] : []),
  ] as [string, string][];
  const exchange = await context.send({
    url: String(context.server?.token_endpoint),
    form,
    ...(method === "client_secret_basic" && { headers: { authorization: basic(id, secret) } }),
  });
  const { access_token: access, token_type: type, scope, expires_in: lifetime } = jsonOf(exchange) ?? {};
  if (statusOf(exchange) !== 200 || typeof access !== "string") {
    const refused = refusal(context, exchange);
    return outcome(refused.says, [exchange], [refused]);
  }
  context.token = access;
  context.granted = typeof scope === "string" ? scope : context.requested;
  const kept = typeof lifetime === "number" ? `for ${lifetime} seconds` : "without expires_in";
  return outcome(`There is a token, ${kept}.`, [exchange], tokenProblems(context, exchange, type, scope));
}

const ERRORS: Readonly<Record<string, ProblemId>> = {
  invalid_client: "token/client-refused",
  unauthorized_client: "token/client-refused",
  invalid_target: "token/resource-refused",
  invalid_grant: "token/code-refused",
};

function refusal({ audience }: Context, exchange: Exchange): Problem {
  const { error_description: description } = jsonOf(exchange) ?? {};
  const error = errorOf(exchange);
  const seen = `The response is ${briefly(exchange)}${typeof description === "string" ? `: ${description.slice(0, 300)}` : ""}.`;
  if (exchange.came === undefined) return problem("token/unreachable", seen);
  if (error !== undefined && statusOf(exchange) === 200) return problem("token/error-with-200", seen);
  if (error !== undefined) return problem(ERRORS[error] ?? "token/refused", seen, { resource: audience });
  if (jsonOf(exchange) === undefined)
    return problem(statusOf(exchange) === 200 ? "token/no-json" : "token/refused", seen);
  return problem(statusOf(exchange) === 200 ? "token/no-access-token" : "token/refused", seen);
}

/** OpenID's own scopes need not be in the scope of a token for an API. */
const OF_NO_API = ["openid", "offline_access"];

function tokenProblems({ requested }: Context, exchange: Exchange, type: unknown, scope: unknown): readonly Problem[] {
  const problems: Problem[] = [];
  if (typeof type !== "string" || type.toLowerCase() !== "bearer")
    problems.push(problem("token/not-bearer", `token_type is ${type ?? "missing"}.`));
  if (!/no-store/i.test(headerOf(exchange, "cache-control") ?? ""))
    problems.push(problem("token/cacheable", `Cache-Control is ${headerOf(exchange, "cache-control") ?? "missing"}.`));
  const granted = typeof scope === "string" ? scope.split(" ") : undefined;
  const missing = (requested ?? "")
    .split(" ")
    .filter((one) => one !== "" && !OF_NO_API.includes(one) && granted?.includes(one) === false);
  if (missing.length > 0) problems.push(problem("token/scope-narrowed", `Not granted: ${missing.join(" ")}.`));
  return problems;
}

/** Step 10. What is no JWT says nothing to a client, and must not. */
export async function audience(context: Context): Promise<Outcome> {
  const { audience: resource, issuer = "", token: text = "", now } = context;
  const claims = jwtOf(text)?.claims;
  if (claims === undefined) return notNeeded("The token is opaque: only the MCP server can find out what it is for.");
  const { aud, iss, exp } = claims;
  const problems: Problem[] = [];
  const audiences = [aud].flat().filter((one): one is string => typeof one === "string");
  if (audiences.length === 0) problems.push(problem("audience/absent", "The token has no aud.", { resource }));
  else if (!audiences.some((one) => isSame(one, resource)))
    problems.push(
      problem("audience/other", `aud is ${audiences.join(", ")}, and the resource is ${resource}.`, { resource }),
    );
  context.isForAnother = problems.length > 0;
  if (iss !== undefined && iss !== issuer)
    problems.push(problem("audience/issuer-differs", `iss is ${iss}, and the issuer is ${issuer}.`, { issuer }));
  if (typeof exp === "number" && exp * 1_000 <= now())
    problems.push(problem("audience/expired", `exp is ${new Date(exp * 1_000).toISOString()}.`));
  return outcome(`The token is a JWT for ${audiences.join(", ") || "nobody in particular"}.`, [], problems);
}

const isSame = (one: string, other: string): boolean => one.replace(/\/$/, "") === other.replace(/\/$/, "");
