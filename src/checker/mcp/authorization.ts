/** Steps 6 and 8: the scopes, and the authorization request (RFC 6749 4.1.1, RFC 7636, RFC 8707, RFC 9207). */
import { briefly, type Exchange, errorOf, headerOf, jsonOf, statusOf } from "../exchange.ts";
import { challengeOf } from "../lab.ts";
import { returnedTo } from "../sign-in/returned.ts";
import type { Returned } from "../sign-in/sign-in.ts";
import { isPage } from "./call.ts";
import { type Code, type Context, fresh } from "./context.ts";
import { type ProblemId, problem } from "./problems/index.ts";
import { redirectUriOf } from "./registration.ts";
import { type Outcome, outcome, type Problem, skipped } from "./step.ts";

const words = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];

/** Step 6, "Scope Selection Strategy": the challenge first, then all of the metadata, then none. */
export async function scopes(context: Context): Promise<Outcome> {
  const challenged = context.challenge?.parameters.scope;
  const supported = words(context.resource?.scopes_supported);
  const [scope, from] =
    context.scope !== undefined
      ? [context.scope, "as you asked"]
      : challenged
        ? [challenged, "from the challenge"]
        : [supported.join(" "), "from scopes_supported of the protected resource metadata"];
  context.requested = scope === "" ? undefined : scope;
  if (scope === "") {
    const says = "Neither the challenge nor the metadata names a scope, so none is requested.";
    return outcome(says, [], [problem("scope/none", says)]);
  }
  const known = words(context.server?.scopes_supported);
  const unknown = scope.split(" ").filter((one) => known.length > 0 && !known.includes(one));
  const problems: Problem[] = [];
  if (unknown.length > 0)
    problems.push(problem("scope/unknown-to-server", `The authorization server doesn't list ${unknown.join(", ")}.`));
  if (context.scope === undefined && scope.split(" ").includes("offline_access"))
    problems.push(problem("scope/offline-access", "The MCP server names the scope offline_access."));
  return outcome(`${scope}, ${from}.`, [], problems);
}

export interface Asked extends Outcome {
  readonly got?: Code;
}

/** Step 8. First without a browser: what is refused at once needs no user. */
export async function authorization(context: Context): Promise<Asked> {
  const verifier = fresh(context, 32);
  const state = fresh(context, 16);
  const redirectUri = redirectUriOf(context);
  const url = new URL(String(context.server?.authorization_endpoint));
  const parameters = {
    response_type: "code",
    client_id: context.registered?.id,
    redirect_uri: redirectUri,
    scope: context.requested,
    state,
    code_challenge: challengeOf(verifier),
    code_challenge_method: "S256",
    resource: context.audience,
  };
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) url.searchParams.set(name, value);
  const tried = await context.send({ url: url.href, headers: { accept: "text/html,*/*;q=0.8" } });
  const early = refusedAtOnce(context, tried, redirectUri);
  if (early !== undefined) return outcome(early.says, [tried], [early]);
  if (context.listening === undefined)
    return { ...skipped("Nobody is to sign in. The authorization server accepts the request so far."), shows: [tried] };
  const landing = await context.listening.signIn.visit(url.href, redirectUri).catch(() => undefined);
  const { returned } = landing ?? {};
  if (returned === undefined) {
    const says = "Nothing came back from the browser.";
    return outcome(says, [tried], [problem("authorization/nobody", says, { redirect: redirectUri })]);
  }
  const shows = landing?.exchanges ?? [];
  const problems = responseProblems(context, returned, state);
  const code = returned.parameters.get("code");
  if (code === null || code === "") return outcome(problems[0]?.says ?? "There is no code.", shows, problems);
  const says = "The user signed in, and there is a code.";
  return { ...outcome(says, shows, problems), got: { code, verifier, redirectUri } };
}

/** A page that refuses, or a redirect with an error. Pages for sign-in are no refusal. */
function refusedAtOnce(context: Context, exchange: Exchange, redirectUri: string): Problem | undefined {
  const status = statusOf(exchange);
  if (exchange.came === undefined) return problem("authorization/unreachable", briefly(exchange));
  const returned = returnedTo(headerOf(exchange, "location") ?? "", redirectUri);
  if (returned?.parameters.has("error")) return refusal(context, returned.parameters);
  if (status >= 500) return problem("authorization/fault", `The response is ${briefly(exchange)}.`);
  if (status < 400 || status === 401) return undefined;
  const text = exchange.came.body.slice(0, 20_000);
  const seen = `The response is ${briefly(exchange)}${isPage(exchange) ? ", a page" : ""}${saidIn(exchange)}.`;
  const values = { redirect: redirectUri, issuer: context.issuer ?? "" };
  if (/redirect.{0,2}ur[il]|callback/i.test(text)) return problem("authorization/redirect-uri-refused", seen, values);
  if (errorOf(exchange) === "invalid_client" || /client/i.test(text))
    return problem("authorization/client-unknown", seen, values);
  return problem("authorization/refused", seen);
}

const saidIn = (exchange: Exchange): string => {
  const { error_description: text } = jsonOf(exchange) ?? {};
  return typeof text === "string" ? `: ${text.slice(0, 300)}` : "";
};

const REFUSALS: Readonly<Record<string, ProblemId>> = {
  invalid_scope: "authorization/scope-refused",
  invalid_target: "authorization/resource-refused",
  access_denied: "authorization/denied",
  unauthorized_client: "authorization/client-unknown",
  invalid_client: "authorization/client-unknown",
  server_error: "authorization/fault",
  temporarily_unavailable: "authorization/fault",
};

function refusal(context: Context, parameters: URLSearchParams): Problem {
  const error = parameters.get("error") ?? "";
  const description = parameters.get("error_description")?.slice(0, 300);
  const says = `The authorization server refuses: ${error}${description ? `, ${description}` : ""}.`;
  return problem(REFUSALS[error] ?? "authorization/refused", says, {
    scope: context.requested ?? "none",
    resource: context.audience,
    issuer: context.issuer ?? "",
  });
}

function responseProblems(context: Context, { parameters }: Returned, state: string): readonly Problem[] {
  const problems: Problem[] = [];
  const iss = parameters.get("iss");
  if (parameters.get("state") !== state)
    problems.push(
      problem("authorization/state-lost", `state is ${parameters.has("state") ? "another one" : "missing"}.`),
    );
  if (iss !== null && iss !== context.issuer)
    problems.push(problem("authorization/iss-differs", `iss is ${iss}, and the issuer is ${context.issuer}.`));
  if (iss !== null && iss === context.issuer && context.server?.authorization_response_iss_parameter_supported !== true)
    problems.push(
      problem("authorization/iss-not-advertised", "The response has iss, and the metadata doesn't say so."),
    );
  if (iss === null && context.server?.authorization_response_iss_parameter_supported === true)
    problems.push(problem("authorization/iss-absent", "The response has no iss."));
  if (parameters.has("error")) return [refusal(context, parameters), ...problems];
  if (!parameters.get("code")) problems.push(problem("authorization/no-code", "The response has no code."));
  return problems;
}
