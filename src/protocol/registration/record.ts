/** What a record keeps of a registration. */
import { cutAt, listOf, members, number, oneOf, optional, text, versioned } from "../record.ts";
import { LONGEST, type MetadataFault, type RegistrationOccasion } from "./occasion.ts";

export const registrationRecord = versioned(
  1,
  members<RegistrationOccasion>({
    decision: oneOf("registration"),
    now: number,
    act: oneOf("register", "read", "change", "remove"),
    method: text,
    path: cutAt(LONGEST),
    mode: oneOf("off", "initial-access-token", "open"),
    token: oneOf("absent", "unknown", "right"),
    clientId: optional(text),
    wait: optional(number),
    full: optional(members<NonNullable<RegistrationOccasion["full"]>>({ has: number, most: number })),
    faults: listOf(
      members<MetadataFault>({
        of: oneOf("redirect-uri", "metadata", "statement", "unapproved"),
        member: text,
        sent: cutAt(LONGEST),
        expected: cutAt(LONGEST),
      }),
    ),
  }),
);
