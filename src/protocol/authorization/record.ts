/** What a record keeps of an authorization request. */
import { SENT_DETAILS } from "../authorization-details/record.ts";
import { DOCUMENT_FAULT } from "../client-document-record.ts";
import { CLIENT } from "../client-record.ts";
import { MANAGED } from "../grant-management/record.ts";
import type { Pushed } from "../pushed/pushed.ts";
import { flag, members, number, oneOf, optional, text, texts, variants, versioned } from "../record.ts";
import { READABLE_FORM, RECEIVED } from "../replay/redact.ts";
import { REQUEST_OBJECT } from "../request-object/record.ts";
import { CATALOGUE } from "../scope/record.ts";
import type { AuthorizationSettings, Hint, Person } from "./case.ts";
import type { AuthorizationOccasion } from "./occasion.ts";

export const HINT = variants<Hint>({
  absent: {},
  valid: { subject: text, from: optional(oneOf("claims")) },
  invalid: { because: text },
});

export const AUTHORIZATION_SETTINGS = members<AuthorizationSettings>({
  unknownScopes: oneOf("refuse", "ignore"),
  codeLifetime: number,
  requirePushedRequests: optional(flag),
  responseTypes: optional(texts),
  grantManagement: optional(oneOf("allowed", "required")),
  signUp: optional(members<{ readonly url: string }>({ url: text })),
});

/** What was pushed is kept like what is sent. */
const PUSHED = variants<Pushed>({
  unknown: { known: flag },
  "of-other": { clientId: text },
  found: {
    id: number,
    clientId: text,
    form: READABLE_FORM,
    pushedAt: number,
    expiresAt: number,
    openedAt: optional(number),
    usedAt: optional(number),
  },
});

export const authorizationRecord = versioned(
  1,
  members<AuthorizationOccasion>({
    decision: oneOf("authorization"),
    now: number,
    received: RECEIVED,
    client: optional(CLIENT),
    pushed: optional(PUSHED),
    object: optional(REQUEST_OBJECT),
    gone: optional(flag),
    unusable: optional(DOCUMENT_FAULT),
    person: optional(
      members<Person>({
        sessionId: number,
        subject: text,
        authTime: number,
        consented: texts,
        role: optional(oneOf("user", "auditor", "operator")),
        allowedDetails: optional(flag),
      }),
    ),
    hint: HINT,
    details: optional(SENT_DETAILS),
    managed: optional(MANAGED),
    answer: optional(oneOf("allow", "deny")),
    justSignedIn: optional(flag),
    catalogue: CATALOGUE,
    settings: AUTHORIZATION_SETTINGS,
  }),
);
