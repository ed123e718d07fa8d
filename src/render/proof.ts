/** What replay proved of a fix, in the words that all renderings share. */
import type { Outcome, ProvedFix } from "../reasons/explain.ts";
import type { Change, Fix, Supply } from "../reasons/fix.ts";

/** Who applies a fix. */
export const BY: Readonly<Record<Fix["by"], string>> = { developer: "developer", operator: "operator", person: "user" };

/** What replay assumed: the server cannot know whether the client has it. */
const SUPPOSED: Readonly<Record<Supply, string | undefined>> = {
  secret: "the right secret",
  verifier: "the right verifier",
  challenge: "a challenge",
  code: "a valid code",
  "refresh-token": "a valid refresh token",
  "access-token": "a valid token",
  "request-object": "a right request object",
  "pushed-request": "a request that was just pushed",
  "device-code": "a device code that was just allowed",
  "auth-req-id": "an auth_req_id that was just allowed",
  session: "the user signed in",
  consent: "the user's consent",
  form: "a fresh form",
  password: "the right password",
  proof: "a right proof",
  // Time passes by itself, and the server sees the transport.
  time: undefined,
  tls: undefined,
};

function supposedOf(change: Change): string | undefined {
  if (change.change === "supply-token") return "such a token";
  return change.change === "supply" ? SUPPOSED[change.what] : undefined;
}

/** What a fix only assumes: `with a valid code and the right verifier`. Undefined if it lists everything that it changes. */
export function supposed({ changes }: Fix): string | undefined {
  const all = changes.flatMap((change) => supposedOf(change) ?? []);
  if (all.length === 0) return undefined;
  return `with ${[all.slice(0, -1).join(", "), all.at(-1)].filter(Boolean).join(" and ")}`;
}

/** The proof of a grant: `verified: granted`, or `verified: with the right secret, granted`. */
export function grantedText(fix: Fix): string {
  const condition = supposed(fix);
  return condition === undefined ? "verified: granted" : `verified: ${condition}, granted`;
}

/** The proof of a fix after which something else is wrong. */
export function nextText(fix: Fix): string {
  const condition = supposed(fix);
  return condition === undefined
    ? "verified: this fixes it, but another problem follows"
    : `verified: ${condition}, this fixes it, but another problem follows`;
}

export const NOT_TRIED = "not verified: there isn't enough information here to try it";

/** Whether an earlier fix already showed what comes after this one. */
export function isTold({ outcome }: ProvedFix, before: readonly ProvedFix[]): boolean {
  return outcome.is === "next" && outcome.fixes.length === 0 && before.some((one) => isSame(one.outcome, outcome));
}

const isSame = (one: Outcome, other: Outcome & { is: "next" }): boolean =>
  one.is === "next" && one.code === other.code && one.says === other.says && one.fixes.length > 0;
