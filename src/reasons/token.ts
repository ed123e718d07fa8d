import { openid, rfc } from "../specs.ts";
import { field, optional, reason } from "./define.ts";
import type { Fix } from "./fix.ts";
import { again, characters, developer, full, leaveOut, named, names, point, shown, supply } from "./fixes.ts";
import { setBack, unknownAge } from "./set-back.ts";

/** A new token with all scopes of this one and the missing scope. */
const askForScope = (scope: string, granted: readonly string[]): Fix =>
  again(
    developer(`Request a token with scope=${full([...granted, scope].join(" "))}.`, { change: "supply-token", scope }),
  );

/** A client_credentials token has no user, so no change of the request helps. */
const signSomebodyIn: Fix = again(
  developer(
    "Send a user to the authorization endpoint with scope=openid, redeem the code, and use that access token. A client_credentials token has no user.",
  ),
);

const justNow = (seconds: number): string => (seconds < 1 ? "just now" : `${seconds} s ago`);

export const token = {
  absent: reason({
    title: "The access token is missing",
    error: "invalid_token",
    // RFC 6750 3.1: "the resource server SHOULD NOT include an error code or other error information."
    challenge: "bare",
    cause:
      "The request carries no access token. The header is missing or misspelled, a proxy dropped it, or the token isn't preceded by the word Bearer.",
    evidence: {
      scheme: optional("text", "scheme of the header, none if it has none or an unknown one"),
      near: optional("text", "parameter sent that looks like access_token"),
    },
    says: (e) =>
      e.scheme === undefined
        ? `No access token is in the Authorization header or in a posted form${e.near === undefined ? "" : `, and ${named(e.near)} looks like access_token`}. Send it as Authorization: Bearer.`
        : `The Authorization header must begin with Bearer and a space${e.scheme === "none" ? "" : `, not with ${e.scheme}`}. Send Bearer, a space and the access token.`,
    points: (e) => [
      point(
        "authorization",
        e.scheme === undefined ? "required: Bearer and the access token" : "doesn't begin with Bearer and a space",
      ),
    ],
    fixes: () => [
      developer(
        "Send the access token in the Authorization header, after the word Bearer and a space.",
        supply("access-token"),
      ),
    ],
    remedies: { developer: "Send Authorization: Bearer, followed by the access token." },
    cites: [rfc(6750, "2.1"), rfc(6750, "3")],
  }),
  repeated: reason({
    title: "The access token was sent twice",
    error: "invalid_request",
    cause: "A client must send the token in only one way per request.",
    evidence: {},
    says: () => "The access token was sent both in the header and in the body. Use only one of them.",
    points: () => [point("authorization", "once here"), point("access_token", "and again here")],
    fixes: () => [
      developer(
        "Remove access_token from the body. The Authorization: Bearer header already carries the token.",
        leaveOut("access_token"),
        supply("access-token"),
      ),
    ],
    remedies: { developer: "Send the token only in the Authorization header." },
    cites: [rfc(6750, "2")],
  }),
  malformed: reason({
    title: "The access token is malformed",
    error: "invalid_token",
    cause:
      "The value is neither an opaque access token nor a JWT access token of this issuer. It was cut off, is another kind of token, or was issued elsewhere.",
    evidence: { looks: field("text", "what it looks like"), length: field("count", "characters received") },
    says: (e) =>
      `The access token is malformed: ${e.looks} (${characters(e.length)}). Send the access_token from this issuer's token response.`,
    points: (e) => [point("access_token", `${e.looks}: ${characters(e.length)}`)],
    fixes: () => [
      developer(
        "Send the complete access_token from the token response, not its id_token or refresh_token.",
        supply("access-token"),
      ),
    ],
    remedies: { developer: "Send the complete access_token, not the id_token or refresh_token." },
    cites: [rfc(6750, "3.1"), rfc(9068, "4")],
  }),
  unknown: reason({
    title: "Unknown access token",
    error: "invalid_token",
    cause:
      "The token has the right form, but this server doesn't know it. It was signed by another server, is from before the keys were lost, or ended long ago.",
    evidence: {},
    says: () => "Unknown access token. Get a new one from this issuer.",
    points: () => [point("access_token", "unknown to this server")],
    fixes: () => [
      again(
        developer("Get an access token from the issuer that this API belongs to, and send it.", supply("access-token")),
      ),
    ],
    remedies: { developer: "Check that the token and the API belong to the same environment." },
    cites: [rfc(6750, "3.1")],
  }),
  expired: reason({
    title: "The access token has expired",
    error: "invalid_token",
    cause: "The token's lifetime is over.",
    evidence: { expiredAt: field("instant", "expired at"), secondsAgo: field("seconds", "seconds since"), setBack },
    says: (e) =>
      `${unknownAge("access token", e.setBack) ?? `The access token expired ${justNow(e.secondsAgo)}`}. Get a new one, with the refresh token if you have one.`,
    points: (e) => [
      point("access_token", e.setBack === undefined ? `expired ${justNow(e.secondsAgo)}` : "of unknown age"),
    ],
    fixes: () => [
      again(
        developer(
          "Get a new access token: with the refresh token if you have one, otherwise the same way as before. Do so shortly before expires_in is over.",
          supply("access-token"),
        ),
      ),
    ],
    remedies: {
      developer:
        "Get a new token shortly before expires_in is over, and again if you get this response. Use the refresh token if there is one. With client_credentials, request another token.",
    },
    cites: [rfc(6750, "3.1")],
  }),
  revoked: reason({
    title: "The access token has been revoked",
    error: "invalid_token",
    cause: "The token or the authorization behind it was revoked, or its account or client was disabled or deleted.",
    evidence: {},
    says: () =>
      "The access token is no longer accepted: it or its authorization was revoked, or its account or client was disabled. Get a new one.",
    points: () => [point("access_token", "revoked")],
    fixes: () => [
      again(
        developer(
          "Start a new authorization request. Delete the tokens of an authorization once it is revoked.",
          supply("access-token"),
        ),
      ),
    ],
    remedies: { developer: "Start a new authorization request." },
    cites: [rfc(6750, "3.1"), rfc(7009, "2")],
  }),
  "key-unproved": reason({
    title: "The access token is bound to a key, and the call doesn't prove it",
    error: "invalid_token",
    cause:
      "The token has a cnf claim, so only the holder of that key may use it. The call carried the token without a proof of the key, or with one of another key: the application keeps several keys, or made a new one after it got the token.",
    evidence: { bound: field("list", "members of cnf") },
    says: (e) =>
      `The access token is bound to a key (${names(e.bound) || "unknown"}), and the call doesn't prove possession of it. ${
        e.bound.includes("jkt")
          ? "Send it as Authorization: DPoP, with a proof in the DPoP header."
          : "Send it with the key that it was issued to."
      }`,
    points: (e) => [point("access_token", `bound to a key: ${names(e.bound) || "unknown"}`)],
    fixes: (e) => [
      ...(e.bound.includes("jkt")
        ? [
            developer(
              "Send the token as Authorization: DPoP, with a proof in the DPoP header that is signed with the key of the token request.",
              supply("proof"),
            ),
          ]
        : []),
      again(
        developer(
          "If the key is lost, get a new access token with the one that the application has now.",
          supply("access-token"),
        ),
      ),
    ],
    remedies: {
      developer:
        "Send a proof with the key with which the token was requested. Introspection shows the key of a token as cnf.",
    },
    cites: [rfc(9449, "7.1"), rfc(8705, "3")],
  }),
  "wrong-scheme": reason({
    title: "The access token was sent with the wrong scheme",
    error: "invalid_token",
    cause:
      "A token of the type DPoP is sent as Authorization: DPoP, and one of the type Bearer as Authorization: Bearer. token_type in the token response says which it is. A bound token isn't accepted as a bearer token, even with a proof.",
    evidence: { sent: field("text", "scheme"), expected: field("text", "scheme of the token") },
    says: (e) =>
      `The access token has the type ${e.expected}, but it was sent as ${e.sent}. Send it as Authorization: ${e.expected}.`,
    points: (e) => [point("authorization", `must begin with ${e.expected}`)],
    fixes: (e) => [
      e.expected === "DPoP"
        ? developer("Send the token as Authorization: DPoP, with its proof.", supply("proof"))
        : developer(
            "Send the token as Authorization: Bearer, or request one with a DPoP proof.",
            supply("access-token"),
          ),
    ],
    remedies: { developer: "Send an access token with the scheme that token_type of its token response names." },
    cites: [rfc(9449, "7.1"), rfc(9449, "7.2")],
  }),
  "wrong-audience": reason({
    title: "The access token is for another API",
    error: "invalid_token",
    cause: "The audience of the token isn't the API that received it.",
    evidence: { audience: field("list", "audience of the token"), expected: field("text", "audience expected") },
    says: (e) =>
      `The access token is for ${e.audience.join(", ")}, but this API is ${e.expected}. Request a token with a scope of this API.`,
    points: (e) => [point("access_token", `for ${names(e.audience)}`)],
    fixes: (e) => [
      again(
        developer(`Request a token with a scope of the API ${full(e.expected)}.`, {
          change: "supply-token",
          audience: e.expected,
        }),
      ),
    ],
    remedies: { developer: "Request a token with a scope of this API." },
    cites: [rfc(9068, "4")],
  }),
  "insufficient-scope": reason({
    title: "The access token lacks a required scope",
    error: "insufficient_scope",
    challenge: (e) => ({ scope: e.needed }),
    cause: "The token is valid, but it wasn't granted the scope that this call requires.",
    evidence: { needed: field("text", "required scope"), granted: field("list", "scopes of the token") },
    says: (e) =>
      `This call requires the scope ${e.needed}, but the token has ${e.granted.join(" ") || "none"}. Request a token with that scope.`,
    points: (e) => [point("access_token", `has ${names(e.granted) || "no scope"}`)],
    fixes: (e) => [askForScope(e.needed, e.granted)],
    remedies: { developer: "Request the scope in the authorization or token request." },
    cites: [rfc(6750, "3.1")],
  }),
  "of-other-client": reason({
    title: "The token to revoke belongs to another client",
    error: "invalid_grant",
    cause: "A client can revoke only its own tokens.",
    evidence: {
      clientId: field("text", "client_id"),
      issuedTo: field("text", "client_id that it was issued to", "operator"),
    },
    says: (e) => `The token wasn't issued to client ${e.clientId}. A client can revoke only its own tokens.`,
    points: () => [point("token", "issued to another client"), point("client_id")],
    fixes: (e) => [
      developer(
        `Send a token that was issued to ${shown(e.clientId)}, or authenticate as the client that obtained this one.`,
        supply("access-token"),
      ),
    ],
    remedies: { developer: "Authenticate as the client that obtained the token." },
    cites: [rfc(7009, "2.1")],
  }),
  "no-openid": reason({
    title: "The access token lacks the openid scope",
    error: "insufficient_scope",
    cause:
      "The userinfo endpoint describes the user who signed in. It requires a token that was granted the scope openid.",
    evidence: {
      granted: field("list", "scopes of the token"),
      person: optional("flag", "has a user"),
    },
    says: (e) =>
      e.person === false
        ? "The userinfo endpoint describes the user who signed in, but this client_credentials token has no user. Let a user sign in with scope=openid."
        : `The userinfo endpoint requires a token with the scope openid, but this one has ${e.granted.join(" ") || "none"}. Request a token with openid.`,
    points: (e) => [point("access_token", `has ${names(e.granted) || "no scope"}`)],
    fixes: (e) => [e.person === false ? signSomebodyIn : askForScope("openid", e.granted)],
    remedies: {
      developer:
        "Add openid to the scope of the authorization request. A client_credentials token has no user and can't have openid.",
    },
    cites: [openid("core", "5.3")],
  }),
} as const;
