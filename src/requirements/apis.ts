/** What is required of an API that accepts access tokens (RFC 6750, RFC 9068 4, RFC 9728), and of pages of other origins (RFC 9700 2.6). */
import { draft, rfc } from "../specs.ts";
import type { Requirements } from "./define.ts";

const LOGGED = "Tokens in URLs end up in logs and histories.";
const FORGED = "Anybody makes tokens for the API.";
const MISLED = "Clients that go by it ask the wrong server, or send tokens where they aren't safe.";

export const apis = {
  "api/token-required": {
    cites: [rfc(6750, "3"), rfc(6750, "3.1")],
    level: "MUST",
    says: "Without a token, the response is 401.",
    threat: "Clients don't know that they need one.",
    by: "api/no-token",
  },
  "api/challenge": {
    cites: [rfc(6750, "3"), rfc(6750, "3.1")],
    level: "MUST",
    says: "Without a token, WWW-Authenticate names Bearer, and no error.",
    threat: "Clients don't know that they need one.",
    by: "api/challenge",
  },
  "api/bad-token": {
    cites: [rfc(6750, "3.1")],
    level: "MUST",
    says: "A token that doesn't exist is refused.",
    threat: FORGED,
    by: "api/bad-token",
  },
  "api/invalid-token": {
    cites: [rfc(6750, "3.1")],
    level: "MUST",
    says: 'With a bad token, WWW-Authenticate has error="invalid_token".',
    threat: "Clients don't get a new one when they should.",
    by: "api/bad-token-error",
  },
  "api/not-in-url": {
    cites: [rfc(9700, "4.3.2"), rfc(6750, "2.3")],
    level: "MUST",
    says: "A token in the URL isn't accepted.",
    threat: LOGGED,
    by: "api/query",
  },
  "api/not-twice": {
    cites: [rfc(6750, "2"), rfc(6750, "3.1")],
    level: "MUST",
    says: "A token that is sent in two ways is refused.",
    threat: "What checks one of them and what uses the other can be played against each other.",
    by: "api/twice",
  },
  "api/scheme-case": {
    cites: [rfc(9110, "11.1"), rfc(6750, "2.1")],
    level: "MUST",
    says: "bearer may be written in lower case.",
    threat: "Right clients fail.",
    by: "api/scheme-case",
  },
  "api/signature": {
    cites: [rfc(9068, "4")],
    level: "MUST",
    says: "A token whose claims were changed is refused.",
    threat: FORGED,
    by: "api/altered",
  },
  "api/not-none": {
    cites: [rfc(9068, "4"), rfc(8725, "3.2")],
    level: "MUST",
    says: "A token whose alg is none is refused.",
    threat: FORGED,
    by: "api/none",
  },
  "api/audience": {
    cites: [rfc(9068, "4"), rfc(9700, "2.3")],
    level: "MUST",
    says: "A token for another resource is refused.",
    threat: "Another API uses the tokens that it gets to act as their users here.",
    by: "api/audience",
  },
  "api/insufficient-scope": {
    cites: [rfc(6750, "3.1")],
    level: "SHOULD",
    says: "A token without the scope is refused with 403 insufficient_scope.",
    threat: "A client may do what nobody allowed, or doesn't learn what it lacks.",
    by: "api/scope",
  },
  "resource-metadata/resource": {
    cites: [rfc(9728, "3.3"), rfc(9728, "7.3")],
    level: "MUST",
    says: "resource is exactly the identifier by which the metadata was found.",
    threat: "An attacker's metadata about another API makes clients send him its tokens.",
    by: "resource-metadata/resource",
  },
  "resource-metadata/json": {
    cites: [rfc(9728, "3.2")],
    level: "MUST",
    says: "Its media type is application/json.",
    threat: "Libraries can't read it.",
    by: "resource-metadata/json",
  },
  "resource-metadata/issuer": {
    cites: [rfc(9728, "2"), rfc(9728, "5")],
    level: "SHOULD",
    says: "authorization_servers, if it is there, has the issuer.",
    threat: MISLED,
    by: "resource-metadata/lists-issuer",
  },
  "resource-metadata/no-query": {
    cites: [rfc(9700, "4.3.2"), rfc(9728, "2")],
    level: "MUST",
    says: "query isn't among bearer_methods_supported.",
    threat: LOGGED,
    by: "resource-metadata/no-query",
  },
  "resource-metadata/no-none": {
    cites: [rfc(9728, "2")],
    level: "MUST",
    says: "none isn't among resource_signing_alg_values_supported.",
    threat: "Whoever is on the way changes what the API says.",
    by: "resource-metadata/no-none",
  },
  "resource-metadata/no-empty-lists": {
    cites: [rfc(9728, "3.2")],
    level: "MUST",
    says: "A list without elements is left out.",
    threat: MISLED,
    by: "resource-metadata/no-empty-lists",
  },
  "cors/authorization": {
    cites: [rfc(9700, "2.6")],
    level: "MUST",
    says: "The authorization endpoint isn't open to pages of other origins.",
    threat: "Any page that a user visits sends requests in the user's session, and reads what comes.",
    by: "cors/authorization",
  },
  "cors/credentials": {
    cites: [draft("oauth-browser-based-apps")],
    level: "SHOULD",
    says: "Pages of other origins can't send cookies to the token endpoint.",
    threat: "Any page that a user visits acts with the user's session.",
    by: "cors/credentials",
  },
} satisfies Requirements;
