/** Settings beside a failure, and values in a developer's own words. */
import { expect, it } from "vitest";
import { explain } from "../explain.ts";

const findings = (text: string) => explain(JSON.stringify({ text })).findings;

it.each([
  [
    "http for https",
    'Invalid redirect_uri: http://shop.example/signin-oidc\n{ "AllowedRedirectUris": ["https://shop.example/signin-oidc"] }',
    "redirect-uri/scheme-mismatch",
  ],
  [
    "another port",
    "redirect_uris = ['http://localhost:3000/cb']\nredirect_uri=http://localhost:3001/cb is not registered",
    "redirect-uri/port-mismatch",
  ],
  [
    "another URL",
    'oauth: redirect URI mismatch\nredirect_uri: "https://a.example/x"\nvalidRedirectUris: ["https://b.example/y"]',
    "redirect-uri/unregistered",
  ],
])("the redirect URI is compared with a list beside it: %s", (_, text, reason) => {
  expect(findings(text)[0]?.reason).toBe(reason);
});

it.each([
  ["the URI is on the list", 'Invalid redirect_uri: https://a.example/x\n"redirect_uris": ["https://a.example/x"]'],
  ["the list has a pattern", 'Invalid redirect_uri: https://a.example/x\n"redirect_uris": ["https://a.example/*"]'],
  [
    "nothing was refused for it",
    'redirect_uri=https://a.example/x\nredirect_uris: ["https://b.example/y"]\ninvalid_scope',
  ],
])("it is not, where %s", (_, text) => {
  expect(findings(text).map(({ rule }) => rule)).not.toContain("redirect-uri/listed");
});

it.each([
  ["a comment", "invalid_client\n\nOIDC_CLIENT_SECRET=k3y#9fT2w"],
  ["a variable", "It fails with invalid_client.\nexport APP_SECRET_KEY=a$Bc7$k"],
])("a secret without quotes that holds %s is cut off", (_, text) => {
  expect(findings(text)[0]).toMatchObject({ reason: "client-auth/secret-wrong", rule: "client-secret/unquoted" });
});

it.each([
  ["quotes", 'invalid_client\n\nOIDC_CLIENT_SECRET="k3y#9fT2w"'],
  ["nothing special", "invalid_client\n\nOIDC_CLIENT_SECRET=k3y9fT2w"],
  ["a reference", "invalid_client\n\nOIDC_CLIENT_SECRET=$SECRET_OF_VAULT"],
  ["another error", "invalid_scope\n\nOIDC_CLIENT_SECRET=k3y#9fT2w"],
])("a secret with %s is left alone", (_, text) => {
  expect(findings(text).map(({ rule }) => rule)).not.toContain("client-secret/unquoted");
});

it("two audiences in prose are compared", () => {
  const text = "The JWT has aud=spa, and the API checks aud == https://api.shop.example. It returns 401.";
  expect(findings(text)[0]).toMatchObject({ reason: "token/wrong-audience", rule: "token/audiences" });
  expect(
    findings("The JWT has aud=spa, the API checks aud == spa. It returns 401.").map(({ rule }) => rule),
  ).not.toContain("token/audiences");
});
