import { describe, expect, it } from "vitest";
import { elsewherePage } from "../pages/elsewhere.tsx";
import { reasonPage } from "../pages/reason.tsx";
import { isCause, isElsewhere } from "../reasons/causes.ts";
import type { ElsewhereCode } from "../reasons/elsewhere.ts";
import { type Code, reasonOf } from "../reasons/index.ts";
import { codesWithLibraries, librariesFor, READ_ON } from "./index.ts";

const settingsOf = (code: (typeof codesWithLibraries)[number]) => librariesFor(code)?.settings ?? [];

const named = (code: (typeof codesWithLibraries)[number], library: string) =>
  settingsOf(code).find((setting) => setting.library === library)?.code;

describe.each(codesWithLibraries)("the settings for %s", (code) => {
  it("belong to a reason of the catalogue", () => expect(isCause(code)).toBe(true));

  it("name each library once", () => {
    const names = settingsOf(code).map(({ library }) => library);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(settingsOf(code))("$library can be pasted, and says where it was read", (setting) => {
    expect(setting.code.trim()).toBe(setting.code);
    expect(setting.code).not.toMatch(/\t/);
    for (const line of setting.code.split("\n")) expect(line.length).toBeLessThanOrEqual(105);
    expect(URL.parse(setting.source)?.protocol).toBe("https:");
    expect(setting.note ?? "A sentence.").toMatch(/^[A-Z].*\.$/);
  });

  it("are on the public page of the reason", () => {
    const html = isElsewhere(code)
      ? elsewherePage({ base: "", code: code as ElsewhereCode })
      : reasonPage({ base: "", code: code as Code });
    expect(html).toContain(librariesFor(code)?.title);
    for (const { library, source } of settingsOf(code)) {
      expect(html).toContain(`<summary>${library}</summary>`);
      expect(html).toContain(`href="${source}"`);
    }
    expect(html).toContain(READ_ON);
  });
});

it.each([
  ["Authlib", '"code_challenge_method": "S256"'],
  ["mod_auth_openidc", "OIDCPKCEMethod S256"],
  ["oauth2-proxy", 'code_challenge_method = "S256"'],
  ["Spring Security", "withPkce()"],
  ["golang.org/x/oauth2", "oauth2.S256ChallengeOption(verifier)"],
  ["django-allauth", '"OAUTH_PKCE_ENABLED": True'],
  ["mozilla-django-oidc", "OIDC_USE_PKCE = True"],
  ["passport-openidconnect", "pkceRequired: false"],
])("PKCE in %s: %s", (library, code) => {
  expect(named("pkce/required", library)).toContain(code);
});

it("a reason without a library setting has no such section", () => {
  expect(librariesFor("code/expired")).toBeUndefined();
  expect(reasonPage({ base: "", code: "code/expired" })).not.toContain('id="libraries"');
});

it("the owner reads of the exemption, and not the operator alone", () => {
  const { developer, operator } = reasonOf("pkce/required").remedies;
  expect(developer).toMatch(/owner can ask .* pkceRequired: false/);
  expect(operator).toContain("pkceRequired: false");
});
