/** Every snippet of a settings file in the documents, generated ones too, parses in its language. */
import { globSync } from "node:fs";
import { describe, expect, it, test } from "vitest";
import { blocksOf, ROOT, read } from "./markdown.ts";
import { SETTINGS_LANGUAGES, settingsFault } from "./settings.ts";

const documents = globSync(["*.md", "docs/**/*.md"], { cwd: ROOT });
const snippets = documents.flatMap((path) =>
  blocksOf(read(path))
    .filter(({ language }) => SETTINGS_LANGUAGES.has(language))
    .map((block) => ({ path, ...block })),
);

test.each(["yaml", "json", "toml", "ini"])("the documents have snippets in %s, and all of them parse", (language) => {
  const written = snippets.filter((snippet) => snippet.language === language);
  expect(written.length).toBeGreaterThan(0);
  const faults = written.flatMap(({ path, line, code }) => {
    const fault = settingsFault(language, code);
    return fault === undefined ? [] : [`${path}:${line} ${fault}`];
  });
  expect(faults).toEqual([]);
});

describe("a snippet", () => {
  it.each([
    ["yaml", "a:\n  b: c\n d: e", "has a wrong indentation"],
    ["yaml", "a: 1\na: 2", "sets a key twice"],
    ["yaml", "issuer-uri:https://id.example.com", "has no space after a colon"],
    ["yaml", "scope: [openid, profile", "has a list that doesn't end"],
    ["yaml", "a:\n\tb: c", "is indented by a tab"],
    ["json", '{ "a": 1, }', "has a comma too many"],
    ["toml", "a = openid", "has a string without quotation marks"],
    ["toml", 'a: "b"', "has a colon for an equals sign"],
    ["ini", "[Unit\nDescription=Candor", "has a section that doesn't end"],
    ["ini", "ExecStart /usr/bin/node", "has no equals sign"],
    ["properties", "spring.security.oauth2.client", "has no value"],
  ])("%s: %j is refused because it %s", (language, code) => {
    expect(settingsFault(language, code)).toEqual(expect.any(String));
  });

  it.each([
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a placeholder of Spring
    ["yaml", "# application.yaml\nspring:\n  client:\n    client-secret: ${SHOP_SECRET}\n    scope: openid, profile"],
    ["yaml", "client-authentication-method: client_secret_basic # or client_secret_post"],
    ["json", '{ "a": [1] }'],
    ["toml", '# oauth2-proxy.cfg\n[section]\na = ["openid", "email"]\nb = true # on'],
    ["ini", "# candor.service\n[Unit]\nAfter=network-online.target\n\n[auth.generic_oauth]\nuse_pkce = true"],
    ["properties", "spring.security.oauth2.client.provider.candor.issuer-uri=https://id.example.com"],
    ["java", "this is not a settings file"],
  ])("%s: %j is accepted", (language, code) => {
    expect(settingsFault(language, code)).toBe(undefined);
  });
});
