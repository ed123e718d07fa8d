/** The device flow (RFC 8628): a code to type elsewhere, and polling until the user is done. */
import { jsonOf } from "../../exchange.ts";
import { CannotTell, pairsOf } from "../../lab.ts";
import { afterwards } from "../afterwards.ts";
import { poll } from "../polling.ts";
import { granted, received, resources, type Trial } from "../trial.ts";

const GRANT = "urn:ietf:params:oauth:grant-type:device_code";

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
  const asked = { grant_type: GRANT, device_code: code, ...resources(trial) };
  const tokens = received(trial, await poll(trial, asked, exchange));
  return afterwards(trial, tokens, undefined);
}
