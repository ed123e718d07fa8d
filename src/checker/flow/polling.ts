/** Asks for tokens again and again, until the user has decided elsewhere (RFC 8628 3.5, CIBA Core 1.0 11). */
import { type Exchange, errorOf, jsonOf } from "../exchange.ts";
import type { Changes } from "../lab.ts";
import { Failed, type Trial } from "./trial.ts";

/** Seconds, if the server doesn't say (RFC 8628 3.2, CIBA Core 1.0 7.3). */
const USUAL_INTERVAL = 5;
/** Seconds, if the server breaks the rule that it says. */
const USUAL_LIFETIME = 600;

const numberOf = (value: unknown, usual: number): number => (typeof value === "number" && value > 0 ? value : usual);

/** Ends with a response that isn't to be waited for. `asked`: the response that says how often, and how long. Throws `Failed` after that time. */
export async function poll(
  { lab, client, wait, report }: Trial,
  parameters: Changes,
  asked: Exchange,
): Promise<Exchange> {
  const { interval, expires_in: lifetime } = jsonOf(asked) ?? {};
  let pause = numberOf(interval, USUAL_INTERVAL);
  const end = lab.now() + numberOf(lifetime, USUAL_LIFETIME) * 1_000;
  for (;;) {
    await wait(pause * 1_000);
    const exchange = await lab.token(client, parameters);
    const error = errorOf(exchange);
    if (error === "slow_down") pause += 5;
    // A request without a response: less often, as the section says.
    else if (exchange.came === undefined) pause *= 2;
    else if (error !== "authorization_pending") return exchange;
    if (lab.now() >= end) throw new Failed(exchange);
    report.say(`Waiting for the user. Next in ${pause} seconds.`);
  }
}
