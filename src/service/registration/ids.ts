/** Ids of applications that register themselves. A tag shows that this server made one, also when its registration is gone. */
import { timingSafeEqual } from "node:crypto";
import type { Deps } from "../deps.ts";

const PREFIX = "app-";
const RANDOM = 12;
const TAG = 9;
const FORM = /^app-[A-Za-z0-9_-]{28}$/;

type Tagged = Pick<Deps, "keys">;

const tagOf = ({ keys }: Tagged, bytes: Uint8Array): Uint8Array => keys.tag("registration", bytes, TAG);

export function newRegistrationId(deps: Tagged & Pick<Deps, "random">): string {
  const bytes = deps.random(RANDOM);
  return PREFIX + Buffer.concat([bytes, tagOf(deps, bytes)]).toString("base64url");
}

/** Whether this server gave an application this id when it registered itself. */
export function isRegistrationId(deps: Tagged, id: string): boolean {
  if (!FORM.test(id)) return false;
  const bytes = Buffer.from(id.slice(PREFIX.length), "base64url");
  return timingSafeEqual(bytes.subarray(RANDOM), tagOf(deps, bytes.subarray(0, RANDOM)));
}
