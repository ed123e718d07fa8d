/** Tokens that can't be exchanged (RFC 8693 2.2.2). */
import { rfc } from "../specs.ts";
import { field, optional, reason } from "./define.ts";
import { again, developer, full, names, operator, point, set, shown, supply, whole, worded } from "./fixes.ts";

const UNUSABLE: Readonly<Record<string, string>> = {
  malformed: "it isn't a token of this server",
  unknown: "there is no such token",
  expired: "it has expired",
  revoked: "it was revoked",
  "other-type": "it isn't of the type that was sent with it",
  "user-gone": "its user doesn't exist any more or is disabled",
  "key-unproved": "it is bound to a key that the request doesn't prove",
};

const whyUnusable = (because: string, looks: string | undefined): string =>
  `${worded(UNUSABLE, because)}${looks === undefined ? "" : ` (${shown(looks)})`}`;

interface Forbidden {
  readonly clientId: string;
  readonly because: string;
  readonly detail: string;
}

const PLACES: Readonly<Record<string, string>> = {
  actor: "actor_token",
  "actor-required": "actor_token",
  "actor-unwanted": "actor_token",
  audience: "audience",
  scope: "scope",
};

/** What the policy doesn't allow. */
function forbidden({ clientId, because, detail }: Forbidden): string {
  switch (because) {
    case "subject":
      return `Client ${shown(clientId)} may not exchange tokens of ${shown(detail)}. Exchange a token of its own, or ask the operator to add ${shown(detail)} to tokenExchange.subjects`;
    case "actor":
      return `The actor_token of client ${shown(clientId)} was issued to ${shown(detail)}. Send one of its own, or ask the operator to add ${shown(detail)} to tokenExchange.subjects`;
    case "actor-required":
      return `Client ${shown(clientId)} must say who acts. Send actor_token and actor_token_type`;
    case "actor-unwanted":
      return `Client ${shown(clientId)} may not act on behalf of others. Leave out actor_token and actor_token_type`;
    case "audience":
      return `Client ${shown(clientId)} may not get identity assertions for '${shown(detail)}'. Send as audience the issuer of a server in tokenExchange.identityAssertions`;
    case "scope":
      return `Identity assertions of client ${shown(clientId)} may not have the scope '${shown(detail)}' there. Ask for less`;
    case "no-user":
      return "An identity assertion is about a user, and the token is of a client that acts for itself. Exchange an ID token";
    default:
      return `The subject token names in may_act who may act for its subject, and it isn't ${shown(detail)}. Exchange it as the one that it names`;
  }
}

export const requestExchange = {
  "exchange-token-unusable": reason({
    title: "The token can't be exchanged",
    error: "invalid_request",
    cause:
      "The subject_token or actor_token isn't a live token of this server. It has expired or was revoked, is of another type than the one that was sent with it, was issued by another server, its user is gone, or it is bound to a key and the request has no proof.",
    evidence: {
      parameter: field("text", "parameter"),
      because: field("text", "why"),
      looks: optional("text", "what it looks like"),
    },
    says: (e) =>
      `The ${e.parameter} can't be exchanged: ${whyUnusable(e.because, e.looks)}. Send a live token of this server.`,
    points: (e) => [point(e.parameter, whyUnusable(e.because, e.looks))],
    fixes: (e) => [
      again(
        e.because === "key-unproved"
          ? developer("Send a proof in the header DPoP with the key that the token is bound to.", supply("proof"))
          : developer(`Get a new token, and send it as ${shown(e.parameter)} with its type.`, supply("access-token")),
      ),
    ],
    remedies: {
      developer:
        "Exchange a token soon after you receive it. The type says what it is: access_token for what APIs receive, id_token for what the application got about the user.",
    },
    cites: [rfc(8693, "2.2.2"), rfc(8693, "2.1")],
    related: ["token/expired", "token/revoked"],
  }),
  "token-type-unsupported": reason({
    title: "This type of token isn't supported",
    error: "invalid_request",
    cause:
      "The request names a type of token that the server doesn't exchange or issue. SAML assertions aren't supported, and requested_token_type can only be what the API's tokens are.",
    evidence: {
      parameter: field("text", "parameter"),
      sent: field("text", "type received"),
      offered: field("list", "types supported"),
    },
    says: (e) => `The ${e.parameter} '${shown(e.sent)}' isn't supported. Use one of ${names(e.offered)}.`,
    points: (e) => [point(e.parameter, `expected ${names(e.offered)}`, e.sent)],
    fixes: (e) =>
      e.offered
        .slice(0, 1)
        .filter((type) => whole(type) && whole(e.parameter))
        .map((type) => developer(`Send ${shown(e.parameter)}=${full(type)}.`, set(e.parameter, type))),
    remedies: { developer: "Send the identifier of the type in full, as RFC 8693 has it in section 3." },
    cites: [rfc(8693, "3"), rfc(8693, "2.2.2")],
    related: ["request/exchange-token-unusable"],
  }),
  "exchange-not-allowed": reason({
    title: "The client may not exchange this token in this way",
    error: "invalid_request",
    cause:
      "The tokens are valid, but the client's tokenExchange policy doesn't allow the exchange: they were issued to a client whose tokens it may not exchange, an actor token is missing or not wanted, or the subject token's may_act names somebody else.",
    evidence: {
      clientId: field("text", "client_id"),
      because: field("text", "rule"),
      detail: field("text", "who or what"),
    },
    says: (e) => `${forbidden(e)}.`,
    points: (e) => [point(PLACES[e.because] ?? "subject_token", forbidden(e))],
    fixes: (e) => [
      e.because === "subject" || e.because === "actor"
        ? operator(`Add ${shown(e.detail)} to tokenExchange.subjects of client ${shown(e.clientId)}.`)
        : developer(`${forbidden(e)}.`),
    ],
    remedies: {
      developer:
        "Ask the operator which clients' tokens the application may exchange, and whether it must say who acts.",
      operator: "Set subjects and delegation in tokenExchange of the client.",
    },
    cites: [rfc(8693, "2.2.2"), rfc(8693, "4.4")],
    related: ["client/grant-type-not-allowed"],
  }),
} as const;
