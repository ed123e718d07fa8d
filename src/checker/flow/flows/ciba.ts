/** The CIBA flow (OpenID Connect CIBA Core 1.0), by polling: the server asks the user on a device of the user's own. */
import { jsonOf } from "../../exchange.ts";
import { CIBA_GRANT } from "../../grant-types.ts";
import { CannotTell, pairsOf } from "../../lab.ts";
import { afterwards } from "../afterwards.ts";
import { CannotTry } from "../options.ts";
import { poll } from "../polling.ts";
import { granted, received, resources, type Trial } from "../trial.ts";

const HINTS = ["login_hint", "id_token_hint", "login_hint_token", "request"];

export async function cibaFlow(trial: Trial): Promise<boolean> {
  const { lab, client, parameters, report, options } = trial;
  const { loginHint: login_hint } = options;
  if (login_hint === undefined && !HINTS.some((name) => name in parameters))
    throw new CannotTry("Say whom to ask: --login-hint NAME.");
  report.section("The authentication request");
  const form = pairsOf({ scope: client.scope ?? "openid", login_hint, ...resources(trial) }, parameters);
  const exchange = granted(await lab.send(lab.asClient(client, lab.endpoint("backchannel_authentication"), form)));
  const { auth_req_id } = jsonOf(exchange) ?? {};
  if (typeof auth_req_id !== "string")
    throw new CannotTell("The response lacks auth_req_id (CIBA Core 1.0, section 7.3).", [exchange]);
  report.say("The user is asked now. Allow it there.");
  report.section("The token requests");
  const asked = { grant_type: CIBA_GRANT, auth_req_id, ...resources(trial) };
  return afterwards(trial, received(trial, await poll(trial, asked, exchange)), undefined);
}
