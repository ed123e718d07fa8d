/** Every snippet in the documents can be pasted: it parses, its settings are accepted, its commands exist. */
import { parseAst } from "rolldown/parseAst";
import { describe, expect, it, test } from "vitest";
import { checkConfig } from "../../src/configuration/check.ts";
import type { ConfigurationError } from "../../src/configuration/fault.ts";
import type { Config } from "../../src/configuration/schema.ts";
import { candorCommands, commandFault } from "./commands.ts";
import { type Block, blocksOf, DOCUMENTS, read } from "./markdown.ts";
import { jsonFault } from "./settings.ts";

/** Places where a snippet may belong: a module, the inside of a function, the inside of an object. */
const PLACES: readonly ((code: string) => string)[] = [
  (code) => code,
  (code) => `async function place() {\n${code}\n}`,
  (code) => `const place = {\n${code}\n};`,
];

function parseFault(code: string, lang: "ts" | "js"): string | undefined {
  const faults = PLACES.map((placed) => {
    try {
      parseAst(placed(code), { lang });
      return undefined;
    } catch (error) {
      return String((error as Error).message).split("\n")[0];
    }
  });
  return faults.includes(undefined) ? undefined : faults[0];
}

/** Every variable of the environment is set to something that could be a secret. */
const ENVIRONMENT = new Proxy<Record<string, string>>(
  {},
  { get: (_, name) => (name === "ISSUER" ? undefined : "x".repeat(32)) },
);

/** Faults of a whole `candor.config.ts`; the files of a certificate need not be there. */
function configFault(code: string): string | undefined {
  const body = code.replace(/^import .*$/gm, "").replace("export default", "return");
  const config = new Function("defineConfig", "process", body)((config: Config) => config, { env: ENVIRONMENT });
  try {
    checkConfig(config, ENVIRONMENT);
    return undefined;
  } catch (error) {
    const faults = (error as ConfigurationError).faults.filter(({ key }) => !key.startsWith("tls"));
    return faults.length === 0 ? undefined : (error as ConfigurationError).message;
  }
}

async function faultOf({ language, code }: Block): Promise<string | undefined> {
  switch (language) {
    case "ts":
    case "js":
      return parseFault(code, language) ?? (/export default defineConfig\(/.test(code) ? configFault(code) : undefined);
    case "json":
      return jsonFault(code);
    case "sh":
    case "console":
      return candorCommands(code)
        .map((command) => commandFault(command))
        .find((fault) => fault !== undefined);
    default:
      return undefined;
  }
}

test.each(DOCUMENTS)("%s", async (path) => {
  const faults = await Promise.all(
    blocksOf(read(path)).map(async (block) => {
      const fault = await faultOf(block);
      return fault === undefined ? [] : [`${path}:${block.line} ${fault}`];
    }),
  );
  expect(faults.flat()).toEqual([]);
});

describe("a snippet is wrong", () => {
  it.each([
    ["ts", "const a = ;"],
    ["js", "return return;"],
    ["json", '{ "a": 1, }'],
    ["ts", 'export default defineConfig({ issuer: "http://id.example.com" });'],
    ["ts", 'export default defineConfig({ issuer: "https://id.example.com", client: [] });'],
    ["sh", "candor serv --port 1"],
    ["sh", "candor serve --prot 1"],
    ["console", "$ cat a | npx candor explain --jsn"],
    ["sh", "npx candor users frob ada"],
  ])("%s: %s", async (language, code) => {
    expect(await faultOf({ language, code, line: 1 })).toEqual(expect.any(String));
  });

  it.each([
    ["ts", "return signIn();"],
    ["js", "async login() {},"],
    ["json", '{ "a": [1] }'],
    ["ts", 'export default defineConfig({ issuer: "https://id.example.com" });'],
    ["sh", "candor users add ada --claim name='Ada Lovelace' --generate # once"],
    ["sh", "pbpaste | candor explain --context registered.json"],
    ["console", "$ curl -d a=b localhost:9400/token"],
  ])("and not %s: %s", async (language, code) => {
    expect(await faultOf({ language, code, line: 1 })).toBe(undefined);
  });
});
