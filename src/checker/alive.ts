/** Whether an access token still works, as far as the server can be asked. */
import { type Exchange, jsonOf, statusOf } from "./exchange.ts";
import { type Lab, pairsOf } from "./lab.ts";

export interface Alive {
  readonly alive: boolean;
  readonly shows: Exchange;
}

/** As userinfo says, or introspection; `undefined` if there is neither. */
export async function isAlive(lab: Lab, token: string): Promise<Alive | undefined> {
  const { metadata, clients } = lab.target;
  if (typeof metadata.userinfo_endpoint === "string") return atUserinfo(lab, token);
  const asker = clients.web ?? clients.service;
  if (typeof metadata.introspection_endpoint !== "string" || asker === undefined) return undefined;
  const shows = await lab.send(lab.asClient(asker, metadata.introspection_endpoint, pairsOf({ token })));
  return { alive: jsonOf(shows)?.active === true, shows };
}

/** Whether userinfo accepts a token (OpenID Connect Core 5.3). */
export async function atUserinfo(lab: Lab, token: string): Promise<Alive> {
  const shows = await lab.present(token, { url: lab.endpoint("userinfo") });
  return { alive: statusOf(shows) === 200, shows };
}
