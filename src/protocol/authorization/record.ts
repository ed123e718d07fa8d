/** What a record keeps of an authorization request. */
import { CLIENT } from "../client-record.ts";
import { flag, members, number, oneOf, optional, text, texts, variants, versioned } from "../record.ts";
import { RECEIVED } from "../replay/redact.ts";
import { CATALOGUE } from "../scope/record.ts";
import type { AuthorizationSettings, Hint, Person } from "./checks.ts";
import type { AuthorizationOccasion } from "./occasion.ts";

export const HINT = variants<Hint>({ absent: {}, valid: { subject: text }, invalid: { because: text } });

export const authorizationRecord = versioned(
  1,
  members<AuthorizationOccasion>({
    decision: oneOf("authorization"),
    now: number,
    received: RECEIVED,
    client: optional(CLIENT),
    person: optional(
      members<Person>({
        sessionId: number,
        subject: text,
        authTime: number,
        consented: texts,
        role: optional(oneOf("user", "auditor", "operator")),
      }),
    ),
    hint: HINT,
    answer: optional(oneOf("allow", "deny")),
    justSignedIn: optional(flag),
    catalogue: CATALOGUE,
    settings: members<AuthorizationSettings>({ unknownScopes: oneOf("refuse", "ignore"), codeLifetime: number }),
  }),
);
