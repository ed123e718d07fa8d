/**
 * What is compared when there is no account. Hashes that came along from other servers take another time than the own ones. A name
 * that nobody has gets one of the kinds that users have, by chance as often as users have it and always the same one. So the time
 * of an attempt says nothing about whether there is an account.
 */
import type { HashKind } from "../ports/password-hash.ts";
import { foldUsername } from "../ports/username.ts";
import type { Shared } from "./deps.ts";

type Where = Pick<Shared, "keys" | "clock"> & { readonly storage: Pick<Shared["storage"], "people"> };

/** For how long the kinds are remembered, in milliseconds. They change with imports and, slowly, with sign-ins. */
const REMEMBERED = 60_000;

const remembered = new WeakMap<object, { readonly at: number; readonly kinds: readonly HashKind[] }>();

/** The kind of hash to compare for a name without an account; `undefined` for the own one. Asked for every name, so that it takes as long. */
export async function decoyKind(where: Where, username: string): Promise<string | undefined> {
  return kindFor(where, await kindsOf(where), foldUsername(username));
}

/** One of these kinds by chance, as often as there are hashes of it: always the same one for a name. */
export function kindFor({ keys }: Pick<Shared, "keys">, kinds: readonly HashKind[], name: string): string | undefined {
  const bytes = keys.tag("decoy", Buffer.from(name), 4);
  return kindAt(kinds, Buffer.from(bytes).readUInt32BE() / 2 ** 32);
}

async function kindsOf({ storage: { people }, clock }: Where): Promise<readonly HashKind[]> {
  const known = remembered.get(people);
  const now = clock();
  if (known !== undefined && now >= known.at && now < known.at + REMEMBERED) return known.kinds;
  const kinds = await people.hashKinds();
  remembered.set(people, { at: now, kinds });
  return kinds;
}

/** The kind at a share of all hashes, from 0 to 1; `undefined` if there are none. */
export function kindAt(kinds: readonly HashKind[], share: number): string | undefined {
  let left = share * kinds.reduce((sum, { count }) => sum + count, 0);
  for (const { kind, count } of kinds) {
    left -= count;
    if (left < 0) return kind;
  }
  return kinds.at(-1)?.kind;
}
