import { openid, rfc } from "../specs.ts";
import { field, optional, reason } from "./define.ts";
import type { Fix } from "./fix.ts";
import { again, developer, full, leaveOut, names, point, shown, supply } from "./fixes.ts";
import { setBack, unknownAge } from "./set-back.ts";

/** Another token, with all that this one has and what it lacks. */
const askForScope = (scope: string, granted: readonly string[]): Fix =>
  again(
    developer(`Ask for a token with scope=${full([...granted, scope].join(" "))}.`, { change: "supply-token", scope }),
  );

/** With client_credentials there is nobody to speak about: no change of the request helps. */
const signSomebodyIn: Fix = again(
  developer(
    "Send a person to the authorization endpoint with scope=openid, and call with the token that the code is redeemed for: client_credentials has no person.",
  ),
);

const justNow = (seconds: number): string => (seconds < 1 ? "just now" : `${seconds} s ago`);

export const token = {
  absent: reason({
    title: "No access token reached the resource",
    error: "invalid_token",
    cause:
      "The request carries no access token: the header is missing or misnamed, a proxy dropped it, or the word Bearer does not stand before the token.",
    evidence: {
      scheme: optional("text", "scheme of the header, none where it has none that is known"),
      near: optional("text", "parameter that was sent and looks like access_token"),
    },
    says: (e) =>
      e.scheme === undefined
        ? `No access token is in the Authorization header or in a posted form${e.near === undefined ? "" : `, and ${e.near} looks like access_token`}; send it as Authorization: Bearer.`
        : `The Authorization header does not begin with Bearer${e.scheme === "none" ? "" : ` but with ${e.scheme}`}; send Bearer, a space and the access token.`,
    points: (e) => [
      point(
        "authorization",
        e.scheme === undefined ? "required: Bearer and the access token" : "does not begin with Bearer",
      ),
    ],
    fixes: () => [
      developer("Send the access token in the header Authorization, behind the word Bearer.", supply("access-token")),
    ],
    remedies: { developer: "Send Authorization: Bearer followed by the access token." },
    cites: [rfc(6750, "2.1"), rfc(6750, "3")],
  }),
  repeated: reason({
    title: "The access token was sent in two ways",
    error: "invalid_request",
    cause: "A client must not use more than one way to send the token in one request.",
    evidence: {},
    says: () => "The access token was sent in the header and in the body; use one of them.",
    points: () => [point("authorization", "once here"), point("access_token", "and again here")],
    fixes: () => [
      developer(
        "Leave access_token out of the body: the header Authorization: Bearer brings it.",
        leaveOut("access_token"),
        supply("access-token"),
      ),
    ],
    remedies: { developer: "Send it in the Authorization header only." },
    cites: [rfc(6750, "2")],
  }),
  malformed: reason({
    title: "This is not an access token of this server",
    error: "invalid_token",
    cause:
      "What was sent is neither an opaque access token nor a JWT access token of this issuer: cut off, another kind of token, or one from elsewhere.",
    evidence: { looks: field("text", "what it looks like"), length: field("count", "characters sent") },
    says: (e) =>
      `What was sent is ${e.looks} (${e.length} characters); send the access_token of this issuer's token response.`,
    points: (e) => [point("access_token", `${e.looks}; ${e.length} characters`)],
    fixes: () => [
      developer(
        "Send the access_token of the token response, whole, and not its id_token or refresh_token.",
        supply("access-token"),
      ),
    ],
    remedies: { developer: "Send access_token, not id_token or refresh_token, and send it whole." },
    cites: [rfc(6750, "3.1"), rfc(9068, "4")],
  }),
  unknown: reason({
    title: "The server has no such access token",
    error: "invalid_token",
    cause:
      "The token has the right form and is not known here: its signature is not this server's, it comes from before the keys were lost, or it ended long ago.",
    evidence: {},
    says: () => "The access token is not known here; obtain a new one from this issuer.",
    points: () => [point("access_token", "not known here")],
    fixes: () => [
      again(
        developer(
          "Obtain an access token from the issuer that this API belongs to, and send that.",
          supply("access-token"),
        ),
      ),
    ],
    remedies: { developer: "Check that token and API belong to the same environment." },
    cites: [rfc(6750, "3.1")],
  }),
  expired: reason({
    title: "The access token has expired",
    error: "invalid_token",
    cause: "The lifetime of the token is over.",
    evidence: { expiredAt: field("instant", "expired at"), secondsAgo: field("seconds", "seconds since"), setBack },
    says: (e) =>
      `${unknownAge("access token", e.setBack) ?? `The access token expired ${justNow(e.secondsAgo)}`}; get a new one, by a refresh where you have a refresh token.`,
    points: (e) => [
      point("access_token", e.setBack === undefined ? `expired ${justNow(e.secondsAgo)}` : "of unknown age"),
    ],
    fixes: () => [
      again(
        developer(
          "Get a new access token, by a refresh where you have a refresh token, otherwise as you got this one. Do so a little before expires_in is over.",
          supply("access-token"),
        ),
      ),
    ],
    remedies: {
      developer:
        "Get a new one a little before expires_in is over, and once more when you get this answer: by a refresh where there is a refresh token, with client_credentials by asking again.",
    },
    cites: [rfc(6750, "3.1")],
  }),
  revoked: reason({
    title: "The access token has been revoked",
    error: "invalid_token",
    cause:
      "The token or the authorization behind it was revoked, or the account or the client that it belongs to was disabled or deleted.",
    evidence: {},
    says: () =>
      "The access token is no longer accepted: it or its authorization was revoked, or the account or client behind it was disabled. Obtain a new one.",
    points: () => [point("access_token", "revoked")],
    fixes: () => [
      again(
        developer(
          "Ask for a new authorization, and forget the tokens of one that was revoked.",
          supply("access-token"),
        ),
      ),
    ],
    remedies: { developer: "Ask for a new authorization." },
    cites: [rfc(6750, "3.1"), rfc(7009, "2")],
  }),
  "wrong-audience": reason({
    title: "The access token is meant for another API",
    error: "invalid_token",
    cause: "The token names another audience than the resource that it was sent to.",
    evidence: { audience: field("list", "audience of the token"), expected: field("text", "audience expected") },
    says: (e) =>
      `The access token is for ${e.audience.join(", ")} and this is ${e.expected}; ask for a scope of this API.`,
    points: (e) => [point("access_token", `for ${names(e.audience)}`)],
    fixes: (e) => [
      again(
        developer(`Ask for a token with a scope of the API ${full(e.expected)}.`, {
          change: "supply-token",
          audience: e.expected,
        }),
      ),
    ],
    remedies: { developer: "Ask for a token with a scope of this API." },
    cites: [rfc(9068, "4")],
  }),
  "insufficient-scope": reason({
    title: "The access token lacks the scope for this call",
    error: "insufficient_scope",
    cause: "The token is good, and what was granted with it does not include the scope that this call needs.",
    evidence: { needed: field("text", "scope needed"), granted: field("list", "scopes of the token") },
    says: (e) =>
      `This call needs the scope ${e.needed}; the token has ${e.granted.join(" ") || "none"}. Ask for a token with it.`,
    points: (e) => [point("access_token", `has ${names(e.granted) || "no scope"}`)],
    fixes: (e) => [askForScope(e.needed, e.granted)],
    remedies: { developer: "Ask for the scope in the authorization or token request." },
    cites: [rfc(6750, "3.1")],
  }),
  "of-other-client": reason({
    title: "The token to revoke belongs to another client",
    error: "invalid_grant",
    cause: "A client may revoke its own tokens only.",
    evidence: {
      clientId: field("text", "client_id"),
      issuedTo: field("text", "client_id that it was issued to", "operator"),
    },
    says: (e) => `The token was not issued to ${e.clientId}; a client can revoke only its own tokens.`,
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
    title: "The access token was not granted for OpenID Connect",
    error: "insufficient_scope",
    cause:
      "The userinfo endpoint speaks about the person who signed in, and needs a token that was granted with the scope openid.",
    evidence: {
      granted: field("list", "scopes of the token"),
      person: optional("flag", "whether a person is behind the token"),
    },
    says: (e) =>
      e.person === false
        ? "The userinfo endpoint speaks about the person who signed in, and behind this token there is none: it was obtained by client_credentials. Let a person sign in, with scope=openid."
        : `The userinfo endpoint needs a token with the scope openid; this one has ${e.granted.join(" ") || "none"}.`,
    points: (e) => [point("access_token", `has ${names(e.granted) || "no scope"}`)],
    fixes: (e) => [e.person === false ? signSomebodyIn : askForScope("openid", e.granted)],
    remedies: {
      developer:
        "Add openid to the scope of the authorization request. A token of client_credentials is about nobody, and cannot have it.",
    },
    cites: [openid("core", "5.3")],
  }),
} as const;
