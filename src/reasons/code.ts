import { rfc } from "../specs.ts";
import { ago, field, optional, reason } from "./define.ts";
import type { Fix } from "./fix.ts";
import {
  again,
  characters,
  developer,
  full,
  leaveOut,
  misnamed,
  operator,
  point,
  renameTo,
  set,
  shown,
  supply,
  weakens,
  whole,
} from "./fixes.ts";
import { setBack, unknownAge } from "./set-back.ts";
import { differing, quotedUri } from "./uris.ts";

const startAgain = (says: string): Fix => again(developer(says, supply("code")));

/** A lifetime, in whole minutes, that would have covered a code of this age; at most 600 seconds (RFC 6749 4.1.2). */
function longerLife(age: number): Fix[] {
  const value = Math.ceil((age + 1) / 60) * 60;
  if (!(value <= 600)) return [];
  return [
    weakens(
      "A stolen code stays usable for longer.",
      operator(`Set codeLifetime to ${value} seconds.`, { change: "setting", setting: "codeLifetime", value }),
    ),
  ];
}

/** Both values are rounded: if they are equal, the code came a fraction of a second too late. */
const tooOld = ({ age, lifetime }: { age: number; lifetime: number }): string =>
  age > lifetime
    ? `The code is ${age} s old, but codes expire after ${lifetime} s`
    : `The code came just after its lifetime of ${lifetime} s`;

export const code = {
  unknown: reason({
    title: "Unknown authorization code",
    error: "invalid_grant",
    cause:
      "This server never issued the code, or issued it so long ago that it has been deleted. It is from another issuer or environment, from before the keys were lost, or made up.",
    evidence: { length: field("count", "characters received"), issuedHere: field("flag", "issued by this server") },
    says: (e) =>
      e.issuedHere
        ? "The code expired long ago. Start a new authorization request."
        : "The code wasn't issued by this server with its current keys. Check that the authorization and token endpoints belong to the same issuer.",
    points: (e) => [point("code", e.issuedHere ? "expired long ago" : "not issued by this server")],
    fixes: (e) => [
      startAgain(
        e.issuedHere
          ? "Start a new authorization request, and redeem the code as soon as the callback receives it."
          : "Start again with both endpoints from the metadata of one issuer, and redeem the code there.",
      ),
    ],
    remedies: {
      developer:
        "Redeem the code at the issuer that issued it. The iss parameter of the authorization response names it.",
    },
    cites: [rfc(6749, "5.2"), rfc(9207, "2.4")],
  }),
  corrupted: reason({
    title: "The code is damaged",
    error: "invalid_grant",
    cause:
      "The value contains the beginning of a code of this server, but doesn't have the form of one. It was cut off or encoded twice, or something was added, such as white space, quotation marks or the rest of a URL.",
    evidence: {
      length: field("count", "characters received"),
      expected: field("count", "characters of a code"),
      looks: field("text", "what it looks like"),
    },
    says: (e) =>
      `The code is damaged: ${e.looks} (${characters(e.length)}, expected ${e.expected}). Read it from the query with a URL parser, and decode it only once.`,
    points: (e) => [point("code", `${e.looks}: ${characters(e.length)}, expected ${e.expected}`)],
    fixes: () => [
      developer(
        "Send the code unchanged: read it with new URL(callback).searchParams.get('code'), and don't decode it again.",
        supply("code"),
      ),
    ],
    remedies: { developer: "Read the code with new URL(…).searchParams.get('code'), and send it unchanged." },
    cites: [rfc(6749, "4.1.2")],
  }),
  "wrong-kind": reason({
    title: "The code parameter isn't an authorization code",
    error: "invalid_grant",
    cause:
      "The code parameter contains an access token, a refresh token or a JWT, but must contain an authorization code.",
    evidence: { looks: field("text", "what was received") },
    says: (e) => `The code parameter is ${e.looks}. Send the code from the authorization response.`,
    points: (e) => [point("code", e.looks)],
    fixes: (e) => [
      ...(e.looks === "a refresh token"
        ? [
            developer(
              "To refresh, send grant_type=refresh_token with the token in refresh_token.",
              set("grant_type", "refresh_token"),
              leaveOut("code"),
              supply("refresh-token"),
            ),
          ]
        : []),
      developer("Send the code parameter of the authorization response as code.", supply("code")),
    ],
    remedies: { developer: "Send the code parameter of the callback. To refresh, use grant_type=refresh_token." },
    cites: [rfc(6749, "4.1.3")],
  }),
  "of-other-client": reason({
    title: "The code belongs to another client",
    error: "invalid_grant",
    cause: "The code was issued to a different client_id than the one that redeems it.",
    evidence: {
      clientId: field("text", "client_id that redeems it"),
      issuedTo: field("text", "client_id that it was issued to", "operator"),
    },
    says: (e) => `The code wasn't issued to client ${e.clientId}. Use the same client_id at both endpoints.`,
    points: () => [point("code", "issued to another client"), point("client_id")],
    fixes: (e) => [startAgain(`Start again with client_id=${shown(e.clientId)} at the authorization endpoint too.`)],
    remedies: { developer: "Use the same client_id in the authorization request and in the token request." },
    cites: [rfc(6749, "4.1.3"), rfc(6749, "5.2")],
  }),
  "already-used": reason({
    title: "The code was already redeemed",
    error: "invalid_grant",
    cause:
      "A code can be redeemed once. A second attempt means that it was copied, or that the app sent it twice because a page was reloaded, an effect ran twice, or a request was retried. The server can't tell which attempt was the thief's, so it revokes all tokens from the first redemption.",
    evidence: {
      usedAt: field("instant", "first redeemed at", "client"),
      millisecondsAgo: field("count", "milliseconds since"),
      sameAgent: optional("flag", "redeemed by the same user agent", "client"),
      sameNetwork: optional("flag", "redeemed from the same network", "client"),
    },
    says: (e) =>
      `The code was already redeemed ${ago(e.millisecondsAgo)} ago, and its tokens are now revoked. Start a new authorization request, and redeem each code only once.`,
    points: (e) => [point("code", `redeemed ${ago(e.millisecondsAgo)} earlier`)],
    fixes: () => [
      startAgain(
        "Start a new authorization request, and redeem the code only once. Guard the callback against reloads, double rendering and retries.",
      ),
    ],
    remedies: {
      developer:
        "Redeem the code once, in one place. Guard it against double rendering, reloads of the callback page and automatic retries.",
    },
    cites: [rfc(6749, "4.1.2"), rfc(9700, "4.2.4")],
  }),
  expired: reason({
    title: "The code has expired",
    error: "invalid_grant",
    cause:
      "By default, a code expires after one minute. More time passed between the redirect and the redemption, for example because of a debugger, a queue or a slow cold start.",
    evidence: { lifetime: field("seconds", "lifetime"), age: field("seconds", "age when received"), setBack },
    says: (e) =>
      `${unknownAge("code", e.setBack) ?? tooOld(e)}. Start again, and redeem the code immediately after the redirect.`,
    points: (e) => [
      point(
        "code",
        e.setBack !== undefined
          ? "of unknown age"
          : e.age > e.lifetime
            ? `${e.age} s old, lifetime ${e.lifetime} s`
            : `just after its lifetime of ${e.lifetime} s`,
      ),
    ],
    fixes: (e) => [
      startAgain("Start a new authorization request, and redeem the code in the callback before doing anything slow."),
      ...(e.setBack === undefined ? longerLife(e.age) : []),
    ],
    remedies: {
      developer: "Redeem the code in the callback before doing anything slow.",
      operator: "You can raise codeLifetime up to 600 seconds.",
    },
    cites: [rfc(6749, "4.1.2")],
  }),
  revoked: reason({
    title: "The code has been revoked",
    error: "invalid_grant",
    cause: "The authorization behind the code was revoked before the code was redeemed.",
    evidence: { at: field("instant", "revoked at", "client"), because: optional("text", "why", "client") },
    says: () => "The authorization behind this code was revoked. Start a new authorization request.",
    points: () => [point("code", "withdrawn")],
    fixes: () => [
      startAgain("Start a new authorization request, and don't revoke a grant while its code is being redeemed."),
    ],
    remedies: { developer: "Start a new authorization request." },
    cites: [rfc(6749, "5.2")],
  }),
  "key-unproved": reason({
    title: "The code is bound to a key, and the request doesn't prove it",
    error: "invalid_grant",
    cause:
      "The authorization request named a key with dpop_jkt, or was pushed with a DPoP proof. Only the holder of that key may redeem the code. The token request carried no proof, or one of another key.",
    evidence: { bound: field("list", "members of cnf") },
    says: (e) =>
      `The code is bound to a key (${e.bound.join(" ")}), and the request doesn't prove possession of it. Redeem it with a proof of the key that dpop_jkt named.`,
    points: () => [point("code", "bound to a key")],
    fixes: () => [
      developer("Redeem the code with a DPoP proof that is signed with the key of dpop_jkt.", supply("proof")),
      startAgain("If the key is lost, start a new authorization request."),
    ],
    remedies: { developer: "Sign the proof of the token request with the key whose thumbprint was sent as dpop_jkt." },
    cites: [rfc(9449, "10")],
  }),
  "redirect-uri-mismatch": reason({
    title: "redirect_uri differs between the two endpoints",
    error: "invalid_grant",
    cause:
      "The redirect_uri in the token request must be identical to the one in the authorization request. It can be omitted only if a code_challenge binds the code.",
    evidence: {
      sent: optional("text", "redirect_uri in the token request"),
      near: optional("text", "similar parameter that was sent"),
      expected: field("text", "redirect_uri in the authorization request", "client"),
    },
    says: (e) =>
      e.sent === undefined
        ? `redirect_uri is missing or empty, but the authorization request had '${e.expected}'. ${e.near === undefined ? "Send the same value." : misnamed(e.near)}`
        : `redirect_uri is ${quotedUri(e.sent)}, but the authorization request had '${e.expected}'. Send the same value.`,
    points: (e) => [
      e.sent === undefined
        ? point("redirect_uri", `required: ${e.expected}`)
        : point("redirect_uri", `expected ${e.expected}`, differing(e.sent, e.expected)),
    ],
    fixes: (e) => [
      ...(e.sent === undefined ? renameTo("redirect_uri", e.near) : []),
      ...(whole(e.expected)
        ? [
            developer(
              `Send redirect_uri=${full(e.expected)}, as in the authorization request.`,
              set("redirect_uri", e.expected),
            ),
          ]
        : []),
    ],
    remedies: { developer: "Keep the redirect URI in one constant that both requests use." },
    cites: [rfc(6749, "4.1.3")],
  }),
} as const;
