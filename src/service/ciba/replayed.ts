/** A signed request asks once: its `jti` is remembered for as long as it could be sent again (CIBA Core 1.0, 7.1.1). */
import { createHash } from "node:crypto";
import type { BackchannelOccasion } from "../../protocol/ciba/occasion.ts";
import type { Deps } from "../deps.ts";

/** Milliseconds after `exp` for which it would be accepted, by this process or one with another clock. */
const LONGER = 120_000;

/** Uses the request up, which is verified and has all of its claims. `false` if it was used before. */
export async function useRequest({ storage }: Deps, { client, object }: BackchannelOccasion): Promise<boolean> {
  if (object === undefined || object.jwt.is === "malformed") return true;
  const { jti, exp } = object.jwt.claims;
  const about = JSON.stringify(["authentication request", client?.client?.id, jti]);
  const hash = createHash("sha256").update(about).digest();
  return storage.singleUse.use([{ hash, until: Number(exp) * 1000 + LONGER }]);
}
