/** What a record keeps of a token request. What was loaded for a grant type is kept by the record of that grant type. */
import { SENT_DETAILS } from "../authorization-details/record.ts";
import { CLIENT_FACTS } from "../client-authentication/record.ts";
import { ORIGIN } from "../grant-record.ts";
import type { AnyGrantType } from "../grants/grant-type.ts";
import { grantTypeOf } from "../grants/index.ts";
import { flag, members, number, oneOf, optional, readIn, type Shape, Unreadable, versioned } from "../record.ts";
import { RECEIVED } from "../replay/redact.ts";
import { CATALOGUE } from "../scope/record.ts";
import { PROOF } from "../sender-constraints/record.ts";
import type { TokenOccasion, TokenSettings } from "./facts.ts";

type Facts = NonNullable<TokenOccasion["facts"]>;

function recordOf(name: string): AnyGrantType["record"] {
  const type = grantTypeOf(name);
  if (type === undefined) throw new Unreadable("of a grant type of this server");
  return type.record;
}

const FACTS: Shape<Facts> = {
  write(facts, thumbprint) {
    const kept = Object.entries(facts).map(([name, one]) => {
      const { version, write } = recordOf(name);
      return [name, { version, ...write(one as never, thumbprint) }] as const;
    });
    return Object.fromEntries(kept);
  },
  read(kept) {
    if (typeof kept !== "object" || kept === null) throw new Unreadable("an object");
    const facts = Object.entries(kept).map(([name, one]) => [
      name,
      readIn(name, () => recordOf(name).read(one, (one as { version?: unknown } | null)?.version)),
    ]);
    return Object.fromEntries(facts);
  },
};

export const tokenRecord = versioned(
  1,
  members<TokenOccasion>({
    decision: oneOf("token"),
    now: number,
    received: RECEIVED,
    client: optional(CLIENT_FACTS),
    proof: optional(PROOF),
    facts: optional(FACTS),
    details: optional(SENT_DETAILS),
    by: optional(ORIGIN),
    catalogue: CATALOGUE,
    settings: members<TokenSettings>({
      unknownScopes: oneOf("refuse", "ignore"),
      codeLifetime: number,
      refreshGrace: number,
      refreshIdleLifetime: number,
      refreshLifetime: number,
      severalAudiences: optional(flag),
    }),
  }),
);
