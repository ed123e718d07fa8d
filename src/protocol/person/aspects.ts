/** What replay asks of the forms of this server's own pages. */
import type { Refusal } from "../../reasons/index.ts";
import type { Aspects } from "../aspects.ts";
import type { Client } from "../client.ts";
import { EMPTY_FORM, type Form } from "../form.ts";
import type { ConsentOccasion, InvitationOccasion, OwnForm, SignInOccasion, SignOutOccasion } from "./occasion.ts";

/** A form of a page that was opened a moment ago. */
const renewed = <On extends Partial<OwnForm>>(on: On): On | undefined =>
  "form" in on ? { ...on, form: EMPTY_FORM, ours: true, formFault: undefined } : undefined;

const withoutAttempt = (on: SignInOccasion): SignInOccasion => ({ ...on, attempt: undefined });

export const signInAspects: Aspects<SignInOccasion> = {
  supplies: { form: renewed, password: withoutAttempt, time: withoutAttempt },
};

const answered = (on: ConsentOccasion): ConsentOccasion => ({ ...on, answered: true });

export const consentAspects: Aspects<ConsentOccasion> = {
  supplies: { form: renewed, session: answered, consent: answered },
};

export const invitationAspects: Aspects<InvitationOccasion> = {
  supplies: { form: renewed, password: (on) => ({ ...on, fault: undefined }) },
};

export const signOutAspects: Aspects<SignOutOccasion> = {
  form: { of: ({ request }) => request, with: (on, request: Form | Refusal) => ({ ...on, request }) },
  client: {
    // Only the members that decide about the URL to return to are known.
    of: ({ client }) => client as Client | undefined,
    with: (on, client) => ({ ...on, client }),
  },
  supplies: { form: renewed },
  without: { id_token_hint: (on) => ({ ...on, hint: { is: "absent" } }) },
  rewrite: (on, rewrite) => ({ ...on, named: on.named && rewrite(on.named) }),
  /** The client's id may not have been read, and then nobody looked for the client. */
  isBlind: ({ named, request }) =>
    named === undefined && request !== undefined && !("refused" in request) && request.values.has("client_id"),
};
