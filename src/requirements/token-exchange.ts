/** What is required of token exchange (RFC 8693). */
import { rfc } from "../specs.ts";
import type { Requirements } from "./define.ts";

const FORGED = "Whoever makes up a token gets a real one for it.";
const STALE = "What was ended goes on: a token that leaked becomes a new one.";
const CONFUSED = "A token is read by rules that were made for another kind of token.";
const MISLED = "Clients use the token for what it isn't, or can't use it at all.";
const WRONG_WAY = "A wrong error code sends developers the wrong way.";
const ELSEWHERE = "A token for one service becomes one for all of them.";

export const tokenExchange = {
  "token-exchange/issued-token-type": {
    cites: [rfc(8693, "2.2.1")],
    level: "MUST",
    says: "The response says in issued_token_type what was issued.",
    threat: MISLED,
    by: "token-exchange/issued-type",
  },
  "token-exchange/requested-token-type": {
    cites: [rfc(8693, "2.1"), rfc(8693, "2.2.1")],
    level: "MUST",
    says: "What is issued is what requested_token_type asked for.",
    threat: MISLED,
    by: "token-exchange/issued-as-asked",
  },
  "token-exchange/token-type": {
    cites: [rfc(8693, "2.2.1"), rfc(6749, "7.1")],
    level: "MUST",
    says: "token_type is how an access token is used, and N_A for what isn't used as one.",
    threat: MISLED,
    by: "token-exchange/token-type",
  },
  "token-exchange/no-store": {
    cites: [rfc(8693, "2.2.1"), rfc(6749, "5.1")],
    level: "MUST",
    says: "Responses with tokens have Cache-Control: no-store.",
    threat: "A cache keeps the token for the next one.",
    by: "token-exchange/no-store",
  },
  "token-exchange/expires-in": {
    cites: [rfc(8693, "2.2.1")],
    level: "SHOULD",
    says: "The response has expires_in.",
    threat: "Clients don't know when to exchange again.",
    by: "token-exchange/expires-in",
  },
  "token-exchange/metadata": {
    cites: [rfc(8414, "2")],
    level: "SHOULD",
    says: "grant_types_supported, if it is there, lists the grant.",
    threat: "Clients that go by the metadata don't use it.",
    by: "token-exchange/metadata",
  },
  "token-exchange/subject-token-required": {
    cites: [rfc(8693, "2.1"), rfc(8693, "2.2.2")],
    level: "MUST",
    says: "A request without subject_token is refused.",
    threat: FORGED,
    by: "token-exchange/no-subject",
  },
  "token-exchange/subject-token-type-required": {
    cites: [rfc(8693, "2.1"), rfc(8693, "2.2.2")],
    level: "MUST",
    says: "A request without subject_token_type is refused.",
    threat: CONFUSED,
    by: "token-exchange/no-subject-type",
  },
  "token-exchange/subject-token-type-known": {
    cites: [rfc(8693, "2.2.2"), rfc(8693, "3")],
    level: "MUST",
    says: "A subject_token_type that the server doesn't know is refused.",
    threat: CONFUSED,
    by: "token-exchange/unknown-type",
  },
  "token-exchange/subject-token-type-fits": {
    cites: [rfc(8693, "2.2.2"), rfc(8693, "2.1")],
    level: "MUST",
    says: "A token that isn't of the type that subject_token_type says is refused.",
    threat: CONFUSED,
    by: "token-exchange/confused-type",
  },
  "token-exchange/requested-token-type-known": {
    cites: [rfc(8693, "2.2.2"), rfc(8693, "2.1")],
    level: "MUST",
    says: "A requested_token_type that the server can't issue is refused.",
    threat: MISLED,
    by: "token-exchange/unknown-requested-type",
  },
  "token-exchange/subject-token-exists": {
    cites: [rfc(8693, "2.2.2"), rfc(8693, "2.1")],
    level: "MUST",
    says: "A subject_token that doesn't exist is refused.",
    threat: FORGED,
    by: "token-exchange/subject-unknown",
  },
  "token-exchange/subject-token-signature": {
    cites: [rfc(8693, "2.2.2"), rfc(8725, "3.3")],
    level: "MUST",
    says: "A subject_token whose claims were changed is refused.",
    threat: FORGED,
    by: "token-exchange/subject-altered",
  },
  "token-exchange/subject-token-revoked": {
    cites: [rfc(8693, "2.2.2"), rfc(7009, "2.2")],
    level: "MUST",
    says: "A subject_token that was revoked is refused.",
    threat: STALE,
    by: "token-exchange/subject-revoked",
  },
  "token-exchange/subject-token-expired": {
    cites: [rfc(8693, "2.2.2"), rfc(8693, "2.1")],
    level: "MUST",
    says: "A subject_token that has expired is refused.",
    threat: STALE,
    by: "token-exchange/subject-expired",
  },
  "token-exchange/actor-token-exists": {
    cites: [rfc(8693, "2.2.2"), rfc(8693, "2.1")],
    level: "MUST",
    says: "An actor_token that doesn't exist is refused.",
    threat: "Anybody acts in the name of somebody else.",
    by: "token-exchange/actor-unknown",
  },
  "token-exchange/actor-token-type-required": {
    cites: [rfc(8693, "2.1"), rfc(8693, "2.2.2")],
    level: "MUST",
    says: "An actor_token without actor_token_type is refused.",
    threat: CONFUSED,
    by: "token-exchange/actor-without-type",
  },
  "token-exchange/actor-token-type-alone": {
    cites: [rfc(8693, "2.1"), rfc(8693, "2.2.2")],
    level: "MUST",
    says: "An actor_token_type without actor_token is refused.",
    threat: "A client believes that the token says who acts, and it doesn't.",
    by: "token-exchange/actor-type-alone",
  },
  "token-exchange/act": {
    cites: [rfc(8693, "4.1"), rfc(8693, "1.1")],
    level: "SHOULD",
    says: "A token that was issued for a subject and an actor says in act who acts.",
    threat: "Logs show the subject where somebody else acted.",
    by: "token-exchange/act",
  },
  "token-exchange/error": {
    cites: [rfc(8693, "2.2.2")],
    level: "MUST",
    says: "A wrong request, and a wrong subject_token, are refused as invalid_request.",
    threat: WRONG_WAY,
    by: "token-exchange/error",
  },
  "token-exchange/audience": {
    cites: [rfc(8693, "2.1"), rfc(8693, "2.2.2")],
    level: "MUST",
    says: "No token is issued for an audience that the server doesn't know.",
    threat: ELSEWHERE,
    by: "token-exchange/audience",
  },
  "token-exchange/resource": {
    cites: [rfc(8693, "2.1"), rfc(8693, "2.2.2")],
    level: "MUST",
    says: "No token is issued for a resource that the server doesn't know.",
    threat: ELSEWHERE,
    by: "token-exchange/resource",
  },
  "token-exchange/resource-fragment": {
    cites: [rfc(8693, "2.1"), rfc(8707, "2")],
    level: "MUST",
    says: "A resource with a fragment is refused.",
    threat: "Two resources are taken for one.",
    by: "token-exchange/resource-fragment",
  },
  "token-exchange/target-error": {
    cites: [rfc(8693, "2.2.2")],
    level: "SHOULD",
    says: "A target that the server doesn't issue tokens for is refused as invalid_target.",
    threat: WRONG_WAY,
    by: "token-exchange/target-error",
  },
  "token-exchange/scope-not-widened": {
    cites: [rfc(8693, "5"), rfc(9700, "2.3")],
    level: "SHOULD",
    says: "A token isn't exchanged for one that has more scopes.",
    threat: "Whoever gets a token that may do little makes one of it that may do much.",
    by: "token-exchange/scope-not-widened",
  },
  "token-exchange/client-authenticated": {
    cites: [rfc(8693, "2.1"), rfc(6749, "5.2")],
    level: "MUST",
    says: "A wrong secret is refused as invalid_client.",
    threat: STALE,
    by: "token-exchange/wrong-secret",
  },
  "token-exchange/secret-required": {
    cites: [rfc(8693, "2.1"), rfc(6749, "3.2.1")],
    level: "MUST",
    says: "A client that has a secret isn't authenticated by its id alone.",
    threat: STALE,
    by: "token-exchange/bare-client",
  },
  "token-exchange/no-public-clients": {
    cites: [rfc(8693, "2.1"), rfc(8693, "5")],
    level: "MAY",
    says: "A public client doesn't exchange another client's tokens.",
    threat: "Whoever finds a token exchanges it for others.",
    by: "token-exchange/public-client",
  },
} satisfies Requirements;
