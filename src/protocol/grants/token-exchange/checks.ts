/** Whether a token may be exchanged for another one (RFC 8693 2): its type, whose it is, and who would act. */
import { type Refusal, refuse } from "../../../reasons/index.ts";
import { rfc } from "../../../specs.ts";
import { bindingsOf } from "../../access-token.ts";
import type { Client } from "../../client.ts";
import { authenticated } from "../../client-authentication/checks.ts";
import type { Check } from "../../decision.ts";
import { isProved, provedIn, provedKey } from "../../sender-constraints/index.ts";
import type { GrantCase } from "../grant-type.ts";
import type { BroughtToken, ExchangeFacts, FoundToken } from "./facts.ts";
import type { ExchangeRequest } from "./request.ts";
import { ACTOR_TYPES, ISSUED_TYPES, SUBJECT_TYPES } from "./request.ts";

export type ExchangeCase = GrantCase<ExchangeRequest, ExchangeFacts>;

/** The token whose subject is asked for, after its checks have passed. */
export function subjectOf({ subject }: ExchangeFacts): FoundToken {
  if (subject.is !== "found") throw new Error("The subject token is used before its checks have run.");
  return subject;
}

/** The one of who acts, if there is one. */
export const actorOf = ({ actor }: ExchangeFacts): FoundToken | undefined =>
  actor?.is === "found" ? actor : undefined;

/** Whether a client may exchange the tokens of another one, or its own. */
const mayExchange = ({ id, tokenExchange }: Client, clientId: string): boolean =>
  clientId === id || tokenExchange?.subjects.includes(clientId) === true;

export const exchangeChecks: readonly Check<ExchangeCase>[] = [
  {
    asks: "Are the types of its tokens supported?",
    cites: rfc(8693, "2.1"),
    run: ({ request: { subjectType, hasActor, actorType, requestedType } }) => {
      if (subjectType === undefined) return refuse("request/parameter-absent", { parameter: "subject_token_type" });
      if (hasActor && actorType === undefined)
        return refuse("request/parameter-absent", { parameter: "actor_token_type" });
      // "This parameter [...] MUST NOT be included when the actor_token parameter is not present" (RFC 8693 2.1).
      if (!hasActor && actorType !== undefined) return refuse("request/parameter-absent", { parameter: "actor_token" });
      return (
        wrongType("subject_token_type", subjectType, SUBJECT_TYPES) ??
        wrongType("actor_token_type", actorType, ACTOR_TYPES) ??
        wrongType("requested_token_type", requestedType, ISSUED_TYPES)
      );
    },
  },
  {
    asks: "Can its tokens be exchanged?",
    cites: rfc(8693, "2.2.2"),
    run: ({ subject, actor }) => unusable("subject_token", subject) ?? (actor && unusable("actor_token", actor)),
  },
  {
    asks: "May the client exchange tokens of the one that got it?",
    cites: rfc(8693, "5"),
    run: (given) => {
      const client = authenticated(given.client);
      const { clientId } = subjectOf(given);
      return mayExchange(client, clientId)
        ? undefined
        : refuse("request/exchange-not-allowed", { clientId: client.id, because: "subject", detail: clientId });
    },
  },
  {
    asks: "May it act for the subject, in this way?",
    cites: rfc(8693, "4.4"),
    run: (given) => {
      const client = authenticated(given.client);
      const actor = actorOf(given);
      const { delegation = "allowed" } = client.tokenExchange ?? {};
      const notAllowed = (because: string, detail: string): Refusal =>
        refuse("request/exchange-not-allowed", { clientId: client.id, because, detail });
      if (actor === undefined && delegation === "required") return notAllowed("actor-required", "actor_token");
      if (actor !== undefined && delegation === "never") return notAllowed("actor-unwanted", "actor_token");
      if (actor !== undefined && !mayExchange(client, actor.clientId)) return notAllowed("actor", actor.clientId);
      const { mayAct } = subjectOf(given);
      const acts = { sub: actor?.subject ?? client.id, client_id: client.id };
      const isNamed = mayAct === undefined || isSame(mayAct, acts);
      return isNamed ? undefined : notAllowed("may-act", acts.sub);
    },
  },
  {
    // A copy of a bound token must not become one that anybody can use. Who got it has its key; who was sent it has a key of its own.
    asks: "Does the request prove a key, if the token is bound to one?",
    cites: rfc(9449, "5"),
    run: (given) => {
      const { cnf, clientId } = subjectOf(given);
      if (cnf === undefined) return undefined;
      const isOwn = clientId === authenticated(given.client).id;
      const isKept = isOwn ? isProved(cnf, provedIn(given)) : provedKey(given.proof) !== undefined;
      return isKept
        ? undefined
        : refuse("request/exchange-token-unusable", {
            parameter: "subject_token",
            because: "key-unproved",
            looks: bindingsOf(cnf).join(" "),
          });
    },
  },
];

function wrongType(parameter: string, sent: string | undefined, offered: readonly string[]): Refusal | undefined {
  return sent === undefined || offered.includes(sent)
    ? undefined
    : refuse("request/token-type-unsupported", { parameter, sent, offered });
}

function unusable(parameter: string, token: BroughtToken): Refusal | undefined {
  return token.is === "found"
    ? undefined
    : refuse("request/exchange-token-unusable", { parameter, because: token.because, looks: token.looks });
}

/** Whether all that is said of who may act is true. */
const isSame = (said: Readonly<Record<string, unknown>>, acts: Readonly<Record<string, unknown>>): boolean =>
  Object.entries(said).every(([name, value]) => name === "iss" || acts[name] === value);
