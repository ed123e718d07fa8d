/** What an API says about a token (RFC 6750, RFC 9470), and what goes wrong with its proof of possession (RFC 9449, RFC 9200). */
import { openid, rfc } from "../specs.ts";
import { api, client, type StandardCode, server } from "./define.ts";

const ietf = { standing: "registered", changeController: "IETF" } as const satisfies Partial<StandardCode>;

export const bearer: readonly StandardCode[] = [
  {
    ...ietf,
    error: "invalid_token",
    title: "The access token is not valid",
    means: "The access token is expired, revoked, malformed or invalid in another way.",
    reference: rfc(6750, "3.1"),
    usedAt: [
      { at: "resource", section: rfc(6750, "3.1"), statuses: [401] },
      { at: "resource", section: openid("core", "5.3.3"), statuses: [401] },
      { at: "introspection", section: rfc(7662, "2.3"), statuses: [401] },
    ],
    requirements: [
      api.should(rfc(6750, "3.1"), "the token is not valid", "use status 401"),
      api.must(rfc(9068, "4"), "a JWT access token fails any of the checks", "return invalid_token"),
      client.may(rfc(6750, "3.1"), "it gets invalid_token", "get a new token and try again"),
    ],
    validation: {
      accept: ["401 with WWW-Authenticate that names the scheme and the error"],
      reject: [
        "401 without WWW-Authenticate",
        "an error code where no token was sent",
        "200 with an error in the body",
      ],
    },
    confusedWith: [
      { name: "invalid_grant", note: "For refresh tokens and codes, at the token endpoint." },
      { name: "token_expired", note: "Not standard. A token that has expired is invalid_token." },
      { name: "insufficient_scope", note: "The token is valid, but lacks a required scope." },
    ],
  },
  {
    ...ietf,
    error: "insufficient_scope",
    title: "The token lacks a required scope",
    means: "The token is valid, but doesn't allow this request.",
    reference: rfc(6750, "3.1"),
    usedAt: [{ at: "resource", section: rfc(6750, "3.1"), statuses: [403] }],
    requirements: [
      api.should(rfc(6750, "3.1"), "the token is valid but lacks a required scope", "use status 403"),
      api.may(rfc(6750, "3.1"), "it returns insufficient_scope", "name the required scope in a scope attribute"),
    ],
    validation: {
      accept: ["403 with WWW-Authenticate that names the error", "a scope attribute with the required scope"],
      reject: ["401: another token like this one would not help", "insufficient_scope at the token endpoint"],
    },
    confusedWith: [
      { name: "invalid_scope", note: "Returned by the authorization server, about a request." },
      {
        name: "insufficient_user_authentication",
        note: "The scope is sufficient, but the sign-in behind the token isn't.",
      },
    ],
  },
  {
    ...ietf,
    error: "insufficient_user_authentication",
    title: "The user must authenticate again or more strongly",
    means: "The token is valid, but the sign-in behind it is too old or too weak for this resource.",
    reference: rfc(9470, "3"),
    usedAt: [{ at: "resource", section: rfc(9470, "3"), statuses: [401] }],
    requirements: [
      api.may(
        rfc(9470, "3"),
        "it requires both a method of authentication and a recent one",
        "send acr_values and max_age together",
      ),
      api.may(rfc(9470, "3"), "the token lacks scopes as well", "name them in a scope attribute"),
      client.should(
        rfc(9470, "4"),
        "it gets this code",
        "read acr_values and max_age from the challenge and put them into its next authorization request",
      ),
    ],
    validation: {
      accept: ["401 with WWW-Authenticate that names the error and acr_values, max_age or both"],
      reject: ["a max_age that is not a whole number of seconds", "this code at the token endpoint"],
    },
    confusedWith: [
      { name: "insufficient_scope", note: "The token lacks a required scope, however strong the sign-in was." },
      {
        name: "unmet_authentication_requirements",
        note: "Returned by the authorization server if the requirement can't be met.",
      },
    ],
  },
  {
    ...ietf,
    error: "invalid_dpop_proof",
    title: "The DPoP proof is not valid",
    means: "The JWT in the DPoP header, with which the client proves that it has the key, is invalid.",
    reference: rfc(9449, "12.2"),
    usedAt: [
      { at: "token endpoint", section: rfc(9449, "5") },
      { at: "resource", section: rfc(9449, "7.1"), statuses: [401] },
    ],
    requirements: [
      client.must(rfc(9449, "5"), "it asks for a DPoP-bound token", "send a valid proof in the DPoP header"),
      api.should(rfc(9449, "7.1"), "it challenges with the DPoP scheme", "name the algorithms that it accepts in algs"),
    ],
    validation: {
      accept: ["400 with a JSON body at the token endpoint", "401 with WWW-Authenticate: DPoP at a resource"],
      reject: ["a proof for another method or URL", "a proof signed with another key than the token is bound to"],
    },
    confusedWith: [
      { name: "use_dpop_nonce", note: "The proof may be valid, but lacks the server's nonce or has an old one." },
      { name: "invalid_token", note: "The proof is valid, but the token isn't." },
    ],
  },
  {
    ...ietf,
    error: "use_dpop_nonce",
    title: "The DPoP proof needs the server's nonce",
    means: "The proof has no nonce or an old one. The DPoP-Nonce header of the response has the nonce to use.",
    reference: rfc(9449, "12.2"),
    usedAt: [
      { at: "token endpoint", section: rfc(9449, "8") },
      { at: "resource", section: rfc(9449, "9"), statuses: [401] },
    ],
    requirements: [
      server.may(rfc(9449, "8"), "always", "require a nonce in proofs"),
      server.must(rfc(9449, "8"), "it issues nonces", "make them unpredictable"),
    ],
    validation: {
      accept: ["400 at the token endpoint and 401 at a resource, each with a DPoP-Nonce header"],
      reject: [
        "this code without a DPoP-Nonce header",
        "a client that gives up instead of trying again with the nonce",
      ],
    },
    confusedWith: [{ name: "invalid_dpop_proof", note: "The proof is invalid, whatever its nonce." }],
  },
  {
    ...ietf,
    error: "unsupported_pop_key",
    title: "The API cannot handle this key",
    means: "The client asked for a token bound to a public key that the resource server can't process (ACE).",
    reference: rfc(9200, "5.8.3"),
    usedAt: [{ at: "token endpoint", section: rfc(9200, "5.8.3") }],
    requirements: [
      server.must(
        rfc(9200, "5.8.3"),
        "the client sends an asymmetric key that the resource server cannot process",
        "return 4.00 (400 over HTTP) and unsupported_pop_key",
      ),
      server.must(rfc(9200, "5.8.3"), "the response is CBOR", "abbreviate the code to 7"),
    ],
    validation: {
      accept: ["the number 7 for error in a CBOR response"],
      reject: ["the name spelled out in a CBOR response"],
    },
  },
  {
    ...ietf,
    error: "incompatible_ace_profiles",
    title: "The client and the API have no common profile",
    means: "The client and the resource server have no common ACE profile.",
    reference: rfc(9200, "5.8.3"),
    usedAt: [{ at: "token endpoint", section: rfc(9200, "5.8.3") }],
    requirements: [
      server.must(
        rfc(9200, "5.8.3"),
        "the client and the resource server have no common profile",
        "return 4.00 (400 over HTTP) and incompatible_ace_profiles",
      ),
      server.must(rfc(9200, "5.8.3"), "the response is CBOR", "abbreviate the code to 8"),
    ],
    validation: {
      accept: ["the number 8 for error in a CBOR response"],
      reject: ["the name spelled out in a CBOR response"],
    },
  },
];
