import { describe, expect, it } from "vitest";
import { CHALLENGE, VERIFIER } from "../../test/catalogue/samples.ts";
import { type Refusal, refuse } from "../reasons/index.ts";
import { challengeOf, checkChallenge, checkVerifier, compareVerifier, type VerifierFacts } from "./pkce.ts";

it("makes the challenge of RFC 7636 appendix B", () => expect(challengeOf(VERIFIER)).toBe(CHALLENGE));

const malformed = (length: number, looks: string) => refuse("pkce/challenge-malformed", { length, looks });
const method = (sent: string | undefined) => refuse("pkce/method-unsupported", { sent });

describe("checkChallenge", () => {
  it.each<[required: boolean, challenge: string | undefined, method: string | undefined, is: Refusal | "granted"]>([
    [true, CHALLENGE, "S256", "granted"],
    [false, CHALLENGE, "S256", "granted"],
    [false, undefined, undefined, "granted"],
    [true, undefined, undefined, refuse("pkce/required", { clientId: "spa" })],
    [true, undefined, "S256", refuse("pkce/required", { clientId: "spa" })],
    [false, undefined, "S256", refuse("request/parameter-absent", { parameter: "code_challenge" })],
    [true, CHALLENGE, undefined, method(undefined)],
    // What was sent is quoted, whatever it says.
    [true, CHALLENGE, "absent, which means plain", method("absent, which means plain")],
    [false, CHALLENGE, undefined, method(undefined)],
    [true, CHALLENGE, "plain", method("plain")],
    [false, CHALLENGE, "plain", method("plain")],
    [true, CHALLENGE, "s256", method("s256")],
    [true, CHALLENGE, "S256 ", method("S256 ")],
    [true, CHALLENGE, "S512", method("S512")],
    [true, "short", "plain", method("plain")],
    [true, CHALLENGE.slice(1), "S256", malformed(42, "not 32 bytes in base64url")],
    [true, `${CHALLENGE}A`, "S256", malformed(44, "not 32 bytes in base64url")],
    [true, `${CHALLENGE}=`, "S256", malformed(44, "padded with =")],
    [true, `${CHALLENGE}==`, "S256", malformed(45, "padded with =")],
    [true, CHALLENGE.replace("-", "+"), "S256", malformed(43, "base64 in place of base64url")],
    [true, CHALLENGE.replace("-", "/"), "S256", malformed(43, "base64 in place of base64url")],
    [true, "a1".repeat(32), "S256", malformed(64, "hexadecimal")],
    [true, "A1".repeat(32), "S256", malformed(64, "hexadecimal")],
    [true, CHALLENGE.replace("-", "é"), "S256", malformed(43, "not base64url")],
    [true, CHALLENGE.replace("-", " "), "S256", malformed(43, "not base64url")],
    [true, `${CHALLENGE}\n`, "S256", malformed(44, "not base64url")],
  ])("required %j, challenge %j, method %j", (required, challenge, sent, is) => {
    expect(checkChallenge("spa", required, challenge, sent) ?? "granted").toEqual(is);
  });
});

const wrong = (length: number, character?: string) => refuse("pkce/verifier-malformed", { length, character });
const mismatch = (verifier: string, hint?: string) =>
  refuse("pkce/verifier-mismatch", { challenge: CHALLENGE, computed: challengeOf(verifier), hint });

describe("checkVerifier", () => {
  it.each<[challenge: string | undefined, verifier: string | undefined, is: Refusal | "granted"]>([
    [CHALLENGE, VERIFIER, "granted"],
    [challengeOf("~".repeat(128)), "~".repeat(128), "granted"],
    [challengeOf("-._~".repeat(11)), "-._~".repeat(11), "granted"],
    [undefined, undefined, "granted"],
    [CHALLENGE, undefined, refuse("pkce/verifier-missing", { clientId: "spa" })],
    [undefined, VERIFIER, refuse("pkce/verifier-unexpected", { clientId: "spa" })],
    [undefined, "x", refuse("pkce/verifier-unexpected", { clientId: "spa" })],
    [CHALLENGE, "a".repeat(42), wrong(42)],
    [CHALLENGE, "a".repeat(129), wrong(129)],
    [CHALLENGE, `${VERIFIER}=`, wrong(44, "=")],
    [CHALLENGE, VERIFIER.replace("-", "+"), wrong(43, "+")],
    [CHALLENGE, ` ${VERIFIER}`, wrong(44, " ")],
    [CHALLENGE, `${VERIFIER}\n`, wrong(44, "\n")],
    [CHALLENGE, VERIFIER.replace("-", "é"), wrong(43, "é")],
    [CHALLENGE, VERIFIER.toLowerCase(), mismatch(VERIFIER.toLowerCase())],
    [CHALLENGE, `${VERIFIER}A`, mismatch(`${VERIFIER}A`)],
    // plain where S256 was promised: a downgrade is not accepted.
    [
      CHALLENGE,
      CHALLENGE,
      mismatch(
        CHALLENGE,
        "it is the code_challenge itself: either the challenge was not hashed, or it was sent in place of the verifier",
      ),
    ],
  ])("challenge %j, verifier %.50j", (challenge, verifier, is) => {
    expect(checkVerifier("spa", challenge, compareVerifier(challenge, verifier)) ?? "granted").toEqual(is);
  });
});

describe("compareVerifier", () => {
  it.each<[challenge: string | undefined, verifier: string | undefined, is: VerifierFacts]>([
    [CHALLENGE, undefined, { is: "absent" }],
    [undefined, undefined, { is: "absent" }],
    [undefined, VERIFIER, { is: "uncompared" }],
    [undefined, "x", { is: "uncompared" }],
    [CHALLENGE, VERIFIER, { is: "right" }],
    [CHALLENGE, "short", { is: "malformed", length: 5, character: undefined }],
    [CHALLENGE, "", { is: "malformed", length: 0, character: undefined }],
    [CHALLENGE, `${VERIFIER}=`, { is: "malformed", length: 44, character: "=" }],
    [CHALLENGE, `${VERIFIER}A`, { is: "wrong", computed: challengeOf(`${VERIFIER}A`), isChallenge: false }],
    [CHALLENGE, CHALLENGE, { is: "wrong", computed: challengeOf(CHALLENGE), isChallenge: true }],
  ])("challenge %j, verifier %.50j: %j", (challenge, verifier, is) => {
    const facts = compareVerifier(challenge, verifier);
    expect(facts).toEqual(is);
    // It is a secret: none of it is in the facts.
    if (verifier !== undefined && verifier.length > 1 && verifier !== CHALLENGE)
      expect(JSON.stringify(facts)).not.toContain(verifier);
  });
});
