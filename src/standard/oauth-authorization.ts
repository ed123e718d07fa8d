/** RFC 6749: what is wrong with a request as a whole, and what ends an authorization. */
import { openid, rfc, uma } from "../specs.ts";
import { api, client, type StandardCode, server } from "./define.ts";

export const oauthAuthorization: readonly StandardCode[] = [
  {
    error: "invalid_request",
    title: "The request is malformed",
    means:
      "A parameter is missing, repeated or has a value that the server does not accept, or the request is malformed in another way. No more specific code applies.",
    standing: "registered",
    changeController: "IETF",
    reference: rfc(6749, "5.2"),
    usedAt: [
      { at: "authorization endpoint", section: rfc(6749, "4.1.2.1") },
      { at: "PAR", section: rfc(9126, "2.3") },
      { at: "token endpoint", section: rfc(6749, "5.2") },
      { at: "device authorization", section: rfc(8628, "3.2") },
      { at: "backchannel authentication", section: openid("ciba", "13") },
      { at: "resource", section: rfc(6750, "3.1"), statuses: [400] },
      { at: "revocation", section: rfc(7009, "2.2.1") },
      { at: "resource registration", section: uma("federated", "3.2") },
      { at: "federation endpoint", section: openid("federation", "8.9") },
    ],
    requirements: [
      server.must(
        rfc(7636, "4.4.1"),
        "it demands PKCE of the client and the request has no code_challenge",
        "return invalid_request at the authorization endpoint",
      ),
      server.must(
        rfc(7636, "4.4.1"),
        "it does not support the code_challenge_method asked for",
        "return invalid_request at the authorization endpoint",
      ),
      server.must(
        rfc(8693, "2.2.2"),
        "the subject_token or actor_token of a token exchange is invalid or not acceptable",
        "return invalid_request, not invalid_grant",
      ),
      api.should(rfc(6750, "3.1"), "it returns invalid_request", "use status 400"),
    ],
    validation: {
      accept: ["400 with a JSON body at the token endpoint", "405 for a method other than POST at PAR"],
      reject: [
        "a redirect to a URI that was not registered",
        "invalid_request at the token endpoint for a grant type that the server does not know: that is unsupported_grant_type",
      ],
    },
    confusedWith: [
      {
        name: "redirect_uri_mismatch",
        note: "A provider's own name for a redirect URI that is not registered. The standard has no code for it, because the user sees a page instead.",
      },
      { name: "invalid_target", note: "For the resource parameter, where the server supports resource indicators." },
    ],
  },
  {
    error: "invalid_scope",
    title: "The scope is not acceptable",
    means:
      "A requested scope is unknown, malformed or more than may be granted. Also returned if no scope was requested and the server has no default.",
    standing: "registered",
    changeController: "IETF",
    reference: rfc(6749, "5.2"),
    usedAt: [
      { at: "authorization endpoint", section: rfc(6749, "4.1.2.1") },
      { at: "authorization endpoint", section: rfc(6749, "4.2.2.1") },
      { at: "PAR", section: rfc(9126, "2.3") },
      { at: "token endpoint", section: rfc(6749, "5.2") },
      { at: "token endpoint", section: uma("grant", "3.3.6") },
      { at: "device authorization", section: rfc(8628, "3.2") },
      { at: "backchannel authentication", section: openid("ciba", "13") },
      { at: "permission endpoint", section: uma("federated", "4.3") },
    ],
    requirements: [
      server.must(
        rfc(6749, "3.3"),
        "the request has no scope",
        "use a predefined default, or refuse the request with invalid_scope",
      ),
      server.should(rfc(6749, "3.3"), "always", "document its scopes and its default"),
      server.may(
        rfc(6749, "3.3"),
        "its policy or the user requires it",
        "grant less than requested instead of refusing",
      ),
      server.must(rfc(6749, "3.3"), "it grants a different scope than requested", "return the granted scope in scope"),
      client.mustNot(rfc(6749, "6"), "it refreshes a token", "request a scope that wasn't granted before"),
    ],
    validation: {
      accept: [
        "invalid_scope for a scope that is unknown",
        "success with fewer scopes, if the response says which",
        "success with a default scope if none was requested",
      ],
      reject: [
        "success with different scopes than requested and no scope in the response",
        "a scope granted at refresh that the user never granted",
      ],
    },
    confusedWith: [
      {
        name: "insufficient_scope",
        note: "Returned by an API, about a token. invalid_scope is returned by the authorization server, about a request.",
      },
    ],
  },
  {
    error: "access_denied",
    title: "The user or the server denied the request",
    means: "The user declined, or the server's policy doesn't allow it. Nothing is wrong with the request itself.",
    standing: "registered",
    changeController: "IETF",
    reference: rfc(6749, "4.1.2.1"),
    usedAt: [
      { at: "authorization endpoint", section: rfc(6749, "4.1.2.1") },
      { at: "PAR", section: rfc(9126, "2.3") },
      { at: "token endpoint", section: rfc(8628, "3.5") },
      { at: "token endpoint", section: openid("ciba", "11") },
      { at: "backchannel authentication", section: openid("ciba", "13"), statuses: [403] },
      { at: "client notification", section: openid("ciba", "12") },
    ],
    requirements: [
      client.must(rfc(8628, "3.5"), "it polls for a device code and gets access_denied", "stop polling"),
      client.should(rfc(8628, "3.5"), "it stops for that reason", "react, for example by telling the user"),
    ],
    validation: {
      accept: ["a redirect with error=access_denied and the state after the user declined", "400 while polling"],
      reject: [
        "a page with no way back although the redirect URI is trusted",
        "invalid_grant while polling, although the user declined",
      ],
    },
    confusedWith: [
      {
        name: "consent_required",
        note: "The user wasn't asked, because the client sent prompt=none.",
      },
      { name: "unauthorized_client", note: "The client is never allowed to do this, whoever the user is." },
      { name: "request_denied", note: "The equivalent of UMA at the token endpoint." },
    ],
  },
  {
    error: "unsupported_response_type",
    title: "The server does not support this response_type",
    means: "The server doesn't support the response_type of an authorization request.",
    standing: "registered",
    changeController: "IETF",
    reference: rfc(6749, "4.1.2.1"),
    usedAt: [
      { at: "authorization endpoint", section: rfc(6749, "4.1.2.1") },
      { at: "PAR", section: rfc(9126, "2.3") },
    ],
    requirements: [
      server.must(
        rfc(6749, "3.1.1"),
        "response_type is missing or not understood",
        "respond with an error of the authorization endpoint",
      ),
    ],
    validation: {
      accept: ["a redirect with the error, once client and redirect URI are trusted"],
      reject: ["a response type that the metadata lists in response_types_supported"],
    },
    confusedWith: [
      { name: "unauthorized_client", note: "The server supports the response type, but not for this client." },
      {
        name: "unsupported_response_mode",
        note: "Not standard: an unknown response_mode gets a bare 400.",
      },
    ],
  },
  {
    error: "server_error",
    title: "The server failed",
    means: "Something went wrong inside the server. It replaces status 500, which a redirect can't have.",
    standing: "registered",
    changeController: "IETF",
    reference: rfc(6749, "4.1.2.1"),
    usedAt: [
      { at: "authorization endpoint", section: rfc(6749, "4.1.2.1") },
      { at: "PAR", section: rfc(9126, "2.3"), statuses: [400, 500] },
      { at: "federation endpoint", section: openid("federation", "8.9"), statuses: [500, 501, 502, 503, 504] },
    ],
    requirements: [
      server.should(openid("federation", "8.9"), "a federation endpoint returns it", "use a status of the 5xx range"),
    ],
    validation: {
      accept: ["a redirect with the error", "status 500 with or without a JSON body at other endpoints"],
      reject: ["server_error for what the client can fix"],
    },
  },
  {
    error: "temporarily_unavailable",
    title: "The server is overloaded or being maintained",
    means: "The server cannot handle requests at the moment. It replaces status 503, which a redirect can't have.",
    standing: "registered",
    changeController: "IETF",
    reference: rfc(6749, "4.1.2.1"),
    usedAt: [
      { at: "authorization endpoint", section: rfc(6749, "4.1.2.1") },
      { at: "PAR", section: rfc(9126, "2.3"), statuses: [400, 503] },
      { at: "federation endpoint", section: openid("federation", "8.9"), statuses: [503] },
    ],
    requirements: [server.should(openid("federation", "8.9"), "a federation endpoint returns it", "use status 503")],
    validation: {
      accept: ["a redirect with the error", "status 503 at other endpoints, with Retry-After where the time is known"],
      reject: ["status 200"],
    },
    confusedWith: [
      { name: "slow_down", note: "Returned to a single client that polls too often. The server itself is available." },
    ],
  },
];
