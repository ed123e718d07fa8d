/** Checks references: names of scopes, APIs and claims must exist. */
import { nearest } from "./expected.ts";
import type { ConfigurationFault } from "./fault.ts";
import { quoted } from "./form.ts";

/** Names a value that is none of `all`, which are declared in `setting`. */
export function* known(
  key: string,
  value: string,
  all: readonly string[],
  setting: string,
): Generator<ConfigurationFault> {
  if (all.includes(value)) return;
  const meant = nearest(value, all);
  const question = meant === undefined ? "" : `; did you mean ${meant}?`;
  const expected =
    all.length === 0 ? `a value that is declared in ${setting}, which is empty` : `one of ${all.join(", ")}`;
  yield { key, is: quoted(value), expected: `${expected}${question}` };
}

/** The same for a list of values. */
export function* allKnown(
  key: string,
  values: readonly string[],
  all: readonly string[],
  setting: string,
): Generator<ConfigurationFault> {
  for (const [i, value] of values.entries()) yield* known(`${key}[${i}]`, value, all, setting);
}
