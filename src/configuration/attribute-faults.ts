/** Checks the attributes that are declared. */
import { CLAIMS } from "../protocol/claims.ts";
import { RESERVED_CLAIMS } from "../protocol/extra-claims.ts";
import type { ConfigurationFault } from "./fault.ts";
import { quoted } from "./form.ts";
import type { Configuration } from "./schema.ts";

/** A name must mean one thing: for rules, in tokens, and in every programming language. */
export function* attributeFaults({ attributes }: Configuration["users"]): Generator<ConfigurationFault> {
  const names = attributes.map(({ name }) => name);
  for (const [i, name] of names.entries()) {
    const key = `users.attributes[${i}].name`;
    if (CLAIMS.includes(name) || RESERVED_CLAIMS.has(name) || name === "username" || name in {})
      yield { key, is: quoted(name), expected: "another name, because this one already has a meaning" };
    if (names.indexOf(name) < i)
      yield { key, is: `${quoted(name)} again`, expected: "a different one, because each can be listed only once" };
  }
}
