/** What replay asks of a pushed authorization request. */
import type { Aspects } from "../aspects.ts";
import { clientAspects } from "../client-authentication/aspects.ts";
import { EMPTY_FORM } from "../form.ts";
import { setParameter } from "../replay/parameters.ts";
import { isCovered } from "../replay/redact.ts";
import { rewrittenObject, rightObject } from "../request-object/aspects.ts";
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
  form: {
    of: ({ object, received }) => object?.form ?? received.body,
    with: (on, form) =>
      on.object === undefined || "refused" in form
        ? authenticating.form.with(on, form)
        : { ...on, object: { ...on.object, form } },
  },
  supplies: {
    ...authenticating.supplies,
    challenge: challenged,
    "request-object": (on) => ({
      ...on,
      object: rightObject(on.object, "refused" in on.received.body ? EMPTY_FORM : on.received.body, on.client?.client),
    }),
  },
  rewrite: (on, rewrite) => ({ ...on, object: on.object && rewrittenObject(on.object, rewrite) }),
  without: {
    ...authenticating.without,
    authorization_details: (on) => ({ ...on, details: undefined }),
    id_token_hint: (on) => ({ ...on, hint: { is: "absent" } }),
  },
  /** A challenge under another method than S256 isn't kept, since it may have been the verifier. */
  isBlind({ received: { body } }) {
    if ("refused" in body) return false;
    return isCovered(body.values.get("code_challenge") ?? "") && body.values.get("code_challenge_method") === "S256";
  },
};
