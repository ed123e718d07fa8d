/** What replay asks of an authorization request. */
import type { Refusal } from "../../reasons/index.ts";
import type { Aspects } from "../aspects.ts";
import { EMPTY_FORM, type Form } from "../form.ts";
import { requestWithin } from "../pushed/pushed.ts";
import { setParameter } from "../replay/parameters.ts";
import { isCovered } from "../replay/redact.ts";
import { rewrittenObject, rightObject } from "../request-object/aspects.ts";
import { withObject } from "../request-object/object.ts";
import { parametersOf } from "./arrival.ts";
import type { Hint, Person } from "./case.ts";
import type { AuthorizationOccasion } from "./occasion.ts";

/** The parameters that decide: what was pushed, or what was sent. */
const parametersIn = ({ received, pushed, object }: AuthorizationOccasion): Form | Refusal =>
  pushed?.is === "found" ? pushed.form : object === undefined ? parametersOf(received) : object.form;

function formIn(on: AuthorizationOccasion): Form | undefined {
  const form = parametersIn(on);
  return "refused" in form ? undefined : form;
}

function withForm(on: AuthorizationOccasion, form: Form | Refusal): AuthorizationOccasion {
  const { received, pushed, object } = on;
  if (object !== undefined && !("refused" in form)) return { ...on, object: { ...object, form } };
  if (pushed?.is === "found" && !("refused" in form)) return { ...on, pushed: { ...pushed, form } };
  const place = received.method === "POST" ? "body" : "query";
  return { ...on, received: { ...received, [place]: form, hasBody: true } };
}

/** A user who has just signed in: the one that the hint names, if it names one. */
function freshPerson(person: Person | undefined, hint: Hint, now: number): Person {
  const subject = hint.is === "valid" ? hint.subject : (person?.subject ?? "");
  const consented = person?.subject === subject ? person.consented : [];
  return { sessionId: person?.sessionId ?? 0, subject, authTime: now, consented };
}

function challenged(on: AuthorizationOccasion): AuthorizationOccasion | undefined {
  const form = formIn(on);
  const challenge = form && setParameter(form, "code_challenge", "A".repeat(43));
  return challenge && withForm(on, setParameter(challenge, "code_challenge_method", "S256"));
}

/** The same request, pushed a moment ago; `undefined` if its parameters are unknown. */
function pushedAgain(on: AuthorizationOccasion): AuthorizationOccasion | undefined {
  const { pushed, client, now } = on;
  const sent = formIn(on);
  if (client === undefined || sent === undefined || (pushed !== undefined && pushed.is !== "found")) return undefined;
  const form = pushed?.form ?? requestWithin(sent, client.id);
  const fresh = { id: 0, clientId: client.id, form, pushedAt: now, expiresAt: now + 1, openedAt: now };
  return { ...on, pushed: { is: "found", ...fresh } };
}

/** The parameters of an object as ordinary ones, in addition to those beside it. */
function withoutObject(on: AuthorizationOccasion): AuthorizationOccasion {
  const { object, ...rest } = on;
  const sent = parametersOf(on.received);
  if (object === undefined || "refused" in sent) return on;
  const values = new Map([...sent.values, ...withObject(sent, object).values]);
  values.delete("request");
  return withForm(rest, { values, repeated: sent.repeated });
}

export const authorizationAspects: Aspects<AuthorizationOccasion> = {
  form: { of: parametersIn, with: withForm },
  client: { of: ({ client }) => client, with: (on, client) => ({ ...on, client }) },
  // An application learns who is signed in, and what they have allowed, only from the response to its request.
  forClient: (on) => ({ ...on, person: undefined, managed: undefined }),
  supplies: {
    "pushed-request": pushedAgain,
    "request-object": (on) => ({ ...on, object: rightObject(on.object, formIn(on) ?? EMPTY_FORM, on.client) }),
    challenge: challenged,
    session: (on) => ({ ...on, person: freshPerson(on.person, on.hint, on.now) }),
    consent(on) {
      const consented = formIn(on)?.values.get("scope")?.split(" ") ?? on.client?.scopes ?? [];
      const person = { ...freshPerson(on.person, on.hint, on.now), consented };
      const isAsked = on.details === undefined ? {} : { allowedDetails: true };
      return { ...on, answer: undefined, person: { ...person, ...isAsked } };
    },
  },
  rewrite: (on, rewrite) => ({ ...on, object: on.object && rewrittenObject(on.object, rewrite) }),
  without: {
    grant_id: (on) => ({ ...on, managed: undefined }),
    request: withoutObject,
    authorization_details: (on) => ({ ...on, details: undefined }),
    id_token_hint: (on) => ({ ...on, hint: { is: "absent" } }),
  },
  /** The client's id may not have been read. A challenge under another method than S256 isn't kept, since it may have been the verifier. */
  isBlind(on) {
    const values = formIn(on)?.values;
    const isCoveredChallenge = isCovered(values?.get("code_challenge") ?? "");
    return on.client === undefined || (isCoveredChallenge && values?.get("code_challenge_method") === "S256");
  },
};
