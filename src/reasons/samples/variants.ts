/** Further evidence of reasons whose sentence depends on it in more ways than the sample shows. */
import type { Code, Evidence } from "../index.ts";

type Variants = { readonly [C in Code]?: readonly Evidence<C>[] };

const offence = (word: string, says: string, repaired?: string) => ({
  sent: word,
  words: [word],
  offenders: [says],
  repaired,
});

export const variants: Variants = {
  "scope/wrong-delimiter": [
    {
      ...offence("read,", "'read,' has a comma in it, but scopes are separated only by a space", "read"),
      delimiter: "a comma",
    },
  ],
  "scope/malformed": [
    offence("[read]", "'[read]' has characters that no scope may have", "read"),
    { sent: "a b", words: [], offenders: ["the request has 101 scope values, more than the 100 that are accepted"] },
  ],
  "scope/removed": [offence("manage", "'manage' has been removed without a successor")],
  "scope/exceeds-grant": [{ ...offence("manage", "'manage' has been withdrawn since"), granted: ["read"] }],
};
