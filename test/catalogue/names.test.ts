/** The names of articles and older servers are found in the catalogue, where PRODUCT says; and each is returned as it says. */
import { describe, expect, it } from "vitest";
import { isCause } from "../../src/reasons/causes.ts";
import { type Code, codes, isCode, reasonOf, statusOf } from "../../src/reasons/index.ts";
import { nameElsewhere, namesElsewhere, namesOf } from "../../src/reasons/names.ts";
import { standardError } from "../../src/standard/index.ts";

const family = (name: string): Code[] => codes.filter((code) => code.startsWith(`${name}/`));

/** Name in the wild, the reasons, `error`, status of a JSON response. */
const NAMES: readonly (readonly [name: string, reasons: readonly string[], error: string, status: number])[] = [
  ["unsupported_over_http", ["transport/insecure"], "invalid_request", 400],
  ["version_rejected", ["request/version-unsupported"], "invalid_request", 400],
  ["parameter_absent", ["request/parameter-absent"], "invalid_request", 400],
  ["parameter_rejected", ["request/parameter-too-long"], "invalid_request", 400],
  ["invalid_param", ["request/parameter-invalid", "request/parameter-repeated"], "invalid_request", 400],
  ["invalid_client", ["client/unknown", "client/disabled"], "invalid_client", 401],
  [
    "invalid_client_secret",
    ["secret-wrong", "secret-expired", "secret-absent", "method-mismatch"].map((slug) => `client-auth/${slug}`),
    "invalid_client",
    401,
  ],
  ["invalid_client_secret", ["client-auth/repeated"], "invalid_client", 401],
  [
    "unauthorized_client",
    ["client/grant-type-not-allowed", "client/response-type-not-allowed"],
    "unauthorized_client",
    400,
  ],
  ["unsupported_response_type", ["request/response-type-unsupported"], "unsupported_response_type", 400],
  ["unsupported_grant_type", ["request/grant-type-unsupported"], "unsupported_grant_type", 400],
  [
    "invalid_callback",
    family("redirect-uri").filter((code) => code !== "redirect-uri/post-logout-unregistered"),
    "invalid_request",
    400,
  ],
  ["access_denied", ["user/denied"], "access_denied", 400],
  [
    "invalid_grant",
    [...family("code"), ...family("refresh-token"), ...family("grant").filter((code) => code !== "grant/id-unknown")],
    "invalid_grant",
    400,
  ],
  ["token_expired", ["token/expired"], "invalid_token", 401],
  ["token_expired", ["refresh-token/expired"], "invalid_grant", 400],
  [
    "invalid_token",
    ["absent", "malformed", "unknown", "expired", "revoked", "wrong-audience"].map((slug) => `token/${slug}`),
    "invalid_token",
    401,
  ],
  ["invalid_scope", family("scope"), "invalid_scope", 400],
  ["server_error", ["server/fault"], "server_error", 500],
];

describe.each(NAMES)("%s", (name, reasons, error, status) => {
  it.each(reasons.map((code) => [code]))("is %s", (code) => {
    expect(isCode(code)).toBe(true);
    const reason = reasonOf(code as Code);
    expect(nameElsewhere(name)?.causes).toContain(code);
    expect([...namesOf(code as Code), reason.error]).toContain(name);
    expect([reason.error, statusOf(reason)]).toEqual([error, status]);
  });
});

/** PRODUCT's table, "returned as": what is in the right column is said for each name, whatever else is. */
const ANSWERS: readonly (readonly [name: string, answeredAs: RegExp])[] = [
  ["unsupported_over_http", /^invalid_request, 400/],
  ["version_rejected", /^invalid_request, 400/],
  ["parameter_absent", /^invalid_request, 400/],
  ["parameter_rejected", /^invalid_request, 400/],
  ["invalid_param", /^invalid_request, 400/],
  ["invalid_request", /^invalid_request, 400 \(405 for the method/],
  ["invalid_client", /^invalid_client, 401/],
  ["invalid_client_secret", /^invalid_client, 401/],
  ["unauthorized_client", /^unauthorized_client, 400/],
  ["unsupported_response_type", /by redirect/],
  ["unsupported_grant_type", /400/],
  ["invalid_callback", /^a page, never a redirect/],
  ["access_denied", /by redirect/],
  ["invalid_grant", /^invalid_grant, 400/],
  ["token_expired", /^invalid_token, 401 with WWW-Authenticate.*refresh token invalid_grant/],
  ["invalid_token", /^invalid_token, 401 with WWW-Authenticate.*refresh token invalid_grant/],
  ["invalid_scope", /^invalid_scope, 400 or by redirect/],
  ["server_error", /^server_error, 500/],
];

describe("nameElsewhere", () => {
  it.each(ANSWERS)("says what %s is returned as, and where articles are wrong", (name, answeredAs) => {
    expect(nameElsewhere(name)?.answeredAs).toMatch(answeredAs);
    expect(nameElsewhere(name)?.note).toMatch(/\.$/);
  });

  it("puts right what popular articles say of secrets and of users who say no", () => {
    for (const name of ["invalid_client", "invalid_client_secret"])
      expect(nameElsewhere(name)?.note).toContain("A wrong secret is invalid_client, not invalid_grant");
    expect(nameElsewhere("access_denied")?.note).toContain("A user who declines is access_denied");
    expect(nameElsewhere("invalid_grant")?.note).toMatch(/wrong secret is invalid_client.*access_denied/);
  });

  it.each(namesElsewhere)("%s stands for causes that there are, each once, and is returned somehow", (name) => {
    const { causes = [], answeredAs = "" } = nameElsewhere(name) ?? {};
    expect(causes.length).toBeGreaterThan(0);
    expect(causes.filter((code) => !isCause(code))).toEqual([]);
    expect(new Set(causes).size).toBe(causes.length);
    expect(answeredAs).toMatch(/\S/);
  });

  it.each(namesElsewhere.filter((name) => standardError(name) === undefined))("%s is never sent as error", (name) => {
    expect(codes.filter((code) => reasonOf(code).error === name)).toEqual([]);
  });

  it("takes any letter case, and knows no more than names", () => {
    expect(nameElsewhere(" aadsts700016 ")?.causes[0]).toBe("client/unknown");
    expect(nameElsewhere("Invalid_Callback")?.causes).not.toContain("redirect-uri/post-logout-unregistered");
    for (const other of ["", "constructor", "__proto__", "banana"]) expect(nameElsewhere(other)).toBeUndefined();
  });

  it("has causes of other servers under the standard's names, the reasons of Candor first", () => {
    expect(nameElsewhere("invalid_scope")?.causes).toContain("scope/prefix-missing");
    expect(nameElsewhere("invalid_grant")?.causes).toContain("grant/password-changed");
    expect(nameElsewhere("invalid_grant")?.causes).not.toContain("refresh-token/not-issued");
    const [first = ""] = nameElsewhere("invalid_token")?.causes ?? [];
    expect(isCode(first)).toBe(true);
  });
});

/** RFC 7636 4.6 requires, for a verifier that does not match, invalid_grant; before the code, it is invalid_request (4.4.1). */
it.each(family("pkce"))("%s is returned as RFC 7636 says", (code) => {
  expect(reasonOf(code).error).toBe(code.startsWith("pkce/verifier-") ? "invalid_grant" : "invalid_request");
});

/** RFC 6749 5.2, 4.1.2.1; RFC 6750 3.1; RFC 9110 15.5. */
it("no other status than the specifications give", () => {
  const odd = codes.filter(
    (code) =>
      ![400, 401, 403, 404, 405, 409, 412, 413, 415, 422, 428, 429, 500, 503].includes(statusOf(reasonOf(code))),
  );
  expect(odd).toEqual([]);
  const unauthorized = codes.filter((code) => statusOf(reasonOf(code)) === 401).map((code) => reasonOf(code).error);
  expect(new Set(unauthorized)).toEqual(new Set(["invalid_client", "invalid_token", "access_denied"]));
});

/** What must not be shown apart: the same words, the same `error`, the same status (PRODUCT, "What goes over the wire"). */
it("an unknown client, a wrong and an expired secret have one face", () => {
  const hidden = ["client/unknown", "client-auth/secret-wrong", "client-auth/secret-expired"] as const;
  for (const code of hidden) expect(reasonOf(code).face?.({ credentials: true } as never)).toBe("client-auth/failed");
  expect(Object.keys(reasonOf("client-auth/failed").evidence)).toEqual([]);
});
