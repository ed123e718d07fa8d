/** What a record keeps of authorization details: their types and what is wrong with them, never what they say. */
import type { AuthorizationDetail } from "../access-token.ts";
import { flag, forgotten, keptAs, listOf, members, optional, text, texts, variants } from "../record.ts";
import type { DetailFault, SentDetail, SentDetails } from "./details.ts";

export const SENT_DETAILS = variants<SentDetails>({
  malformed: { fault: text },
  read: {
    details: listOf(
      members<SentDetail>({
        type: text,
        declared: flag,
        near: optional(text),
        api: optional(text),
        fault: optional(members<DetailFault>({ at: text, expected: text, near: optional(text) })),
        beyond: optional(flag),
      }),
    ),
    values: forgotten<readonly AuthorizationDetail[]>([]),
  },
});

/** Those that were granted. */
export const GRANTED_DETAILS = keptAs<readonly AuthorizationDetail[], readonly string[]>(
  texts,
  (details) => details.map(({ type }) => type),
  (types) => types.map((type) => ({ type })),
);
