/** The forms that users fill in on this server's own pages: sign-in, consent, sign-out, the first operator's invitation. */
import { isRefusal, type Refusal, refuse } from "../../reasons/index.ts";
import { openid, rfc } from "../../specs.ts";
import type { Hint } from "../authorization/case.ts";
import type { Client } from "../client.ts";
import { type Check, type Decision, decisionOver, type Stage, stage } from "../decision.ts";
import { type Form, refuseRepeated, refuseTooLarge, refuseTooLong } from "../form.ts";
import { nameShown, refuseAbsent } from "../parameter-names.ts";
import { readBy } from "../parameters.ts";
import { formOf } from "../received.ts";
import { type Comparison, isAmong } from "../redirect-uri.ts";
import { nearestRegistered } from "../redirect-uri-difference.ts";

/** A form of one of our pages. What was typed into it is never kept. */
export interface OwnForm {
  readonly form: Form | Refusal;
  /** Whether it came from our own page in this browser. */
  readonly ours?: boolean | undefined;
  /** Why it is not accepted as ours. Without one, `ours: false` means that its token does not match. */
  readonly formFault?: FormFault | undefined;
}

/** Why a form is not ours: a header that says it was sent from somewhere other than `expected`, no cookie, or another token. */
export type FormFault =
  | { readonly is: "foreign"; readonly header: "Origin" | "Sec-Fetch-Site"; readonly expected: string }
  | { readonly is: "cookie-absent" }
  | { readonly is: "stale" };

export interface SignInOccasion extends OwnForm {
  readonly decision: "sign-in";
  readonly attempt?:
    | { readonly is: "throttled" | "queue-full"; readonly retryAfter: number }
    | { readonly is: "wrong" }
    | undefined;
  readonly now: number;
}

export interface ConsentOccasion extends OwnForm {
  readonly decision: "consent";
  readonly answered: boolean;
  readonly now: number;
}

export interface InvitationOccasion extends Partial<OwnForm> {
  readonly decision: "invitation";
  readonly good?: boolean | undefined;
  /** What is wrong with the input. */
  readonly fault?: { readonly parameter: "username" | "password"; readonly expected: string } | undefined;
  readonly now: number;
}

export interface SignOutOccasion extends Partial<OwnForm> {
  readonly decision: "sign-out";
  /** What an app asks for, if the form was not refused. */
  readonly request?: Form | Refusal | undefined;
  /** Its length in characters as received, where it was sent, and its length when it is passed on. */
  readonly length?: number | undefined;
  readonly place?: "body" | "query" | undefined;
  readonly carried?: number | undefined;
  readonly hint?: Hint | undefined;
  /** The id of the client that the request names, whether or not such a client exists. */
  readonly named?: string | undefined;
  readonly client?: (Pick<Client, "id" | "postLogoutRedirectUris"> & Partial<Comparison>) | undefined;
  readonly now: number;
}

export const ownFormChecks: readonly Check<OwnForm>[] = [
  {
    asks: "Can the form be decoded?",
    cites: rfc(6749, "B"),
    run: ({ form }) => (isRefusal(form) ? form : undefined),
  },
  {
    asks: "Does each field appear only once?",
    cites: rfc(6749, "3.1"),
    run: ({ form }) => {
      const parameters = formOf(form).repeated.map(nameShown);
      return parameters.length === 0 ? undefined : refuse("request/parameter-repeated", { parameters });
    },
  },
  {
    asks: "Did our own page send it?",
    cites: rfc(6749, "10.12"),
    run: ({ formFault: fault }) =>
      fault?.is === "foreign"
        ? refuse("user/form-foreign", { header: fault.header, expected: fault.expected })
        : undefined,
  },
  {
    asks: "Did this browser's cookie come with it?",
    cites: rfc(6265, "8.2"),
    run: ({ formFault }) => (formFault?.is === "cookie-absent" ? refuse("user/form-cookie-absent", {}) : undefined),
  },
  {
    asks: "Does its token belong to this browser and session?",
    cites: rfc(6749, "10.12"),
    run: ({ ours }) => (ours === false ? refuse("user/form-stale", {}) : undefined),
  },
];

export const signInChecks: readonly Check<Pick<SignInOccasion, "attempt">>[] = [
  {
    asks: "Are there few enough failed attempts?",
    cites: rfc(6749, "10.10"),
    run: ({ attempt }) =>
      attempt?.is === "throttled" ? refuse("user/throttled", { retryAfter: attempt.retryAfter }) : undefined,
  },
  {
    asks: "Is there room among the waiting sign-ins?",
    cites: rfc(6749, "4.1.2.1"),
    run: ({ attempt }) =>
      attempt?.is === "queue-full" ? refuse("user/queue-full", { retryAfter: attempt.retryAfter }) : undefined,
  },
  {
    asks: "Are the username and password right?",
    cites: openid("core", "3.1.2.3"),
    run: ({ attempt }) => (attempt?.is === "wrong" ? refuse("user/credentials-wrong", {}) : undefined),
  },
];

export const consentChecks: readonly Check<Pick<ConsentOccasion, "answered">>[] = [
  {
    asks: "Is it allow or deny?",
    cites: openid("core", "3.1.2.4"),
    run: ({ answered }) =>
      answered ? undefined : refuse("request/parameter-invalid", { parameter: "answer", expected: "allow or deny" }),
  },
];

export const invitationChecks: readonly Check<Pick<InvitationOccasion, "good" | "fault">>[] = [
  {
    asks: "Is the single-use link still valid?",
    cites: rfc(6749, "10.10"),
    run: ({ good }) => (good === false ? refuse("user/invitation-invalid", {}) : undefined),
  },
  {
    asks: "Are the username and password acceptable?",
    cites: rfc(6749, "10.10"),
    run: ({ fault }) => fault && refuse("request/parameter-invalid", fault),
  },
];

/** Parameters of a sign-out request (OpenID Connect RP-Initiated Logout 1.0, 2). */
export const SIGN_OUT = readBy("sign-out");

type SignOutCase = Pick<SignOutOccasion, "hint" | "named" | "client" | "length" | "place" | "carried"> & {
  readonly request: Form | Refusal;
};

export const signOutChecks: readonly Check<SignOutCase>[] = [
  {
    asks: "Is it short enough to be carried through the page that asks?",
    cites: openid("logout", "2"),
    run: ({ length = 0, place = "query", carried }) => refuseTooLarge(place, length, carried),
  },
  {
    asks: "Can the request be decoded?",
    cites: openid("logout", "2"),
    run: ({ request }) => (isRefusal(request) ? request : undefined),
  },
  {
    asks: "Does each parameter appear only once?",
    cites: openid("logout", "2"),
    run: ({ request }) => refuseRepeated(formOf(request), SIGN_OUT),
  },
  {
    asks: "Are the values within bounds?",
    cites: openid("logout", "2"),
    run: ({ request }) => refuseTooLong(formOf(request)),
  },
  {
    asks: "Is the hint a valid ID token?",
    cites: openid("logout", "2"),
    run: ({ hint }) => (hint?.is === "invalid" ? refuse("user/hint-invalid", { because: hint.because }) : undefined),
  },
  {
    asks: "Is the URL to return to registered?",
    cites: openid("logout", "3"),
    run: ({ request, named, client }) => {
      const sent = formOf(request).values.get("post_logout_redirect_uri");
      if (sent === undefined) return undefined;
      if (client === undefined)
        return named === undefined
          ? refuseAbsent("client_id", formOf(request).values.keys(), SIGN_OUT)
          : refuse("client/not-registered", { clientId: named });
      const uris = client.postLogoutRedirectUris;
      const comparison = { ...client, applicationType: client.applicationType ?? "web" };
      if (isAmong(sent, uris, comparison)) return undefined;
      const near = nearestRegistered(sent, uris, comparison);
      const instead = near && { by: near.by, near: near.instead ?? near.uri };
      return refuse("redirect-uri/post-logout-unregistered", { sent, clientId: client.id, uris, ...instead });
    },
  },
];

/** How each of these forms is decided: first whether it is ours, where it is a form. */
function formDecision<On extends Partial<OwnForm>>(words: string, own: Stage<On>): Decision<On, object> {
  const [alone, both] = [[own], [OWN, own]];
  return decisionOver(words, ({ form }) => (form === undefined ? alone : both));
}

const OWN = stage(ownFormChecks, ({ form, ours, formFault }: Partial<OwnForm>) => form && { form, ours, formFault });

export const signInDecision = formDecision(
  "a session",
  stage(signInChecks, (on: SignInOccasion) => on),
);
export const consentDecision = formDecision(
  "the user's decision",
  stage(consentChecks, (on: ConsentOccasion) => on),
);
export const invitationDecision = formDecision(
  "the operator's account",
  stage(invitationChecks, (on: InvitationOccasion) => on),
);
export const signOutDecision = formDecision(
  "the sign-out",
  stage(signOutChecks, (on: SignOutOccasion): SignOutCase | undefined => on.request && { ...on, request: on.request }),
);
