/** What a record keeps of a request about a token or a refusal. */
import { CLIENT_FACTS } from "../client-authentication/record.ts";
import { flag, members, number, oneOf, optional, text, texts, versioned } from "../record.ts";
import { RECEIVED } from "../replay/redact.ts";
import type { ClientEndpointOccasion, Introspected } from "./occasion.ts";
import type { WrongPage } from "./page.ts";

export const clientEndpointRecord = versioned(
  1,
  members<ClientEndpointOccasion>({
    decision: oneOf("introspection", "revocation", "refusals"),
    now: number,
    received: RECEIVED,
    client: optional(CLIENT_FACTS),
    issuedTo: optional(text),
    introspected: optional(members<Introspected>({ issuedTo: text, audience: texts })),
    visible: optional(flag),
    page: optional(members<WrongPage>({ wrong: oneOf("limit", "next") })),
  }),
);
