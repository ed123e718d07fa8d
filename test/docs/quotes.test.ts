/** What documents quote is what their sources say. That the documents are up to date is seen with the rest of the reference. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { quoting } from "../../docs/quotes.ts";
import { codes, faceOf, reasonOf } from "../../src/reasons/index.ts";
import { sampleOf } from "../../src/reasons/samples/index.ts";
import { sampleBody } from "../../src/render/answer.ts";

const root = join(import.meta.dirname, "../..");

const block = (source: string, language: string, code: string): string =>
  `Before.\n\n<!-- from: ${source} -->\n\n\`\`\`${language}\n${code}\n\`\`\`\n\nAfter.`;

describe("a quote", () => {
  it("of a file is its region, without its margin", () => {
    const text = quoting(block("test/embedding/hosts.ts#express", "ts", "old"));
    expect(text).toBe(block("test/embedding/hosts.ts#express", "ts", "app.use(candor.handler);"));
    expect(quoting(text)).toBe(text);
  });

  it("omits what is only for the test", () => {
    const text = quoting(block("test/clients/npm/openid-client-6.mjs#login", "js", ""));
    expect(text).toContain("randomPKCECodeVerifier");
    expect(text).not.toContain("bare(");
  });

  it("of a response is its JSON", () => {
    const [, json = ""] = /```json\n([\s\S]*?)```/.exec(quoting(block("response of scope/missing", "json", ""))) ?? [];
    expect(JSON.parse(json)).toMatchObject({ error: "invalid_scope" });
  });

  it("of a response follows its reason at once: nothing has to be recorded first", () => {
    for (const code of codes) {
      const text = quoting(block(`response of ${code}`, "json", "old"));
      expect(text).toContain(`"error": "${reasonOf(faceOf(sampleOf(code))).error}"`);
      expect(text).toContain(JSON.stringify(sampleBody(code, "").error_description));
    }
  });

  it("is never of a file that is itself written by a command", () => {
    const documents = globSync(["docs/*.md", "docs/guides/*.md", "README.md"], { cwd: root });
    const sources = documents.flatMap((file) =>
      [...readFileSync(join(root, file), "utf8").matchAll(/^<!-- from: (\S+)#\S+ -->$/gm)].map(
        ([, source = ""]) => source,
      ),
    );
    expect(sources.length).toBeGreaterThan(0);
    expect(sources.filter((source) => /golden|records|^docs\//.test(source))).toEqual([]);
  });

  it("of a setting is its code", () => {
    const text = quoting(block("setting of Auth.js for pkce/required", "js", ""));
    expect(text).toContain('checks: ["pkce", "state"]');
  });

  it.each(["test/embedding/hosts.ts#nowhere", "response of scope/nothing", "setting of Nothing for pkce/required"])(
    "of %s does not exist",
    (source) => {
      expect(() => quoting(block(source, "ts", ""))).toThrow();
    },
  );
});
