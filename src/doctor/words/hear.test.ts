/** Which concepts a sentence has: what "not" denies, what a value hides, and which words mean something else. */
import { describe, expect, it } from "vitest";
import { OPPOSITES } from "./concepts.ts";
import { hear, isName } from "./hear.ts";
import { meantBy, WORDINGS } from "./index.ts";
import { english } from "./languages/english.ts";
import { plainOf } from "./plain.ts";

const conceptsOf = (sentence: string): string[] => [...new Set(hear(sentence).heard.map(({ concept }) => concept))];

it.each([
  ["The code was not found", "unknown"],
  ["could not find the client", "unknown"],
  ["redirect_uri doesn't match", "mismatch"],
  ["redirect_uri doesn’t exactly match", "mismatch"],
  ["The scope is not allowed", "denied"],
  ["code_verifier was not provided", "missing"],
  ["grant type isn't supported", "unsupported"],
  ["The code was not issued to this client", "notIssued"],
  ["unable to verify the signature", "invalid"],
])("%s: %s", (sentence, concept) => expect(conceptsOf(sentence)).toContain(concept));

it.each([
  ["Make sure that the code has not expired", "expired"],
  ["The token has not been revoked", "revoked"],
  ["The token expires in 3600 seconds", "expired"],
  ["error code 400", "code"],
  ["The status code is wrong", "code"],
  ["csrf token", "token"],
  ["token endpoint", "token"],
])("%s: not %s", (sentence, concept) => expect(conceptsOf(sentence)).not.toContain(concept));

it.each([
  ["refresh_token", "refresh"],
  ["refreshToken", "refresh"],
  ["refresh-token", "refresh"],
  ["RefreshTokenExpired", "refresh"],
  ["RefreshTokenExpired", "expired"],
  ["JWTExpired", "expired"],
  ["DPoP", "dpop"],
])("%s has %s, however it is spelled", (sentence, concept) => expect(conceptsOf(sentence)).toContain(concept));

it("an invalid code next to a redirect is no mismatch of redirect URIs", () => {
  const reasons = meantBy("addConnectRedirect still fails with 40029-invalid code", "code").map(
    ({ wording }) => wording.reason,
  );
  expect(reasons.filter((reason) => reason.includes("redirect-uri"))).toEqual([]);
});

it.each([
  ["not allow to access from your ip", "client/address-not-allowed"],
  ["getaddrinfo ENOTFOUND login.example", "transport/unreachable"],
  ["The nonce in the ID Token does not match the one sent", "request/nonce-mismatch"],
  ["The given origin is not allowed for the given client ID.", "client/origin-not-allowed"],
])("%s: %s", (sentence, cause) => {
  const [first] = [...meantBy(sentence, "unknown")].sort((a, b) => b.wording.weight - a.wording.weight);
  expect(first?.wording.reason).toBe(cause);
});

describe("values", () => {
  it.each([
    ["Scope 'client:expired' is not valid", "scope · is not valid"],
    ["Scope “read expired tokens” is not valid", "scope · is not valid"],
    ["The redirect URI https://app.example/cb?code=1 is wrong", "the redirect uri · is wrong"],
    ["Client 0oa1ab2cd3EFGHIJ4x7 is unknown", "client · is unknown"],
    ["The 'redirect_uri' parameter is missing", "the redirect uri parameter is missing"],
    ['{"error":"invalid_grant","error_description":"Code expired"}', "error : · , error description : code expired"],
    ["The user's session", "the user s session"],
  ])("%s", (sentence, plain) => expect(plainOf(sentence, isName).text).toBe(plain));
});

it("keeps the place of every character", () => {
  const sentence = "  Scope 'a b' isn’t VALID, refreshToken";
  const { text, at } = plainOf(sentence, isName);
  expect(at.length).toBe(text.length);
  expect([...at].sort((a, b) => a - b)).toEqual(at);
  expect(sentence.slice(at[text.indexOf("valid")])).toBe("VALID, refreshToken");
});

it("takes time in proportion to the length, whatever the text is", () => {
  for (const piece of ["'", "no ", "not found ", '"a', "aA", "a_", "code: ", "“", "https://"]) {
    const { plain } = hear(piece.repeat(20_000));
    expect(plain.at.length).toBe(plain.text.length);
  }
});

it("no name of a concept appears twice under it", () => {
  for (const [concept, names] of Object.entries(english)) {
    const all = names.split(", ");
    expect([concept, all.filter((name, at) => all.indexOf(name) !== at)]).toEqual([concept, []]);
  }
});

it("every concept of a wording has a name", () => {
  const named = new Set([...Object.keys(english), ...Object.values(OPPOSITES), "none"]);
  const used = WORDINGS.flatMap(({ says, unless }) => [...says, ...unless].flat().flatMap(({ concepts }) => concepts));
  expect([...new Set(used)].filter((concept) => !named.has(concept))).toEqual([]);
});

it("every name belongs to a concept that a wording or an opposite needs", () => {
  const used = new Set(
    WORDINGS.flatMap(({ says, unless }) => [...says, ...unless].flat().flatMap(({ concepts }) => concepts)),
  );
  const needed = (concept: string): boolean =>
    used.has(concept) || Object.hasOwn(OPPOSITES, concept) || ["not", "no", "nothing"].includes(concept);
  expect(Object.keys(english).filter((concept) => !needed(concept))).toEqual([]);
});
