/** What documents quote is what their sources say. That the documents are up to date is seen with the rest of the reference. */
import { describe, expect, it } from "vitest";
import { quoting } from "../../docs/quotes.ts";

const block = (source: string, language: string, code: string): string =>
  `Before.\n\n<!-- from: ${source} -->\n\n\`\`\`${language}\n${code}\n\`\`\`\n\nAfter.`;

describe("a quote", () => {
  it("of a file is its region, without its margin", () => {
    const text = quoting(block("test/embedding/hosts.ts#express", "ts", "old"));
    expect(text).toBe(block("test/embedding/hosts.ts#express", "ts", "app.use(candor.handler);"));
    expect(quoting(text)).toBe(text);
  });

  it("leaves out what is there for the test alone", () => {
    const text = quoting(block("test/clients/npm/openid-client-6.mjs#login", "js", ""));
    expect(text).toContain("randomPKCECodeVerifier");
    expect(text).not.toContain("bare(");
  });

  it("of a response is its JSON", () => {
    const [, json = ""] = /```json\n([\s\S]*?)```/.exec(quoting(block("response of scope/missing", "json", ""))) ?? [];
    expect(JSON.parse(json)).toMatchObject({ error: "invalid_scope" });
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
