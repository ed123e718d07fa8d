/** A provider's remedy is for its own users: whoever is not recognized gets the protocol's words. */
import { describe, expect, it } from "vitest";
import { inputOf } from "../../scripts/dialects/example.ts";
import { writtenDialects } from "../../scripts/dialects/written.ts";
import { dialects } from "../../src/doctor/dialects/index.ts";
import { type Diagnosis, explain } from "../../src/doctor/explain.ts";
import { causeOf } from "../../src/reasons/causes.ts";
import { someOf } from "../breadth.ts";

const response = (body: object): string =>
  JSON.stringify({
    response: { status: 400, headers: { "content-type": "application/json" }, body: JSON.stringify(body) },
  });

const written = writtenDialects();

const ofProviders = ({ findings }: Diagnosis): string[] =>
  findings.flatMap(({ page, rule }) => (page === undefined ? [] : [rule]));

describe("what many providers write is nobody's", () => {
  it.each([
    ["redirect_uri_mismatch", JSON.stringify({ text: "redirect_uri_mismatch" })],
    ["redirect_uri_mismatch in a response", response({ error: "redirect_uri_mismatch" })],
    [
      "authorization_code expired",
      response({ error: "invalid_grant", error_description: "authorization_code expired" }),
    ],
    ["a code of our catalogue", "scope/wrong-delimiter"],
    ["an expired code", JSON.stringify({ text: "authorization code is expired" })],
    ["an unknown client", response({ error: "invalid_client", error_description: "Unknown client_id" })],
    ["a refresh token", response({ error: "invalid_grant", error_description: "Refresh token does not exist" })],
    ["a bad audience", response({ error: "invalid_grant", error_description: "Invalid audience (aud)" })],
  ])("%s", (_, input) => {
    expect(ofProviders(explain(input))).toEqual([]);
  });

  it("the remedy is the catalogue's, and the first question is about the provider", () => {
    const { findings, asks } = explain(JSON.stringify({ text: "redirect_uri_mismatch" }));
    expect(findings[0]?.fix).toBe(causeOf("redirect-uri/unregistered").developer);
    expect(asks[0]).toMatch(/^Which provider is it\?/);
  });
});

describe("a provider that is known silences other services", () => {
  it.each([
    ["line", "https://api.line.me/oauth2/v2.1/token"],
    ["facebook", "https://graph.facebook.com/v19.0/oauth/access_token"],
    ["spotify", "https://accounts.spotify.com/api/token"],
  ])("%s, by its host", (provider, url) => {
    for (const foreign of ["supabase", "dropbox", "figma", "slack", "salesforce"]) {
      const dialect = written.find((one) => one.provider === foreign);
      for (const { example } of someOf(dialect?.messages ?? [])) {
        const said = typeof example === "string" ? { text: example } : example;
        const rules = ofProviders(
          explain(inputOf({ ...said, request: `POST ${url}\n\ngrant_type=authorization_code&code=x` })),
        );
        expect(rules.filter((rule) => rule.startsWith(`${foreign}/`) && !rule.startsWith(provider))).toEqual([]);
      }
    }
  });

  it("by its name, also one that has no dialect", () => {
    for (const provider of ["google", "some-bank"]) {
      const input = JSON.parse(response({ error: "bad_verification_code" }));
      expect(ofProviders(explain(JSON.stringify({ ...input, context: { provider } })))).toEqual([]);
    }
  });
});

/** OneLogin is built on oidc-provider, Google's library is Google's, and Firebase passes on what Facebook says. The number may only fall. */
const EXCEPTIONS = new Set([
  "firebase/idp-redirect-uri -> facebook/redirect-identical",
  "google-auth-library/refresh-fields -> google/no-refresh-token",
  "onelogin/grant -> oidc-provider/grant-invalid",
]);

it("no example leads to the page of another provider", { timeout: 300_000 }, () => {
  const pages = new Map(
    dialects.map(({ provider, signatures }) => [provider, new Set(signatures.map(({ page }) => page))]),
  );
  const foreign = written.flatMap((dialect) =>
    someOf(dialect.messages).flatMap(({ id, example }) => {
      const { findings, providers } = explain(inputOf(example));
      return findings
        .filter(({ page }) => page !== undefined && pages.get(dialect.provider)?.has(page) !== true)
        .filter(({ page = "" }) => !isLibraryOf(page, providers))
        .map(({ rule }) => `${dialect.provider}/${id} -> ${rule}`);
    }),
  );
  expect([...new Set(foreign)].filter((one) => !EXCEPTIONS.has(one))).toEqual([]);

  /** A library that is recognized by its own mark speaks for itself, whichever provider is behind it. */
  function isLibraryOf(page: string, providers: readonly string[]): boolean {
    return dialects.some(
      (one) => one.kind === "library" && providers.includes(one.name) && pages.get(one.provider)?.has(page) === true,
    );
  }
});
