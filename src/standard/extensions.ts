/** Smaller extensions: revocation, resource indicators, rich authorization requests, grant management, attested clients. */
import { clientAttestation, openid, rfc } from "../specs.ts";
import { type StandardCode, server } from "./define.ts";

/** Its three codes. */
const ATTESTED = clientAttestation("7.4");
/** Wherever a client may be attested. */
const WHERE_ATTESTED = [
  { at: "token endpoint", section: ATTESTED },
  { at: "PAR", section: ATTESTED },
  { at: "resource", section: ATTESTED, statuses: [400, 401] },
] as const;

export const extensions: readonly StandardCode[] = [
  {
    error: "unsupported_token_type",
    title: "Tokens of this kind cannot be revoked here",
    means: "The client asked to revoke a kind of token that the server does not revoke, such as an access token.",
    standing: "registered",
    changeController: "IETF",
    reference: rfc(7009, "2.2.1"),
    usedAt: [{ at: "revocation", section: rfc(7009, "2.2.1") }],
    requirements: [server.may(rfc(7009, "2.1"), "an access token is revoked", "revoke the refresh token with it")],
    validation: {
      accept: [
        "200 for a token that is unknown, expired or revoked already",
        "200 for a token_type_hint that is unknown",
      ],
      reject: ["an error for a token that does not exist", "this code for a wrong token_type_hint"],
    },
    confusedWith: [
      { name: "invalid_token", note: "Not returned for a revocation: an invalid token counts as revoked." },
      { name: "invalid_request", note: "For an unknown token type in token exchange." },
    ],
  },
  {
    error: "invalid_target",
    title: "The resource is not acceptable",
    means:
      "The resource or audience that the client names is unknown, malformed, missing, or doesn't match the scopes.",
    standing: "registered",
    changeController: "IESG",
    reference: rfc(8707, "2"),
    usedAt: [
      { at: "authorization endpoint", section: rfc(8707, "2") },
      { at: "PAR", section: rfc(9126, "2.3") },
      { at: "token endpoint", section: rfc(8707, "2") },
      { at: "token endpoint", section: rfc(8693, "2.2.2") },
    ],
    requirements: [
      server.should(
        rfc(8693, "2.2.2"),
        "a token exchange names a resource or audience for which it issues no token",
        "return invalid_target",
      ),
      server.should(rfc(8707, "2"), "it issues a token for a resource", "restrict the token's audience to it"),
    ],
    validation: {
      accept: ["invalid_target for a resource that is not an absolute URI or has a fragment"],
      reject: ["a token for every API although one was named"],
    },
    confusedWith: [
      { name: "invalid_scope", note: "The resource is known, but a scope isn't." },
      { name: "invalid_resource", note: "Not standard. Some servers return it instead of invalid_target." },
    ],
  },
  {
    error: "invalid_authorization_details",
    title: "The authorization_details are not acceptable",
    means:
      "An object in authorization_details has an unknown type, doesn't comply with its type, or requests too much.",
    standing: "registered",
    changeController: "IETF",
    reference: rfc(9396, "5"),
    usedAt: [
      { at: "authorization endpoint", section: rfc(9396, "5") },
      { at: "PAR", section: rfc(9126, "2.3") },
      { at: "token endpoint", section: rfc(9396, "6") },
    ],
    requirements: [
      server.must(
        rfc(9396, "5"),
        "a type is unknown, or a field is unknown, missing, of the wrong type or of an invalid value",
        "stop and return invalid_authorization_details",
      ),
    ],
    validation: {
      accept: ["this code at the token endpoint for details that the grant doesn't cover"],
      reject: ["ignoring an object of an unknown type", "ignoring an unknown field of a known type"],
    },
    confusedWith: [{ name: "invalid_scope", note: "The equivalent for scopes." }],
  },
  {
    error: "invalid_grant_id",
    title: "The grant_id is unknown or invalid",
    means: "The client wants to change a grant, but the server has no grant with this ID for the client.",
    standing: "draft",
    changeController: "OpenID Foundation",
    reference: openid("grantManagement", "5.4"),
    usedAt: [{ at: "authorization endpoint", section: openid("grantManagement", "5.4") }],
    requirements: [],
    validation: {
      accept: ["this code only from a server that supports grant management"],
      reject: ["this code for a grant_management_action that is not supported: that is invalid_request"],
    },
    confusedWith: [{ name: "invalid_grant", note: "Returned by the token endpoint, about a code or a refresh token." }],
  },
  {
    error: "invalid_client_attestation",
    title: "The client attestation is not valid",
    means: "The attestation of the client's instance or the proof of its key could not be verified.",
    standing: "draft",
    changeController: "IETF",
    reference: ATTESTED,
    usedAt: WHERE_ATTESTED,
    requirements: [],
    validation: { accept: ["invalid_client in its place"], reject: ["a client that sends the same proof again"] },
    confusedWith: [{ name: "invalid_client", note: "The more general code, for any way to authenticate." }],
  },
  {
    error: "use_attestation_challenge",
    title: "The proof of the attested key needs the server's challenge",
    means:
      "The proof has no challenge or an old one. The OAuth-Client-Attestation-Challenge header of the response has the one to use.",
    standing: "draft",
    changeController: "IETF",
    reference: ATTESTED,
    usedAt: WHERE_ATTESTED,
    requirements: [],
    validation: {
      accept: ["a client that tries again with the challenge"],
      reject: ["this code without an OAuth-Client-Attestation-Challenge header"],
    },
    confusedWith: [{ name: "use_dpop_nonce", note: "For the nonce of DPoP proofs." }],
  },
  {
    error: "use_fresh_attestation",
    title: "The client attestation is too old",
    means: "The server accepts only newer attestations. The client gets one from its attester.",
    standing: "draft",
    changeController: "IETF",
    reference: ATTESTED,
    usedAt: WHERE_ATTESTED,
    requirements: [],
    validation: {
      accept: ["a client that gets a new attestation and tries again"],
      reject: ["a client that sends the same attestation again"],
    },
    confusedWith: [
      { name: "invalid_client_attestation", note: "The attestation or its proof is invalid, whatever its age." },
    ],
  },
];
