/** What replay asks of a pushed authorization request. */
import type { Aspects } from "../aspects.ts";
import { clientAspects } from "../client-authentication/aspects.ts";
import { setParameter } from "../replay/parameters.ts";
import { isCovered } from "../replay/redact.ts";
import type { PushedOccasion } from "./occasion.ts";

const authenticating = clientAspects<PushedOccasion>();

function challenged(on: PushedOccasion): PushedOccasion | undefined {
  const { body } = on.received;
  if ("refused" in body) return undefined;
  const challenge = setParameter(body, "code_challenge", "A".repeat(43));
  return {
    ...on,
    received: { ...on.received, body: setParameter(challenge, "code_challenge_method", "S256"), hasBody: true },
  };
}

export const pushedAspects: Aspects<PushedOccasion> = {
  ...authenticating,
  supplies: { ...authenticating.supplies, challenge: challenged },
  without: { ...authenticating.without, id_token_hint: (on) => ({ ...on, hint: { is: "absent" } }) },
  /** A challenge under another method than S256 isn't kept, since it may have been the verifier. */
  isBlind({ received: { body } }) {
    if ("refused" in body) return false;
    return isCovered(body.values.get("code_challenge") ?? "") && body.values.get("code_challenge_method") === "S256";
  },
};
