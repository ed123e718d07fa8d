/** Smaller extensions: revocation, resource indicators, rich authorization requests, grant management. */
import { openid, rfc } from "../specs.ts";
import { type StandardCode, server } from "./define.ts";

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
];
