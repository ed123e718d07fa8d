/**
 * From which network the server thinks that a request came which this command has sent with an X-Forwarded-For of its own. The proxy in
 * front must replace that header or append to it. The server's own record of the refusal says what it did.
 */
import { setTimeout as wait } from "node:timers/promises";
import { prefixOf } from "../../../service/network.ts";
import { openRefusals, type Place } from "../../place.ts";
import type { Server } from "../facts.ts";

/** An IP address that nobody has (RFC 5737 3), and its network. */
export const FORGED = "198.51.100.77";
export const FORGED_NETWORK = prefixOf(FORGED);

/** Refusals are written within a second. */
const [TRIES, PAUSE] = [15, 200];

/** `undefined` if the refusal isn't in this database. `refusal`: the URL of its reason. */
export async function networkIn(place: Place, refusal: Server["refusal"]): Promise<string | undefined> {
  const ref = refusal === undefined ? undefined : URL.parse(refusal)?.searchParams.get("ref");
  if (ref == null) return undefined;
  const refusals = await openRefusals(place).catch(() => undefined);
  try {
    for (let n = 0; n < TRIES && refusals !== undefined; n++) {
      const found = await refusals.find(ref);
      if (found !== undefined) return found.network;
      await wait(PAUSE);
    }
    return undefined;
  } catch {
    return undefined;
  } finally {
    await refusals?.close();
  }
}
