/** What a record keeps of the forms of this server's own pages. What was typed into them is never kept. */
import { HINT } from "../authorization/record.ts";
import { flag, type Members, members, number, oneOf, optional, text, texts, variants, versioned } from "../record.ts";
import { FORM } from "../replay/redact.ts";
import type {
  ConsentOccasion,
  FormFault,
  InvitationOccasion,
  OwnForm,
  SignInOccasion,
  SignOutOccasion,
} from "./occasion.ts";

const CHECKED: Members<Omit<OwnForm, "form">> = {
  ours: optional(flag),
  formFault: optional(
    variants<FormFault>({
      foreign: { header: oneOf("Origin", "Sec-Fetch-Site"), expected: text },
      "cookie-absent": {},
      stale: {},
    }),
  ),
};
const OWN: Members<OwnForm> = { form: FORM, ...CHECKED };
export const FORM_MEMBERS: Members<Partial<OwnForm>> = { form: optional(FORM), ...CHECKED };

type Attempt = NonNullable<SignInOccasion["attempt"]>;
const WAIT = { retryAfter: number };

export const signInRecord = versioned(
  1,
  members<SignInOccasion>({
    ...OWN,
    decision: oneOf("sign-in"),
    now: number,
    attempt: optional(variants<Attempt>({ throttled: WAIT, "queue-full": WAIT, wrong: {} })),
  }),
);

export const consentRecord = versioned(
  1,
  members<ConsentOccasion>({ ...OWN, decision: oneOf("consent"), now: number, answered: flag }),
);

export const invitationRecord = versioned(
  1,
  members<InvitationOccasion>({
    ...FORM_MEMBERS,
    decision: oneOf("invitation"),
    now: number,
    good: optional(flag),
    fault: optional(
      members<NonNullable<InvitationOccasion["fault"]>>({ parameter: oneOf("username", "password"), expected: text }),
    ),
  }),
);

export const signOutRecord = versioned(
  1,
  members<SignOutOccasion>({
    ...FORM_MEMBERS,
    decision: oneOf("sign-out"),
    now: number,
    request: optional(FORM),
    length: optional(number),
    place: optional(oneOf("body", "query")),
    carried: optional(number),
    hint: optional(HINT),
    named: optional(text),
    client: optional(
      members<NonNullable<SignOutOccasion["client"]>>({
        id: text,
        postLogoutRedirectUris: texts,
        applicationType: optional(oneOf("web", "native")),
        anyLocalhostPort: optional(flag),
        profile: optional(text),
      }),
    ),
  }),
);
