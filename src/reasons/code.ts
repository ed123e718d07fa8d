import { rfc } from "../specs.ts";
import { ago, field, optional, reason } from "./define.ts";
import type { Fix } from "./fix.ts";
import {
  again,
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

/** A lifetime, in whole minutes, in which a code of this age would still have lived; at most 600 seconds (RFC 6749 4.1.2). */
function longerLife(age: number): Fix[] {
  const value = Math.ceil((age + 1) / 60) * 60;
  if (!(value <= 600)) return [];
  return [
    weakens(
      "A stolen code can be redeemed for longer.",
      operator(`Set codeLifetime to ${value} seconds.`, { change: "setting", setting: "codeLifetime", value }),
    ),
  ];
}

/** Both are rounded: where they are the same, the code came a fraction of a second too late. */
const tooOld = ({ age, lifetime }: { age: number; lifetime: number }): string =>
  age > lifetime
    ? `The code is ${age} s old and lived for ${lifetime} s`
    : `The code lived for ${lifetime} s and came just after that`;

export const code = {
  unknown: reason({
    title: "The server has no such code",
    error: "invalid_grant",
    cause:
      "The code was never issued here, or so long ago that it is forgotten: it comes from another issuer or environment, from before the keys were lost, or is made up.",
    evidence: { length: field("count", "characters sent"), issuedHere: field("flag", "whether this server made it") },
    says: (e) =>
      e.issuedHere
        ? "The code expired long ago; start a new authorization request."
        : "The code is not one of this server and its keys; check that the authorization and token endpoints belong to the same issuer.",
    points: (e) => [point("code", e.issuedHere ? "ended long ago" : "not issued here")],
    fixes: (e) => [
      startAgain(
        e.issuedHere
          ? "Start a new authorization request, and redeem its code on the callback at once."
          : "Redeem a code where it was issued: start again with both endpoints from the metadata of one issuer.",
      ),
    ],
    remedies: { developer: "Redeem the code at the issuer that gave it: compare the iss parameter of the response." },
    cites: [rfc(6749, "5.2"), rfc(9207, "2.4")],
  }),
  corrupted: reason({
    title: "The code was altered on its way",
    error: "invalid_grant",
    cause:
      "What was sent has the beginning of a code of this server and not its form: cut off, encoded twice, or with white space added.",
    evidence: {
      length: field("count", "characters sent"),
      expected: field("count", "characters of a code"),
      looks: field("text", "what it looks like"),
    },
    says: (e) =>
      `The code was altered on its way: ${e.looks} (${e.length} characters, expected ${e.expected}). Take it from the query by a URL parser, decoded once.`,
    points: (e) => [point("code", `${e.looks}; ${e.length} characters, expected ${e.expected}`)],
    fixes: () => [
      developer(
        "Send the code as it came: read it by new URL(callback).searchParams.get('code'), and decode it no further.",
        supply("code"),
      ),
    ],
    remedies: { developer: "Read the code by new URL(…).searchParams.get('code') and pass it on as it is." },
    cites: [rfc(6749, "4.1.2")],
  }),
  "wrong-kind": reason({
    title: "What was sent as code is another thing",
    error: "invalid_grant",
    cause: "An access token, a refresh token or a JWT was sent where an authorization code is due.",
    evidence: { looks: field("text", "what was sent") },
    says: (e) => `What was sent as code is ${e.looks}; send the code parameter of the authorization response.`,
    points: (e) => [point("code", e.looks)],
    fixes: (e) => [
      ...(e.looks === "a refresh token"
        ? [
            developer(
              "To refresh, send grant_type=refresh_token, and the token as refresh_token.",
              set("grant_type", "refresh_token"),
              leaveOut("code"),
              supply("refresh-token"),
            ),
          ]
        : []),
      developer("Send as code the code parameter of the authorization response.", supply("code")),
    ],
    remedies: { developer: "Send the code parameter of the callback. To refresh, use grant_type=refresh_token." },
    cites: [rfc(6749, "4.1.3")],
  }),
  "of-other-client": reason({
    title: "The code belongs to another client",
    error: "invalid_grant",
    cause: "The code was issued to another client_id than the one that redeems it.",
    evidence: {
      clientId: field("text", "client_id that redeems"),
      issuedTo: field("text", "client_id that it was issued to", "operator"),
    },
    says: (e) => `The code was not issued to ${e.clientId}; use the same client_id at both endpoints.`,
    points: () => [point("code", "issued to another client"), point("client_id")],
    fixes: (e) => [startAgain(`Start again with client_id=${shown(e.clientId)} at the authorization endpoint too.`)],
    remedies: { developer: "Use the same client_id in the authorization request and in the token request." },
    cites: [rfc(6749, "4.1.3"), rfc(6749, "5.2")],
  }),
  "already-used": reason({
    title: "The code has been redeemed before",
    error: "invalid_grant",
    cause:
      "A code is good for one redemption. A second one means that it was copied, or that the application asked twice: a page reloaded, an effect run twice, a request retried. All tokens of the first redemption are revoked, since the server cannot tell which of the two was the thief.",
    evidence: {
      usedAt: field("instant", "first redeemed at", "client"),
      millisecondsAgo: field("count", "milliseconds since"),
      sameAgent: optional("flag", "whether the same user agent redeemed it", "client"),
      sameNetwork: optional("flag", "whether it was redeemed from the same network", "client"),
    },
    says: (e) =>
      `The code was redeemed ${ago(e.millisecondsAgo)} ago and is good once; its tokens are now revoked. Start a new authorization request, and redeem each code once.`,
    points: (e) => [point("code", `redeemed ${ago(e.millisecondsAgo)} before`)],
    fixes: () => [
      startAgain(
        "Start a new authorization request. Redeem its code once: guard the callback against reloads, double rendering and retries.",
      ),
    ],
    remedies: {
      developer:
        "Redeem in one place, once: guard against double rendering, reloads of the callback page and automatic retries.",
    },
    cites: [rfc(6749, "4.1.2"), rfc(9700, "4.2.4")],
  }),
  expired: reason({
    title: "The code has expired",
    error: "invalid_grant",
    cause:
      "A code lives for a minute by default. Between the redirect and the redemption more time went by: a debugger, a queue, a slow cold start.",
    evidence: { lifetime: field("seconds", "lifetime"), age: field("seconds", "age when it came"), setBack },
    says: (e) => `${unknownAge("code", e.setBack) ?? tooOld(e)}; redeem it at once after the redirect.`,
    points: (e) => [
      point(
        "code",
        e.setBack !== undefined
          ? "of unknown age"
          : e.age > e.lifetime
            ? `${e.age} s old, lived for ${e.lifetime} s`
            : `just after its ${e.lifetime} s`,
      ),
    ],
    fixes: (e) => [
      startAgain("Start a new authorization request, and redeem its code on the callback, before anything slow."),
      ...(e.setBack === undefined ? longerLife(e.age) : []),
    ],
    remedies: {
      developer: "Redeem the code in the callback itself, before anything slow.",
      operator: "codeLifetime may be raised up to 600 seconds.",
    },
    cites: [rfc(6749, "4.1.2")],
  }),
  revoked: reason({
    title: "The code has been withdrawn",
    error: "invalid_grant",
    cause: "The authorization behind the code was revoked before the code was redeemed.",
    evidence: { at: field("instant", "revoked at", "client"), because: optional("text", "why", "client") },
    says: () => "The authorization behind this code was revoked; start a new authorization request.",
    points: () => [point("code", "withdrawn")],
    fixes: () => [
      startAgain("Start a new authorization request, and do not revoke a grant while its code is being redeemed."),
    ],
    remedies: { developer: "Start a new authorization request." },
    cites: [rfc(6749, "5.2")],
  }),
  "redirect-uri-mismatch": reason({
    title: "redirect_uri differs between the two endpoints",
    error: "invalid_grant",
    cause:
      "redirect_uri at the token endpoint must be the very one of the authorization request. It may be left out only where a code_challenge binds the code.",
    evidence: {
      sent: optional("text", "redirect_uri of the token request"),
      near: optional("text", "parameter that was sent and looks like it"),
      expected: field("text", "redirect_uri of the authorization request", "client"),
    },
    says: (e) =>
      e.sent === undefined
        ? `redirect_uri is missing or empty and the authorization request had '${e.expected}'; ${e.near === undefined ? "send the same one." : misnamed(e.near)}`
        : `redirect_uri is ${quotedUri(e.sent)} and the authorization request had '${e.expected}'; send the same one.`,
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
