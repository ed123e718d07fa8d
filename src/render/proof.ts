/** What replay proved of a fix, in the words that every rendering has in common. */
import type { Outcome, ProvedFix } from "../reasons/explain.ts";
import type { Change, Fix, Supply } from "../reasons/fix.ts";

/** What replay took for granted: whether the client has it, the server cannot know. */
const SUPPOSED: Readonly<Record<Supply, string | undefined>> = {
  secret: "the right secret",
  verifier: "the right verifier",
  challenge: "a challenge",
  code: "a good code",
  "refresh-token": "a good refresh token",
  "access-token": "a good token",
  session: "the person signed in",
  consent: "the person's consent",
  form: "a fresh form",
  password: "a good password",
  // Time passes, and the transport is seen.
  time: undefined,
  tls: undefined,
};

function supposedOf(change: Change): string | undefined {
  if (change.change === "supply-token") return "such a token";
  return change.change === "supply" ? SUPPOSED[change.what] : undefined;
}

/** What a fix only supposes: `with a good code and the right verifier`; undefined where it spells out all that it changes. */
export function supposed({ changes }: Fix): string | undefined {
  const all = changes.flatMap((change) => supposedOf(change) ?? []);
  if (all.length === 0) return undefined;
  return `with ${[all.slice(0, -1).join(", "), all.at(-1)].filter(Boolean).join(" and ")}`;
}

/** The proof of a grant: `proved: granted`, or `proved: with the right secret, granted`. */
export function grantedText(fix: Fix): string {
  const condition = supposed(fix);
  return condition === undefined ? "proved: granted" : `proved: ${condition}, granted`;
}

/** The proof of a fix behind which something else is wrong. */
export function nextText(fix: Fix): string {
  const condition = supposed(fix);
  return condition === undefined ? "proved: right, and not enough" : `proved: ${condition}, and not enough`;
}

export const NOT_TRIED = "not tried: too little is known here to try it";

/** Whether the way on from a fix is one that a fix before it has told. */
export function isTold({ outcome }: ProvedFix, before: readonly ProvedFix[]): boolean {
  return outcome.is === "next" && outcome.fixes.length === 0 && before.some((one) => isSame(one.outcome, outcome));
}

const isSame = (one: Outcome, other: Outcome & { is: "next" }): boolean =>
  one.is === "next" && one.code === other.code && one.says === other.says && one.fixes.length > 0;
