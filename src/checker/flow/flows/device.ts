/** The device flow (RFC 8628): a code to type elsewhere, and polling until the user is done. */
import { type Exchange, errorOf, jsonOf } from "../../exchange.ts";
import { CannotTell, pairsOf } from "../../lab.ts";
import { afterwards } from "../afterwards.ts";
import { Failed, granted, received, resources, type Trial } from "../trial.ts";

const GRANT = "urn:ietf:params:oauth:grant-type:device_code";
/** Seconds, if the server doesn't say (RFC 8628 3.2). */
const USUAL_INTERVAL = 5;
/** Seconds, if the server breaks the rule that it says. */
const USUAL_LIFETIME = 600;

export async function deviceFlow(trial: Trial): Promise<boolean> {
  const { lab, client, parameters, report, options } = trial;
  report.section("The device authorization request");
  const form = pairsOf({ scope: client.scope, ...resources(trial) }, parameters);
  const exchange = granted(await lab.send(lab.asClient(client, lab.endpoint("device_authorization"), form)));
  const {
    device_code: code,
    user_code: shown,
    verification_uri: page,
    verification_uri_complete: whole,
  } = jsonOf(exchange) ?? {};
  if (typeof code !== "string" || typeof shown !== "string" || typeof page !== "string")
    throw new CannotTell("The response lacks device_code, user_code or verification_uri (RFC 8628, section 3.2).", [
      exchange,
    ]);
  options.enter?.({ page, code: shown, complete: typeof whole === "string" ? whole : undefined });
  report.section("The token requests");
  const tokens = received(trial, await poll(trial, code, exchange));
  return afterwards(trial, tokens, undefined);
}

const numberOf = (value: unknown, usual: number): number => (typeof value === "number" && value > 0 ? value : usual);

/** RFC 8628 3.5. Ends with a response that isn't to be waited for, or when the code has expired. */
async function poll({ lab, client, wait, report, options }: Trial, code: string, asked: Exchange): Promise<Exchange> {
  const { interval, expires_in: lifetime } = jsonOf(asked) ?? {};
  let pause = numberOf(interval, USUAL_INTERVAL);
  const end = lab.now() + numberOf(lifetime, USUAL_LIFETIME) * 1_000;
  for (;;) {
    await wait(pause * 1_000);
    const exchange = await lab.token(client, {
      grant_type: GRANT,
      device_code: code,
      resource: options.resource ?? [],
    });
    const error = errorOf(exchange);
    if (error === "slow_down") pause += 5;
    // A request without a response: less often, as the section says.
    else if (exchange.came === undefined) pause *= 2;
    else if (error !== "authorization_pending") return exchange;
    if (lab.now() >= end) throw new Failed(exchange);
    report.say(`Waiting for the user. Next in ${pause} seconds.`);
  }
}
