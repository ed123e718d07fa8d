import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readForm } from "./form.ts";
import { nameShown } from "./parameter-names.ts";
import { namesWhere, PARAMETERS, readBy } from "./parameters.ts";
import { FORM } from "./replay/redact.ts";

const SRC = join(import.meta.dirname, "..");
const declared = new Set(PARAMETERS.map(({ name }) => name));

/** Names of parameters that a source reads from a form, or declares required. */
const readIn = (source: string): readonly string[] =>
  [...source.matchAll(/\b(?:values|parameters|sent)\.(?:get|has)\("(\w+)"\)/g)].map(([, name = ""]) => name);

describe("parameters", () => {
  it("are declared once", () => expect(declared.size).toBe(PARAMETERS.length));

  it("that the server reads are declared", () => {
    const sources = globSync("{protocol,service,http/people}/**/*.ts", { cwd: SRC }).filter(
      (path) => !path.endsWith(".test.ts"),
    );
    const read = new Map(
      sources.flatMap((path) => readIn(readFileSync(join(SRC, path), "utf8")).map((name) => [name, path] as const)),
    );
    expect(read.size).toBeGreaterThan(20);
    expect([...read].filter(([name]) => !declared.has(name))).toEqual([]);
  });

  it("a secret is never kept", () => {
    expect(namesWhere(({ secret, journal }) => secret === true && journal === "value")).toEqual([]);
    expect(namesWhere(({ secret, journal }) => journal === "thumbprint" && secret !== true)).toEqual([]);
  });

  it("of each reader are those of its standard", () => {
    expect([...readBy("bearer")]).toEqual(["access_token"]);
    expect([...readBy("token-facts")].sort()).toEqual([
      ...["client_assertion", "client_assertion_type", "client_id", "client_secret", "token", "token_type_hint"],
    ]);
    expect(readBy("token").has("code_verifier")).toBe(true);
    expect(readBy("authorization").has("code_verifier")).toBe(false);
  });

  it("are kept as declared; of one that nobody declared neither the name nor the value is", () => {
    const form = readForm("scope=read&code=abc&state=s3&Xq7-secret-Xq7=v4lue&resource=https://a&resource=https://b");
    expect(FORM.write(form, () => "print")).toEqual({
      parameters: [
        ["scope", "read"],
        ["code", 3, "print"],
        ["state", 2],
        ["*".repeat(14), 5],
        ["resource", "https://a https://b"],
      ],
      repeated: [],
    });
    expect(nameShown("Xq7-secret-Xq7")).toBe("*".repeat(14));
  });
});
