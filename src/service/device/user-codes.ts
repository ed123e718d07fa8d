/** The codes that users type: made at random, and kept as a hash that nobody can compute without the server's key. */
import { shownUserCode, USER_CODE_BYTES, userCodeOf } from "../../protocol/device/user-code.ts";
import type { Deps } from "../deps.ts";

/** What a code is kept as. There are too few codes for a hash without a key. */
export const userCodeHash = ({ keys }: Pick<Deps, "keys">, code: string): Uint8Array =>
  keys.tag("user code", Buffer.from(code), 32);

/** A new code, as its user sees it, and its hash. */
export function newUserCode(deps: Pick<Deps, "keys" | "random">) {
  for (;;) {
    const code = userCodeOf(deps.random(USER_CODE_BYTES));
    if (code !== undefined) return { shown: shownUserCode(code), hash: userCodeHash(deps, code) };
  }
}
