/** Whether a request came past client authentication: what probes of ways to authenticate have in common. */
import { briefly, type Exchange, statusOf } from "./exchange.ts";
import { either, type Finding } from "./finding.ts";
import { type Changes, type Lab, pairsOf, redemptionOf } from "./lab.ts";
import type { TestClient } from "./target.ts";

/** What an unknown error can't hide: whether the client was authenticated. */
export interface Door {
  readonly client: TestClient;
  isOpen(exchange: Exchange): boolean;
}

/** A request that comes past client authentication: for a client with the code grant, its code doesn't exist. */
export const grantOf = (lab: Lab, { redirect_uri, scope }: TestClient): Changes =>
  redirect_uri === undefined
    ? { grant_type: "client_credentials", scope }
    : { grant_type: "authorization_code", code: lab.fresh(), redirect_uri, code_verifier: lab.fresh(32) };

/** `called`: what is wrong, to begin a sentence. An error of the server itself is no refusal. */
export const mustBeShut = ({ isOpen }: Door, exchange: Exchange, called: string): Finding =>
  exchange.came === undefined || statusOf(exchange) >= 500
    ? either(false, "", `${called} gets ${briefly(exchange)} instead of an error of OAuth.`, exchange)
    : either(!isOpen(exchange), `The response is ${briefly(exchange)}.`, `${called} is accepted.`, exchange);

/** What nobody authenticated. A server may look for the code first: then only a right one shows whether the client has to. */
export async function mustAuthenticate(lab: Lab, door: Door, bare: Exchange, called: string): Promise<Finding> {
  const { client } = door;
  if (!door.isOpen(bare) || client.redirect_uri === undefined) return mustBeShut(door, bare, called);
  const coded = await lab.code(client);
  const form = pairsOf(redemptionOf(coded), { client_id: client.client_id });
  const redeemed = await lab.send({ url: lab.endpoint("token"), form });
  return either(
    statusOf(redeemed) !== 200,
    `The response is ${briefly(redeemed)}.`,
    "A code is redeemed by a client that doesn't authenticate.",
    redeemed,
  );
}
