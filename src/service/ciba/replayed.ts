/** A signed request asks once: its `jti` is remembered for as long as it could be sent again (CIBA Core 1.0, 7.1.1). */
import { createHash } from "node:crypto";
import type { BackchannelOccasion } from "../../protocol/ciba/occasion.ts";
import { formOf } from "../../protocol/received.ts";
import { readSentJwt } from "../../protocol/sent-jwt.ts";
import type { Deps } from "../deps.ts";

/** Milliseconds after `exp` for which it would be accepted, by this process or one with another clock. */
const LONGER = 120_000;

/** Uses the request, which is verified, up. `false` without one. */
export async function isReplayed(
  { storage }: Deps,
  { client, object, received }: BackchannelOccasion,
): Promise<boolean> {
  const sent = object && readSentJwt(formOf(received.body).values.get("request") ?? "");
  if (sent === undefined || "looks" in sent) return false;
  const { jti, exp } = sent.claims;
  const about = JSON.stringify(["authentication request", client?.client?.id, jti]);
  const hash = createHash("sha256").update(about).digest();
  return !(await storage.singleUse.use([{ hash, until: Number(exp) * 1000 + LONGER }]));
}
