/** What a record keeps of a request to the admin API. */
import {
  cutAt,
  flag,
  listOf,
  members,
  number,
  oneOf,
  optional,
  type Shape,
  text,
  texts,
  variants,
  versioned,
} from "../record.ts";
import { type AdminOccasion, type FieldFault, LONGEST, type RequestFault } from "./occasion.ts";
import type { OneMore } from "./self-service.ts";

const FAULT = members<FieldFault>({
  pointer: cutAt(LONGEST),
  sent: cutAt(LONGEST),
  expected: cutAt(LONGEST),
  code: oneOf("admin/member-unknown", "admin/field-invalid", "admin/operator-only"),
});

export const adminRecord = versioned(
  1,
  members<AdminOccasion>({
    decision: oneOf("admin"),
    now: number,
    method: text,
    path: cutAt(LONGEST),
    by: text,
    beyondRole: optional(members<NonNullable<AdminOccasion["beyondRole"]>>({ role: text, needs: text })),
    keyFault: optional(oneOf("malformed", "reused", "running", "lost")),
    kind: text,
    act: oneOf("read", "add", "change", "remove", "do"),
    id: text,
    wrongParameter: optional(
      members<NonNullable<AdminOccasion["wrongParameter"]>>({
        name: cutAt(LONGEST),
        sent: cutAt(LONGEST),
        expected: optional(text),
        known: texts,
      }) as Shape<NonNullable<AdminOccasion["wrongParameter"]>>,
    ),
    wrongType: optional(members<NonNullable<AdminOccasion["wrongType"]>>({ sent: text, accepted: texts })),
    unreadable: optional(text),
    found: optional(oneOf("file", "storage")),
    etag: optional(text),
    ifMatch: optional(text),
    faults: listOf(FAULT),
    asking: optional(
      variants<RequestFault>({
        pending: { application: text, open: text },
        decided: { state: text },
        outdated: { application: text, because: texts },
      }),
    ),
    oneMore: optional(members<OneMore>({ enabled: flag, owner: text, has: number, most: number })),
    usedBy: texts,
  }),
);
