import { rfc } from "../specs.ts";
import { field, optional, reason } from "./define.ts";
import type { Fix } from "./fix.ts";
import {
  again,
  characters,
  developer,
  misnamed,
  operator,
  point,
  renameTo,
  set,
  shown,
  supply,
  weakens,
} from "./fixes.ts";

/** A character in words, in case it cannot be seen. */
function nameOf(character: string): string {
  if (character === " ") return "a space";
  if (/^[\r\n]$/.test(character)) return "a line break";
  if (character === "\t") return "a tab";
  if (character < " " || character === "\x7F") return "a control character";
  return /^[\x21-\x7E]$/.test(character) ? `'${character}'` : "a non-ASCII character";
}

const sendS256 = (sent: string | undefined): Fix[] => [
  /^s-?256$/i.test(sent ?? "")
    ? developer("Send code_challenge_method=S256, in upper case.", set("code_challenge_method", "S256"))
    : developer(
        "Send code_challenge_method=S256, and BASE64URL(SHA-256(code_verifier)) as code_challenge.",
        set("code_challenge_method", "S256"),
        supply("challenge"),
      ),
];

export const pkce = {
  required: reason({
    title: "PKCE is required",
    error: "invalid_request",
    cause:
      "Without PKCE, a thief can redeem a stolen code. Public clients must always use it. Confidential clients must use it unless their registration exempts them.",
    evidence: {
      clientId: field("text", "client_id"),
      near: optional("text", "parameter sent that looks like code_challenge"),
    },
    says: (e) =>
      e.near === undefined
        ? `code_challenge is missing or empty, but client ${e.clientId} must use PKCE. Send code_challenge with code_challenge_method=S256.`
        : `code_challenge is missing, but client ${e.clientId} must use PKCE. ${misnamed(e.near)}`,
    points: (e) => [
      e.near === undefined ? point("code_challenge", "required") : point(e.near, "did you mean code_challenge?"),
    ],
    fixes: (e) => [
      ...renameTo("code_challenge", e.near),
      developer(
        "Send code_challenge_method=S256, and BASE64URL(SHA-256(code_verifier)) as code_challenge.",
        set("code_challenge_method", "S256"),
        supply("challenge"),
      ),
      weakens(
        "Without PKCE, anyone who steals a code can redeem it.",
        operator(`If client ${shown(e.clientId)} is confidential, set its pkceRequired to false.`, {
          change: "set-of-client",
          member: "pkceRequired",
          value: false,
        }),
      ),
    ],
    remedies: {
      developer:
        "Enable PKCE in your library, or create a verifier and send BASE64URL(SHA-256(verifier)) as code_challenge. If your library doesn't support PKCE and the app has a client secret, the app's owner can ask the operator for pkceRequired: false.",
      operator:
        "If a client with a secret can't send PKCE, set pkceRequired: false in its registration. Public clients can't be exempted.",
    },
    cites: [rfc(7636, "4.4.1"), rfc(9700, "2.1.1")],
  }),
  "method-unsupported": reason({
    title: "code_challenge_method must be S256",
    error: "invalid_request",
    cause:
      "Only S256 is supported. The method plain is also the default if code_challenge_method is missing, and it exposes the verifier to anyone who reads the request. The value s256 in lower case isn't a method.",
    evidence: {
      sent: optional("text", "code_challenge_method received"),
      near: optional("text", "similar parameter that was sent"),
    },
    says: (e) => {
      if (e.sent !== undefined)
        return `code_challenge_method '${e.sent}' isn't supported. Send S256, with the SHA-256 of the verifier as code_challenge.`;
      return e.near === undefined
        ? "code_challenge_method is missing or empty, which means plain, and plain isn't supported. Send S256, with the SHA-256 of the verifier as code_challenge."
        : `code_challenge_method is missing, which means plain, and plain isn't supported. ${misnamed(e.near)}`;
    },
    points: (e) => [
      e.sent === undefined
        ? point("code_challenge_method", "if missing, the method is plain")
        : point("code_challenge_method", "expected S256"),
    ],
    fixes: (e) => [
      ...renameTo("code_challenge_method", e.sent === undefined ? e.near : undefined),
      ...sendS256(e.sent),
    ],
    remedies: { developer: "Send code_challenge_method=S256 and BASE64URL(SHA-256(verifier)) as code_challenge." },
    cites: [rfc(7636, "4.2"), rfc(7636, "4.4.1"), rfc(9700, "2.1.1")],
  }),
  "challenge-malformed": reason({
    title: "code_challenge isn't a SHA-256 hash in base64url",
    error: "invalid_request",
    cause:
      "A challenge made with S256 has exactly 43 base64url characters. It has no padding, no + or /, and isn't hexadecimal.",
    evidence: { length: field("count", "characters received"), looks: field("text", "what it looks like") },
    says: (e) =>
      `code_challenge has ${characters(e.length)} and is ${e.looks}. Send the 43 characters of BASE64URL(SHA-256(verifier)), without padding.`,
    points: (e) => [
      point("code_challenge", e.length === 43 ? e.looks : `${characters(e.length)}, expected 43: ${e.looks}`),
    ],
    fixes: (e) => [
      developer(
        e.looks === "hexadecimal"
          ? "Hash the verifier to bytes, not to hexadecimal digits, and encode the bytes in base64url without padding."
          : "Send code_challenge=BASE64URL(SHA-256(code_verifier)): 43 characters, without padding.",
        supply("challenge"),
      ),
    ],
    remedies: {
      developer:
        "Hash the verifier to bytes, not to hexadecimal text, and encode the bytes in base64url without padding.",
    },
    cites: [rfc(7636, "4.2")],
  }),
  "verifier-missing": reason({
    title: "code_verifier is missing",
    error: "invalid_grant",
    cause:
      "The authorization request had a code_challenge, but the token request has no code_verifier. Often the verifier was stored where the callback can't find it.",
    evidence: {
      clientId: field("text", "client_id"),
      near: optional("text", "similar parameter that was sent"),
    },
    says: (e) =>
      e.near === undefined
        ? "code_verifier is missing or empty, but the authorization request had a code_challenge. Send the code_verifier that belongs to it."
        : `code_verifier is missing, but the authorization request had a code_challenge. ${misnamed(e.near)}`,
    points: (e) => [
      e.near === undefined ? point("code_verifier", "required") : point(e.near, "did you mean code_verifier?"),
    ],
    fixes: (e) => [
      ...renameTo("code_verifier", e.near),
      developer("Send the code_verifier whose SHA-256 was sent as code_challenge.", supply("verifier")),
    ],
    remedies: {
      developer: "For each attempt, store the verifier together with the state, and send it when you redeem the code.",
    },
    cites: [rfc(7636, "4.5"), rfc(7636, "4.6")],
  }),
  "verifier-malformed": reason({
    title: "code_verifier is malformed",
    error: "invalid_grant",
    cause: "A verifier has 43 to 128 characters. Allowed are A-Z a-z 0-9 - . _ ~.",
    evidence: {
      length: field("count", "characters received"),
      character: optional("text", "first character that is not allowed"),
    },
    says: (e) =>
      e.character === undefined
        ? `code_verifier has ${characters(e.length)}, expected 43 to 128. Make it from 32 random bytes in base64url.`
        : `code_verifier contains ${/^[\x21-\x7E]$/.test(e.character) ? `'${e.character}'` : `${nameOf(e.character)} ('${e.character}')`}, but only letters, digits and - . _ ~ are allowed. Make it from 32 random bytes in base64url.`,
    points: (e) => [
      point(
        "code_verifier",
        e.character === undefined ? `${characters(e.length)}, expected 43 to 128` : `contains ${nameOf(e.character)}`,
      ),
    ],
    fixes: () => [
      again(
        developer(
          "Start again with a verifier of 32 random bytes in base64url without padding, and with the challenge for it.",
          supply("code"),
          supply("verifier"),
        ),
      ),
    ],
    remedies: { developer: "Make the verifier from 32 random bytes in base64url without padding: 43 characters." },
    cites: [rfc(7636, "4.1")],
  }),
  "verifier-mismatch": reason({
    title: "code_verifier doesn't match code_challenge",
    error: "invalid_grant",
    cause:
      "The SHA-256 of this verifier isn't the challenge in the authorization request. Usually two attempts were mixed up, for example because a second tab or a retry overwrote the stored verifier. Or the challenge was never hashed, and is the verifier itself.",
    evidence: {
      challenge: field("text", "code_challenge in the authorization request", "client"),
      computed: field("text", "challenge for the received verifier", "client"),
      hint: optional("text", "what it looks like"),
    },
    says: (e) =>
      `code_verifier doesn't match the code_challenge in the authorization request${e.hint === undefined ? ". Send the verifier of the same attempt" : `: ${e.hint}`}.`,
    points: (e) => [point("code_verifier", e.hint === undefined ? "doesn't match the challenge" : "the challenge")],
    fixes: (e) =>
      e.hint === undefined
        ? [
            developer(
              "Send the verifier of the same attempt. Store one for each state, and never overwrite it.",
              supply("verifier"),
            ),
          ]
        : [
            again(
              developer(
                "If the challenge was not hashed, start again: send BASE64URL(SHA-256(code_verifier)) as code_challenge in the authorization request.",
                supply("code"),
                supply("challenge"),
                supply("verifier"),
              ),
            ),
            developer("If it was hashed, send the verifier itself instead of its challenge.", supply("verifier")),
          ],
    remedies: {
      developer:
        "Store one verifier for each attempt, under its state. Hash it to bytes, and encode the bytes in base64url.",
    },
    cites: [rfc(7636, "4.6")],
  }),
  "verifier-unexpected": reason({
    title: "code_verifier was sent without an earlier code_challenge",
    error: "invalid_grant",
    cause:
      "The token request has a verifier, but the authorization request had no challenge. Somebody may have removed the challenge in transit, which is a PKCE downgrade attack.",
    evidence: { clientId: field("text", "client_id") },
    says: () =>
      "code_verifier was sent, but the authorization request had no code_challenge. Start again with a code_challenge in the authorization request.",
    points: () => [point("code_verifier", "no code_challenge was sent before")],
    fixes: () => [
      again(
        developer(
          "Start again with code_challenge and code_challenge_method=S256 in the authorization request.",
          supply("code"),
          supply("challenge"),
          supply("verifier"),
        ),
      ),
    ],
    remedies: { developer: "Send code_challenge and code_challenge_method=S256 in the authorization request." },
    cites: [rfc(9700, "2.1.1"), rfc(9700, "4.8.2")],
  }),
} as const;
