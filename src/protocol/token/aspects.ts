/** What replay asks of a token request. What was loaded for a grant type is changed by that grant type. */
import type { Supply } from "../../reasons/fix.ts";
import type { Aspects } from "../aspects.ts";
import { clientAspects } from "../client-authentication/aspects.ts";
import { type AnyGrantType, factsOf } from "../grants/grant-type.ts";
import { GRANTS } from "../grants/list.ts";
import { setParameter } from "../replay/parameters.ts";
import type { TokenOccasion } from "./facts.ts";

const TYPES: readonly AnyGrantType[] = GRANTS;

/** The occasion with what each grant type makes of its facts; those that make nothing keep theirs. */
function withFacts(
  on: TokenOccasion,
  how: (type: AnyGrantType, facts: unknown) => unknown,
): TokenOccasion["facts"] | undefined {
  const changed = TYPES.flatMap((type) => {
    const facts = how(type, factsOf(type, on));
    return facts === undefined ? [] : [[type.name, facts] as const];
  });
  return changed.length === 0 ? undefined : { ...on.facts, ...Object.fromEntries(changed) };
}

/** The occasion with what grant types suppose for a fix; `undefined` if none can. */
function supply(what: Supply): (on: TokenOccasion) => TokenOccasion | undefined {
  return (on) => {
    const { settings, now, received } = on;
    if ("refused" in received.body) return undefined;
    const given = { client: on.client?.client, settings, now, values: received.body.values };
    let body = received.body;
    const facts = withFacts(on, (type, known) => {
      const supposed = type.supplies?.[what]?.(known as never, given);
      for (const [name, value] of Object.entries(supposed?.sent ?? {})) body = setParameter(body, name, value);
      return supposed?.facts;
    });
    return facts && { ...on, facts, received: { ...received, body, hasBody: true } };
  };
}

/** The request with a proof of the key that what it brings is bound to, or of any. */
function withProof(on: TokenOccasion): TokenOccasion {
  const bound = TYPES.flatMap((type) => {
    const facts = factsOf(type, on);
    return (facts !== undefined && type.boundTo?.(facts as never)) || [];
  });
  return {
    ...on,
    proof: { is: "valid", cnf: Object.assign({}, ...bound, bound.length === 0 && { jkt: "", "x5t#S256": "" }) },
  };
}

const without = (parameter: string) => (on: TokenOccasion) => ({
  ...on,
  facts: withFacts(on, (type, facts) => facts && type.without?.[parameter]?.(facts as never)) ?? on.facts,
});

const fromGrantTypes = TYPES.flatMap((type) => Object.keys(type.without ?? {}));

const SUPPLIED: readonly Supply[] = [
  "code",
  "refresh-token",
  "access-token",
  "verifier",
  "challenge",
  "session",
  "consent",
  "device-code",
  "auth-req-id",
];

const authenticating = clientAspects<TokenOccasion>();

export const tokenAspects: Aspects<TokenOccasion> = {
  ...authenticating,
  supplies: {
    ...authenticating.supplies,
    ...Object.fromEntries(SUPPLIED.map((what) => [what, supply(what)])),
    proof: withProof,
  },
  without: {
    ...authenticating.without,
    authorization_details: (on) => ({ ...on, details: undefined }),
    ...Object.fromEntries(fromGrantTypes.map((parameter) => [parameter, without(parameter)])),
  },
  settings: {
    refreshGrace: (on, refreshGrace) => ({ ...on, settings: { ...on.settings, refreshGrace } }),
    codeLifetime(on, codeLifetime) {
      // The client's own lifetime takes precedence over the server's.
      if (on.client?.client?.codeLifetime !== undefined) return undefined;
      const facts = withFacts(on, (type, known) => known && type.withCodeLifetime?.(known as never, codeLifetime));
      return { ...on, settings: { ...on.settings, codeLifetime }, facts: facts ?? on.facts };
    },
  },
};
