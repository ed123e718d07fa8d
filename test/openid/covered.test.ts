/** Every line of requirements-openid.md about a module has a test that is named after it. Of pages that somebody must look at, the tests check what they can. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

/** By the number of the line: the module, or a module and its siblings. */
const LINES: Readonly<Record<number, string>> = {
  ...{ 1: "oidcc-server", 2: "oidcc-response-type-missing", 3: "oidcc-idtoken-signature", 4: "oidcc-idtoken-unsigned" },
  ...{ 5: "oidcc-userinfo-get", 6: "oidcc-userinfo-post-header", 7: "oidcc-userinfo-post-body" },
  8: "oidcc-ensure-request-without-nonce-succeeds-for-code-flow",
  ...{ 9: "oidcc-scope-profile", 10: "oidcc-scope-email", 11: "oidcc-scope-address", 12: "oidcc-scope-phone" },
  ...{ 13: "oidcc-scope-all", 14: "oidcc-alternate-happy-flow", 15: "oidcc-display-page", 16: "oidcc-display-popup" },
  ...{ 17: "oidcc-prompt-login", 18: "oidcc-prompt-none-not-logged-in", 19: "oidcc-prompt-none-logged-in" },
  ...{ 20: "oidcc-max-age-1", 21: "oidcc-max-age-10000" },
  22: "oidcc-ensure-request-with-unknown-parameter-succeeds",
  ...{ 23: "oidcc-id-token-hint", 24: "oidcc-login-hint", 25: "oidcc-ui-locales", 26: "oidcc-claims-locales" },
  27: "oidcc-ensure-request-with-acr-values-succeeds",
  ...{ 28: "oidcc-codereuse", 29: "oidcc-codereuse-30seconds", 30: "oidcc-ensure-registered-redirect-uri" },
  ...{ 31: "oidcc-ensure-post-request-succeeds", 32: "oidcc-server-client-secret-post" },
  33: "oidcc-request-uri-unsigned-supported-correctly-or-rejected-as-unsupported",
  34: "oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported",
  ...{ 35: "oidcc-claims-essential", 36: "oidcc-ensure-request-object-with-redirect-uri", 37: "oidcc-refresh-token" },
  38: "oidcc-ensure-request-with-valid-pkce-succeeds",
  ...{ 39: "39:", 40: "40:", 41: "41:", 42: "42:", 43: "43:", 44: "44:" },
  ...{ 45: "oidcc-idtoken-rs256", 46: "oidcc-userinfo-rs256" },
  47: "oidcc-ensure-redirect-uri-in-authorization-request",
  ...{ 48: "oidcc-redirect-uri-query-OK", 49: "oidcc-redirect-uri-query-mismatch" },
  ...{ 50: "oidcc-redirect-uri-query-added", 51: "oidcc-redirect-uri-regfrag" },
  ...{ 52: "oidcc-registration-logo-uri", 53: "oidcc-registration-policy-uri", 54: "oidcc-registration-tos-uri" },
  ...{ 55: "oidcc-registration-jwks-uri", 56: "oidcc-registration-sector-uri", 57: "oidcc-registration-sector-bad" },
  ...{ 58: "oidcc-server-rotate-keys", 59: "oidcc-refresh-token-rp-key-rotation", 60: "oidcc-request-uri-unsigned" },
  ...{ 61: "oidcc-request-uri-signed-rs256", 62: "oidcc-ensure-client-assertion-with-iss-aud-succeeds" },
  ...{ 63: "form post (63)", 64: "oidcc-3rd_party-init-login", 65: "oidcc-3rd_party-init-login-nohttps", 66: "66:" },
  ...{ 67: "oidcc-rp-initiated-logout", 68: "oidcc-rp-initiated-logout-no-state" },
  69: "oidcc-rp-initiated-logout-bad-post-logout-redirect-uri",
  70: "oidcc-rp-initiated-logout-query-added-to-post-logout-redirect-uri",
  71: "oidcc-rp-initiated-logout-modified-id-token-hint",
  72: "oidcc-rp-initiated-logout-bad-id-token-hint",
  73: "oidcc-rp-initiated-logout-no-id-token-hint",
  74: "oidcc-rp-initiated-logout-no-params",
  75: "oidcc-backchannel-rp-initiated-logout",
  76: "oidcc-frontchannel-rp-initiated-logout",
  77: "oidcc-session-management-rp-initiated-logout",
};

const SOURCES = globSync(join(import.meta.dirname, "*.test.ts"))
  .filter((file) => file !== import.meta.filename)
  .map((file) => readFileSync(file, "utf8"));

it.each(Object.entries(LINES))("%s: %s", (_, name) => {
  const named = new RegExp(`["\`][^"\`]*${name.replaceAll(/[()]/g, "\\$&")}(?![\\w-])`);
  expect(SOURCES.some((source) => named.test(source))).toBe(true);
});

it("no line is left out", () => {
  expect(Object.keys(LINES).map(Number)).toEqual(Array.from({ length: 77 }, (_, at) => at + 1));
});
