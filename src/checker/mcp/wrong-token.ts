/** Step 14: tokens that must be refused. Servers that decode a token, or trust a session, let anyone in. */
import { briefly, type Exchange, statusOf } from "../exchange.ts";
import { jwtOf } from "../jwt.ts";
import { call, resultOf } from "./call.ts";
import { bearerOf } from "./challenge.ts";
import { type Context, fresh } from "./context.ts";
import { greet, sessionIn } from "./greet.ts";
import { problem } from "./problems/index.ts";
import { type Outcome, outcome, type Problem } from "./step.ts";

export async function wrongToken(context: Context): Promise<Outcome> {
  const exchange = await tried(context, `wrong-${fresh(context)}`);
  const problems = [...refusalProblems(exchange)];
  const shows = [exchange];
  const { token, session } = context;
  if (session !== undefined && token !== undefined && jwtOf(token) !== undefined) {
    const forged = await tried(context, forgedFrom(token));
    shows.push(forged);
    if (isIn(forged))
      problems.push(problem("wrong-token/signature-ignored", "The issued token with another signature is accepted."));
  }
  if (session?.id !== undefined) {
    const without = await call(context, { id: 3, method: "tools/list", session });
    shows.push(without);
    if (isIn(without))
      problems.push(
        problem("wrong-token/session-is-enough", "tools/list in the session, without a token, gets a result."),
      );
  }
  return outcome(`A token that nobody issued gets ${briefly(exchange)}.`, shows, problems);
}

const isIn = (exchange: Exchange): boolean => resultOf(exchange) !== undefined;

/** The first request, or what the server wants a token for. */
async function tried(context: Context, token: string): Promise<Exchange> {
  const first = await greet(context, token);
  const wantsAtOnce = context.challenged?.sent.body?.includes('"tools/list"') !== true;
  const session = sessionIn(first);
  return wantsAtOnce || !isIn(first) ? first : call(context, { id: 2, method: "tools/list", token, session });
}

/** The same claims, with the signature's first characters changed. */
function forgedFrom(token: string): string {
  const [header, payload, signature = ""] = token.split(".");
  const other = [...signature.slice(0, 8)].map((one) => (one === "A" ? "B" : "A")).join("");
  return `${header}.${payload}.${other}${signature.slice(8)}`;
}

function refusalProblems(exchange: Exchange): readonly Problem[] {
  const status = statusOf(exchange);
  if (isIn(exchange)) return [problem("wrong-token/accepted", "A token that nobody issued is accepted.")];
  if (status !== 401) return [problem("wrong-token/wrong-status", `A wrong token gets ${briefly(exchange)}.`)];
  const challenge = bearerOf(exchange);
  if (challenge === undefined) return [problem("wrong-token/no-challenge", "The 401 has no WWW-Authenticate.")];
  return challenge.parameters.error === "invalid_token"
    ? []
    : [problem("wrong-token/no-error", `error is ${challenge.parameters.error ?? "missing"}.`)];
}
