/** Steps 11 to 13: calls with the token. */
import { briefly, type Exchange, statusOf } from "../exchange.ts";
import { call, errorIn, resultOf } from "./call.ts";
import { bearerOf } from "./challenge.ts";
import type { Context } from "./context.ts";
import { greet, nameIn, sessionIn, supportedIn } from "./greet.ts";
import { problem } from "./problems/index.ts";
import { REVISIONS } from "./revision.ts";
import { type Outcome, outcome, type Problem } from "./step.ts";

const described = (exchange: Exchange): string => {
  const { error, error_description: description } = bearerOf(exchange)?.parameters ?? {};
  const seen = briefly(exchange);
  const said = [seen.includes(error ?? "") ? undefined : error, description?.slice(0, 300)].filter(Boolean).join(", ");
  return `The response is ${seen}${said === "" ? errorIn(exchange) : `: ${said}`}.`;
};

const isInsufficient = (exchange: Exchange): boolean =>
  statusOf(exchange) === 403 && bearerOf(exchange)?.parameters.error === "insufficient_scope";

/** Step 11. */
export async function firstCall(context: Context): Promise<Outcome> {
  const exchange = await greet(context, context.token);
  if (resultOf(exchange) !== undefined) {
    context.session = sessionIn(exchange);
    const session = context.session.id === undefined ? "without a session" : "with a session";
    return outcome(`The server is ${nameIn(exchange)}, revision ${context.session.version}, ${session}.`, [exchange]);
  }
  if (isInsufficient(exchange)) {
    context.insufficient = exchange;
    return outcome("The token is accepted, and more scopes are needed: insufficient_scope.", [exchange]);
  }
  const found = refusal(context, exchange);
  return outcome(found.says, [exchange], [found]);
}

function refusal({ audience: resource, isForAnother }: Context, exchange: Exchange): Problem {
  const status = statusOf(exchange);
  const seen = described(exchange);
  if (exchange.came === undefined) return problem("first-call/unreachable", seen);
  if (status === 401)
    return problem(isForAnother ? "first-call/audience-refused" : "first-call/token-refused", seen, { resource });
  if (status === 403) return problem("first-call/forbidden", seen);
  if (status >= 500) return problem("first-call/fault", seen);
  const versions = supportedIn(exchange);
  if (versions.length > 0)
    return problem("first-call/version-refused", `${seen} The server has ${versions.join(", ")}.`, {
      version: REVISIONS.join(" or "),
    });
  if (status >= 400) return problem("first-call/bad-request", seen);
  return problem(status >= 300 ? "first-call/redirect" : "first-call/no-result", seen);
}

/** Step 12: the handshake's end, and a request in the same session. */
export async function tools(context: Context): Promise<Outcome> {
  const { token, session } = context;
  const problems: Problem[] = [];
  const shows: Exchange[] = [];
  if (session?.stateless !== true) {
    const told = await call(context, { method: "notifications/initialized", token, session });
    if (statusOf(told) >= 400)
      problems.push(problem("tools/initialized-refused", `notifications/initialized: ${briefly(told)}.`));
    shows.push(told);
  }
  const exchange = await call(context, { id: 2, method: "tools/list", token, session });
  shows.push(exchange);
  const listed = resultOf(exchange)?.tools;
  if (Array.isArray(listed)) {
    const says = listed.length === 1 ? "There is one tool." : `There are ${listed.length} tools.`;
    return outcome(says, shows, [...problems, ...incomplete(context, exchange)]);
  }
  if (isInsufficient(exchange)) {
    context.insufficient = exchange;
    return outcome("More scopes are needed: insufficient_scope.", shows, problems);
  }
  const found = listRefusal(context, exchange);
  return outcome(found.says, shows, [...problems, found]);
}

/** Members that results of the newest revision must have. */
function incomplete({ session }: Context, exchange: Exchange): readonly Problem[] {
  const result = resultOf(exchange) ?? {};
  const missing = ["resultType", "ttlMs", "cacheScope"].filter((name) => result[name] === undefined);
  return session?.stateless === true && missing.length > 0
    ? [problem("tools/result-incomplete", `The result of tools/list has no ${missing.join(" and no ")}.`)]
    : [];
}

function listRefusal({ session }: Context, exchange: Exchange): Problem {
  const status = statusOf(exchange);
  const seen = described(exchange);
  if (status === 401) return problem("tools/token-refused", seen);
  if (status === 404 && session?.id !== undefined) return problem("tools/session-refused", seen);
  if (status === 400 && /protocol.?version/i.test(exchange.came?.body ?? ""))
    return problem("tools/version-refused", seen, { version: session?.version ?? "" });
  if (status === 400 && session?.id !== undefined) return problem("tools/session-refused", seen);
  return problem("tools/no-result", seen);
}

/** What to request in step 13: what was granted, and what the challenge names. Undefined if it names nothing. */
export function moreScopes({ insufficient, granted }: Context): string | undefined {
  const wanted = insufficient === undefined ? undefined : bearerOf(insufficient)?.parameters.scope;
  if (!wanted) return undefined;
  return [...new Set([...(granted ?? "").split(" "), ...wanted.split(" ")])].filter((one) => one !== "").join(" ");
}

/** Step 13, after the user agreed to more: the call again. */
export async function again(context: Context, shows: readonly Exchange[]): Promise<Outcome> {
  const { granted = "", requested = "" } = context;
  const exchange = await greet(context, context.token);
  const session = sessionIn(exchange);
  const listed = await call(context, { id: 2, method: "tools/list", token: context.token, session });
  const all = [...shows, exchange, listed];
  if (Array.isArray(resultOf(listed)?.tools)) return outcome(`With ${granted}, the call goes through.`, all);
  const missing = requested.split(" ").filter((one) => !granted.split(" ").includes(one));
  if (missing.length > 0)
    return outcome("The call is refused again.", all, [
      problem("step-up/not-granted", `Not granted: ${missing.join(" ")}.`, { scope: missing.join(" ") }),
    ]);
  const says = `${described(listed)} The token has the scopes of the challenge.`;
  return outcome(says, all, [problem("step-up/again", says, { scope: requested })]);
}
