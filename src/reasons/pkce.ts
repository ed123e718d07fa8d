import { rfc } from "../specs.ts";
import { field, optional, reason } from "./define.ts";
import type { Fix } from "./fix.ts";
import { again, developer, misnamed, operator, point, renameTo, set, shown, supply, weakens } from "./fixes.ts";

/** A character in words, where it cannot be seen. */
const nameOf = (character: string): string =>
  character === " " ? "a space" : /^[\x21-\x7E]$/.test(character) ? `'${character}'` : "a character beyond ASCII";

const sendS256 = (sent: string | undefined): Fix[] => [
  /^s-?256$/i.test(sent ?? "")
    ? developer("Send code_challenge_method=S256, in capitals.", set("code_challenge_method", "S256"))
    : developer(
        "Send code_challenge_method=S256, and BASE64URL(SHA-256(code_verifier)) as code_challenge.",
        set("code_challenge_method", "S256"),
        supply("challenge"),
      ),
];

export const pkce = {
  required: reason({
    title: "A code_challenge is required",
    error: "invalid_request",
    cause:
      "Without PKCE a stolen code can be redeemed by the thief. It is required of public clients always, and of confidential ones unless their registration says otherwise.",
    evidence: {
      clientId: field("text", "client_id"),
      near: optional("text", "parameter that was sent and looks like code_challenge"),
    },
    says: (e) =>
      e.near === undefined
        ? `code_challenge is missing or empty and ${e.clientId} must use PKCE; send code_challenge with code_challenge_method=S256.`
        : `code_challenge is missing and ${e.clientId} must use PKCE; ${misnamed(e.near)}`,
    points: (e) => [
      e.near === undefined ? point("code_challenge", "required") : point(e.near, "did you mean code_challenge?"),
    ],
    fixes: (e) => [
      ...renameTo("code_challenge", e.near),
      developer(
        "Send code_challenge_method=S256 and BASE64URL(SHA-256(code_verifier)) as code_challenge.",
        set("code_challenge_method", "S256"),
        supply("challenge"),
      ),
      weakens(
        "Without PKCE whoever steals a code can redeem it.",
        operator(`Set pkceRequired of the client ${shown(e.clientId)} to false, if it is confidential.`, {
          change: "set-of-client",
          member: "pkceRequired",
          value: false,
        }),
      ),
    ],
    remedies: {
      developer:
        "Switch PKCE on in your library, or make a verifier and send BASE64URL(SHA-256(verifier)) as code_challenge. If your library cannot send PKCE and the application has a client secret, its owner can ask the operator for pkceRequired: false.",
      operator:
        "If a client with a secret cannot send PKCE, set pkceRequired: false in its registration. Public clients cannot be exempted.",
    },
    cites: [rfc(7636, "4.4.1"), rfc(9700, "2.1.1")],
  }),
  "method-unsupported": reason({
    title: "The code_challenge_method is not accepted",
    error: "invalid_request",
    cause:
      "Only S256 is accepted. plain, which is also what an absent method means, hands the verifier to whoever reads the request; s256 in lower case names nothing.",
    evidence: {
      sent: optional("text", "code_challenge_method sent"),
      near: optional("text", "parameter that was sent and looks like it"),
    },
    says: (e) => {
      if (e.sent !== undefined)
        return `code_challenge_method '${e.sent}' is not accepted; send S256, and the SHA-256 of the verifier as code_challenge.`;
      return e.near === undefined
        ? "code_challenge_method is missing or empty, which means plain, and plain is not accepted; send S256, and the SHA-256 of the verifier as code_challenge."
        : `code_challenge_method is missing, which means plain, and plain is not accepted; ${misnamed(e.near)}`;
    },
    points: (e) => [
      e.sent === undefined
        ? point("code_challenge_method", "without it the method is plain")
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
    title: "The code_challenge is not a SHA-256 in base64url",
    error: "invalid_request",
    cause:
      "A challenge made by S256 has exactly 43 characters of base64url: no padding, no + and /, no hexadecimal digits in place of base64url.",
    evidence: { length: field("count", "characters sent"), looks: field("text", "what it looks like") },
    says: (e) =>
      `code_challenge has ${e.length} characters and is ${e.looks}; send the 43 characters of BASE64URL(SHA-256(verifier)) without padding.`,
    points: (e) => [point("code_challenge", `${e.length} characters, expected 43; ${e.looks}`)],
    fixes: (e) => [
      developer(
        e.looks === "hexadecimal"
          ? "Hash the verifier to bytes, not to hexadecimal digits, and send these in base64url without padding."
          : "Send code_challenge=BASE64URL(SHA-256(code_verifier)): 43 characters, without padding.",
        supply("challenge"),
      ),
    ],
    remedies: { developer: "Hash the verifier to bytes, not to hexadecimal text, then base64url without padding." },
    cites: [rfc(7636, "4.2")],
  }),
  "verifier-missing": reason({
    title: "The code_verifier is missing",
    error: "invalid_grant",
    cause:
      "The authorization request began with a code_challenge and the token request brings no code_verifier. Often the verifier was kept where the callback cannot find it.",
    evidence: {
      clientId: field("text", "client_id"),
      near: optional("text", "parameter that was sent and looks like it"),
    },
    says: (e) =>
      e.near === undefined
        ? "The code was asked for with a code_challenge, and code_verifier is missing or empty; send the one that belongs to it."
        : `The code was asked for with a code_challenge, and code_verifier is missing; ${misnamed(e.near)}`,
    points: (e) => [
      e.near === undefined ? point("code_verifier", "required") : point(e.near, "did you mean code_verifier?"),
    ],
    fixes: (e) => [
      ...renameTo("code_verifier", e.near),
      developer("Send code_verifier: the one whose SHA-256 was sent as code_challenge.", supply("verifier")),
    ],
    remedies: { developer: "Keep the verifier with the state, per attempt, and send it when the code is redeemed." },
    cites: [rfc(7636, "4.5"), rfc(7636, "4.6")],
  }),
  "verifier-malformed": reason({
    title: "The code_verifier breaks the syntax",
    error: "invalid_grant",
    cause: "A verifier has 43 to 128 characters out of A-Z a-z 0-9 - . _ ~.",
    evidence: {
      length: field("count", "characters sent"),
      character: optional("text", "first character that is not allowed"),
    },
    says: (e) =>
      e.character === undefined
        ? `code_verifier has ${e.length} characters; 43 to 128 are required.`
        : `code_verifier contains '${e.character}'; only letters, digits and - . _ ~ are allowed.`,
    points: (e) => [
      point(
        "code_verifier",
        e.character === undefined ? `${e.length} characters, expected 43 to 128` : `${nameOf(e.character)} in it`,
      ),
    ],
    fixes: () => [
      again(
        developer(
          "Start again with a verifier of 32 random bytes in base64url without padding, and with its challenge.",
          supply("code"),
          supply("verifier"),
        ),
      ),
    ],
    remedies: { developer: "Make the verifier from 32 random bytes in base64url without padding: 43 characters." },
    cites: [rfc(7636, "4.1")],
  }),
  "verifier-mismatch": reason({
    title: "The code_verifier does not make the code_challenge",
    error: "invalid_grant",
    cause:
      "The SHA-256 of this verifier is not the challenge of the authorization request. Usually two attempts were mixed up: a second tab, a retry that overwrote the stored verifier. Or the challenge was never hashed, and is the verifier itself.",
    evidence: {
      challenge: field("text", "code_challenge of the authorization request", "client"),
      computed: field("text", "challenge that the verifier sent would make", "client"),
      hint: optional("text", "what it looks like"),
    },
    says: (e) =>
      `code_verifier does not hash to the code_challenge of the authorization request${e.hint === undefined ? "; send the verifier of the same attempt" : `; ${e.hint}`}.`,
    points: (e) => [point("code_verifier", e.hint === undefined ? "does not hash to the challenge" : "the challenge")],
    fixes: (e) =>
      e.hint === undefined
        ? [
            developer(
              "Send the verifier of the same attempt: keep one for each state, and never overwrite it.",
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
            developer(
              "If it was, send the verifier itself, and not the challenge that is made from it.",
              supply("verifier"),
            ),
          ],
    remedies: {
      developer: "Keep one verifier for each attempt, stored under its state. Hash to bytes, then base64url.",
    },
    cites: [rfc(7636, "4.6")],
  }),
  "verifier-unexpected": reason({
    title: "A code_verifier came without a code_challenge before",
    error: "invalid_grant",
    cause:
      "The token request brings a verifier, and the authorization request had no challenge. Somebody may have taken the challenge out on its way: a PKCE downgrade.",
    evidence: { clientId: field("text", "client_id") },
    says: () =>
      "A code_verifier was sent and the authorization request had no code_challenge; send the challenge with the authorization request.",
    points: () => [point("code_verifier", "no code_challenge came before")],
    fixes: () => [
      again(
        developer(
          "Start again, and send code_challenge with code_challenge_method=S256 in the authorization request.",
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
