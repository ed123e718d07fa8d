/** Checks rules about claims. */
import { PLACES } from "../protocol/claim-rule.ts";
import { RESERVED_CLAIMS } from "../protocol/extra-claims.ts";
import type { ClaimRules } from "./claims.ts";
import type { ConfigurationFault } from "./fault.ts";
import { quoted } from "./form.ts";

/** Names every fault of rules that the schema accepts. `places`: where they can be sent. */
export function* claimRuleFaults(
  key: string,
  rules: ClaimRules | undefined,
  places: readonly (typeof PLACES)[number][] = PLACES,
): Generator<ConfigurationFault> {
  const names = (rules ?? []).map(({ claim }) => claim);
  for (const [i, { claim, from, value, only, prefix, strip, in: where }] of (rules ?? []).entries()) {
    const at = `${key}[${i}]`;
    if (RESERVED_CLAIMS.has(claim))
      yield {
        key: `${at}.claim`,
        is: quoted(claim),
        expected: "another name, because the server sets this claim itself",
      };
    if (names.indexOf(claim) < i)
      yield {
        key: `${at}.claim`,
        is: `${quoted(claim)} again`,
        expected: "a different one, because each can be listed only once",
      };
    if ((from === undefined) === (value === undefined))
      yield {
        key: at,
        is: from === undefined ? "without from and value" : "given by from and value",
        expected: "exactly one of them",
      };
    for (const [filter, given] of Object.entries({ only, prefix, strip }))
      if (given !== undefined && from === undefined)
        yield { key: `${at}.${filter}`, is: "a filter of a constant", expected: "none, or an attribute in from" };
    if (strip === true && from !== undefined && prefix === undefined)
      yield { key: `${at}.strip`, is: "true without a prefix", expected: "a prefix that is left out" };
    for (const place of where ?? [])
      if (!places.includes(place)) yield { key: `${at}.in`, is: quoted(place), expected: places.join(", or ") };
  }
}
