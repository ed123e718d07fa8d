/** Steps 1 and 2: what the server says to a request without a token. */
import { briefly, type Exchange, headerOf, statusOf } from "../exchange.ts";
import { NOT_CONFIRMED } from "../sender.ts";
import { call, errorIn, isPage, messageOf, resultOf } from "./call.ts";
import { bearerOf, challengesOf } from "./challenge.ts";
import type { Context } from "./context.ts";
import { jsonAt, resourceMetadataUrls } from "./documents.ts";
import { greet, greetingIn, sessionIn } from "./greet.ts";
import { type ProblemId, problem } from "./problems/index.ts";
import { notNeeded, type Outcome, outcome, type Problem } from "./step.ts";

export async function withoutToken(context: Context): Promise<Outcome> {
  const exchange = await greet(context);
  if (statusOf(exchange) === 401) return challenged(context, exchange, "The server wants a token.");
  if (resultOf(exchange) !== undefined) return withoutAuthorization(context, exchange);
  const found = refusal(exchange, context.url);
  return outcome(found.says, [exchange], [found]);
}

function challenged(context: Context, exchange: Exchange, says: string, ...before: Exchange[]): Outcome {
  context.challenged = exchange;
  context.challenge = bearerOf(exchange);
  return outcome(says, [...before, exchange]);
}

/** `initialize` went through. Some servers want a token only for what comes next. */
async function withoutAuthorization(context: Context, exchange: Exchange): Promise<Outcome> {
  const session = sessionIn(exchange);
  if (session.stateless !== true) await call(context, { method: "notifications/initialized", session });
  const listed = await call(context, { id: 2, method: "tools/list", session });
  if (statusOf(listed) === 401)
    return challenged(context, listed, `${greetingIn(exchange)} needs no token here, and tools/list does.`, exchange);
  const { exchange: document, content } = await jsonAt(context.send, resourceMetadataUrls(context.url)[0] ?? "");
  if (content?.authorization_servers !== undefined) {
    const says = "The metadata says that this server needs tokens, and it responds to anyone.";
    return outcome(says, [exchange, document], [problem("no-token/open", says)]);
  }
  return notNeeded(
    "This server has no authorization: whoever reaches it can use its tools. If that isn't meant, nothing protects it.",
    exchange,
  );
}

const CERTIFICATE = /certificate|self.signed|unable to verify|altname|ERR_TLS/i;
const SIGN_IN = /log-?in|sign-?in|\bauth|sso|oauth|saml|cdn-cgi\/access/i;

/** Why a host isn't reached. */
export function unreachable(
  exchange: Exchange,
  ids: readonly [unreachable: ProblemId, notConfirmed: ProblemId],
): Problem {
  const { failure = "no response", sent } = exchange;
  const host = URL.canParse(sent.url) ? new URL(sent.url).host : sent.url;
  return failure === NOT_CONFIRMED
    ? problem(ids[1], `Nothing was sent to ${host}: ${failure}.`, { host })
    : problem(ids[0], `${host} can't be reached: ${failure}.`, { issuer: sent.url, metadata: sent.url });
}

function refusal(exchange: Exchange, url: string): Problem {
  const status = statusOf(exchange);
  const seen = `The response is ${briefly(exchange)}${errorIn(exchange)}.`;
  if (exchange.came === undefined) {
    if (CERTIFICATE.test(exchange.failure ?? "")) return problem("no-token/certificate", seen);
    return unreachable(exchange, ["no-token/unreachable", "no-token/not-confirmed"]);
  }
  if (status >= 300 && status < 400) return redirected(exchange, url);
  if (status === 403) return problem("no-token/forbidden", seen);
  if (status === 404 || status === 410) return problem("no-token/not-found", seen);
  if (status === 405) return problem("no-token/wrong-method", seen);
  if (status === 406 || status === 415) return problem("no-token/not-acceptable", seen);
  if (status >= 500) return problem("no-token/fault", seen);
  if (isPage(exchange)) return problem("no-token/page", `The response is ${status} and a web page.`);
  if (status === 200 && messageOf(exchange)?.error !== undefined) return problem("no-token/error-in-json", seen);
  return problem(status === 200 ? "no-token/page" : "no-token/bad-request", seen);
}

function redirected(exchange: Exchange, url: string): Problem {
  const location = headerOf(exchange, "location") ?? "";
  const to = URL.canParse(location, url) ? new URL(location, url) : undefined;
  const says = `The response is ${statusOf(exchange)} and leads to ${location}.`;
  const from = new URL(url);
  if (to?.protocol === "http:" && from.protocol === "https:") return problem("no-token/redirect-to-http", says);
  if (to !== undefined && SIGN_IN.test(to.host + to.pathname)) return problem("no-token/redirect-to-sign-in", says);
  return problem("no-token/redirect", says, { location: to?.href ?? location });
}

/** Step 2: WWW-Authenticate (RFC 6750 3, RFC 9728 5.1). */
export async function challenge(context: Context): Promise<Outcome> {
  const shows = context.challenged === undefined ? [] : [context.challenged];
  const values = { metadata: resourceMetadataUrls(context.url)[0] ?? "" };
  const found = context.challenge;
  if (found === undefined) {
    const says = "The 401 has no WWW-Authenticate.";
    return outcome(says, shows, [problem("challenge/absent", says, values)]);
  }
  if (found.scheme.toLowerCase() !== "bearer") {
    context.challenge = undefined;
    const schemes = challengesOf(shows[0] as Exchange).map(({ scheme }) => scheme);
    const says = `WWW-Authenticate has ${schemes.join(", ")} and not Bearer.`;
    return outcome(says, shows, [problem("challenge/not-bearer", says, values)]);
  }
  const { resource_metadata: metadata, scope, error } = found.parameters;
  const problems: Problem[] = [];
  if (metadata === undefined)
    problems.push(problem("challenge/no-resource-metadata", "The challenge has no resource_metadata.", values));
  else if (!URL.canParse(metadata))
    problems.push(problem("challenge/resource-metadata-no-url", `resource_metadata is ${metadata}.`, values));
  if (scope !== undefined && /[,;]/.test(scope)) {
    const spaced = scope.split(/[\s,;]+/).join(" ");
    problems.push(problem("challenge/scope-malformed", `scope is "${scope}".`, { scope: spaced }));
  }
  if (error !== undefined)
    problems.push(
      problem("challenge/error-without-token", `The challenge has error="${error}", and no token was sent.`),
    );
  const parts = [metadata && "it names the metadata", scope && `it names the scope ${scope}`].filter(Boolean);
  return outcome(`The challenge is Bearer${parts.length === 0 ? "" : `; ${parts.join(", and ")}`}.`, shows, problems);
}
