/** RFC 6749: who the client is, what it may do, and what it redeems. */
import { openid, rfc, uma } from "../specs.ts";
import { client, type StandardCode, server } from "./define.ts";

export const oauthToken: readonly StandardCode[] = [
  {
    error: "invalid_client",
    title: "Client authentication failed",
    means: "The client is unknown, sent no credentials or wrong ones, or used a method that the server doesn't accept.",
    standing: "registered",
    changeController: "IETF",
    reference: rfc(6749, "5.2"),
    usedAt: [
      { at: "token endpoint", section: rfc(6749, "5.2"), statuses: [400, 401] },
      { at: "PAR", section: rfc(9126, "2.3"), statuses: [400, 401] },
      { at: "device authorization", section: rfc(8628, "3.2"), statuses: [400, 401] },
      { at: "backchannel authentication", section: openid("ciba", "13"), statuses: [401] },
      { at: "revocation", section: rfc(7009, "2.2.1"), statuses: [400, 401] },
      { at: "introspection", section: rfc(7662, "2.3"), statuses: [401] },
      { at: "federation endpoint", section: openid("federation", "8.9"), statuses: [401] },
      { at: "authorization endpoint", section: openid("presentation", "8.5") },
    ],
    requirements: [
      server.must(
        rfc(6749, "5.2"),
        "the client used the Authorization header",
        "respond with 401 with a WWW-Authenticate challenge of the scheme that the client used",
      ),
      server.may(
        rfc(6749, "5.2"),
        "the client authenticated in another way, or not at all",
        "respond with 401 instead of 400",
      ),
      server.must(
        rfc(7521, "4.2.1"),
        "a client assertion is invalid, or the client authenticated in two ways at once",
        "return invalid_client",
      ),
      server.may(rfc(7521, "4.2.1"), "a client assertion is invalid", "say why in error_description or error_uri"),
      server.should(openid("federation", "8.9"), "a federation endpoint returns it", "use status 401"),
    ],
    validation: {
      accept: [
        "401 with WWW-Authenticate: Basic after a wrong secret in a Basic header",
        "400 or 401 after a wrong secret in the body",
        "the same response for an unknown client and for a wrong secret",
      ],
      reject: [
        "400 after a Basic header",
        "401 after a Basic header without WWW-Authenticate, or with another scheme",
        "invalid_grant for a wrong secret",
      ],
    },
    confusedWith: [
      {
        name: "invalid_grant",
        note: "Many articles use it for a wrong secret. It is about the code or the refresh token, not about the client.",
      },
      {
        name: "unauthorized_client",
        note: "The client authenticated, but isn't allowed to do this. Some servers return it for a wrong secret.",
      },
      { name: "invalid_client_secret", note: "Not standard. A wrong secret is invalid_client." },
    ],
  },
  {
    error: "invalid_grant",
    title: "The code, refresh token or assertion is not valid",
    means:
      "The code or token is unknown, expired, revoked, already used or another client's, or doesn't match the redirect URI or the PKCE verifier.",
    standing: "registered",
    changeController: "IETF",
    reference: rfc(6749, "5.2"),
    usedAt: [
      { at: "token endpoint", section: rfc(6749, "5.2") },
      { at: "token endpoint", section: uma("grant", "3.3.6") },
      { at: "token endpoint", section: openid("ciba", "11") },
      { at: "token endpoint", section: openid("issuance", "6.3") },
    ],
    requirements: [
      server.must(rfc(7636, "4.6"), "the code_verifier does not match the code_challenge", "return invalid_grant"),
      server.must(rfc(7521, "4.1.1"), "an assertion used as a grant is invalid or has expired", "return invalid_grant"),
      server.must(rfc(6749, "4.1.2"), "a code is used a second time", "refuse it"),
      server.should(rfc(6749, "4.1.2"), "a code is used a second time", "revoke the tokens that were issued for it"),
      server.must(openid("ciba", "11"), "an auth_req_id is invalid or another client's", "return invalid_grant"),
    ],
    validation: {
      accept: ["400 with a JSON body", "the same response for an unknown code and for another client's"],
      reject: [
        "401: it is about the grant, not about authentication",
        "invalid_client for a code that was issued to another client",
        "a second success for the same code",
      ],
    },
    confusedWith: [
      { name: "invalid_client", note: "For a wrong client secret." },
      {
        name: "invalid_token",
        note: "Returned by APIs, about access tokens. A refresh token that has expired is invalid_grant.",
      },
      { name: "expired_token", note: "Only for device codes and for authentication requests that the client polls." },
      { name: "bad_verification_code", note: "A provider's own name for a code that is wrong or has expired." },
    ],
  },
  {
    error: "unauthorized_client",
    title: "The client may not do this",
    means: "The client is known, but isn't allowed to use this grant type or to request authorization this way.",
    standing: "registered",
    changeController: "IETF",
    reference: rfc(6749, "5.2"),
    usedAt: [
      { at: "authorization endpoint", section: rfc(6749, "4.1.2.1") },
      { at: "PAR", section: rfc(9126, "2.3") },
      { at: "token endpoint", section: rfc(6749, "5.2") },
      { at: "token endpoint", section: openid("ciba", "11"), statuses: [403] },
      { at: "device authorization", section: rfc(8628, "3.2") },
      { at: "backchannel authentication", section: openid("ciba", "13") },
    ],
    requirements: [
      client.mustNot(
        openid("ciba", "11"),
        "it is registered for push mode",
        "ask the token endpoint: it would get 403 and unauthorized_client",
      ),
    ],
    validation: {
      accept: ["400 at the token endpoint for a grant type that the client is not registered for"],
      reject: ["401: the client has authenticated", "unauthorized_client for a wrong secret"],
    },
    confusedWith: [
      { name: "invalid_client", note: "The client didn't authenticate." },
      { name: "unsupported_grant_type", note: "The server doesn't support the grant type for any client." },
      { name: "access_denied", note: "The user or a policy denied this one request." },
    ],
  },
  {
    error: "unsupported_grant_type",
    title: "The server does not support this grant_type",
    means: "The server doesn't support the grant type for any client, or doesn't know it.",
    standing: "registered",
    changeController: "IETF",
    reference: rfc(6749, "5.2"),
    usedAt: [{ at: "token endpoint", section: rfc(6749, "5.2") }],
    requirements: [],
    validation: {
      accept: ["400 with a JSON body"],
      reject: [
        "a grant type that the metadata lists in grant_types_supported",
        "invalid_request for an unknown grant type",
      ],
    },
    confusedWith: [
      { name: "unauthorized_client", note: "The server supports the grant type, but not for this client." },
      { name: "invalid_request", note: "For a missing grant_type." },
    ],
  },
];
