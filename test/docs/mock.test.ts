/** docs/guides/mock.md: what it shows works, and what it lists is all that there is. */
import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { calls } from "../../src/mock/control/calls.ts";
import { FAILURES } from "../../src/mock/failures.ts";
import { type Mock, startMock } from "../../src/mock/index.ts";
import { JWKS_FAULTS } from "../../src/mock/keys.ts";
import { TOKEN_FAULTS } from "../../src/mock/tokens.ts";
import { blocksOf, ROOT, read } from "./markdown.ts";

const GUIDE = read("docs/guides/mock.md");
const blocks = blocksOf(GUIDE);
const folder = mkdtempSync(join(tmpdir(), "candor-guide-"));

let mock: Mock;
beforeAll(async () => {
  mock = await startMock();
});
afterEach(() => mock.reset());
afterAll(async () => {
  await mock.close();
  rmSync(folder, { recursive: true });
});

/** Runs a command while the mock serves it. */
function run(
  command: string,
  args: readonly string[],
  cwd = folder,
): Promise<{ readonly code: number | null; readonly out: string }> {
  return new Promise((done) => {
    const child = spawn(command, args, { cwd, env: { ...process.env, ISSUER: mock.issuer } });
    let out = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk) => {
        out += chunk;
      });
    child.once("error", (error) => done({ code: -1, out: String(error) }));
    child.once("close", (code) => done({ code, out }));
  });
}
const has = (command: string, ...args: string[]): boolean => spawnSync(command, args).status === 0;

describe("a snippet works:", () => {
  const snippets = blocks.filter(({ language, code }) => language === "ts" && !/^import .* from "vitest"/m.test(code));
  it.each(snippets.map(({ line, code }) => [line, code] as const))("line %s", async (_, code) => {
    await fetch(`${mock.issuer}/token`, { method: "POST" });
    const started: Mock[] = [];
    const starting: typeof startMock = async (options) => {
      const one = await startMock(options);
      started.push(one);
      return one;
    };
    const body = code.replaceAll(/^import .*$/gm, "").replaceAll("const mock =", "mock =");
    try {
      await new Function("mock", "startMock", `return (async () => { ${body} })();`)(mock, starting);
    } finally {
      for (const one of started) await one.close();
    }
  });

  it("the calls with curl", async () => {
    const code = blocks.find(({ language, code }) => language === "sh" && code.includes("curl"))?.code ?? "";
    const script = code.replaceAll("http://localhost:9400", mock.issuer);
    const { out } = await run("bash", [
      "-ec",
      script
        .split("\n")
        .map((line) => (line.startsWith("curl") ? `${line}; echo; echo ---` : line))
        .join("\n"),
    ]);
    const [all = "", ordered = "", refused = "", clock = "", requests = "", reset = ""] = out.split("---");
    expect(JSON.parse(all)).toMatchObject({ issuer: mock.issuer });
    expect(JSON.parse(ordered)).toMatchObject({ ordered: { what: "scope/misspelled", waiting: true } });
    expect(JSON.parse(refused)).toMatchObject({ error: "invalid_scope" });
    expect(JSON.parse(clock).now).toMatch(/^\d{4}-/);
    expect(JSON.parse(requests).requests).toMatchObject([{ path: "/token", refused: "scope/misspelled" }]);
    expect(JSON.parse(reset).now).toMatch(/^\d{4}-/);
  });

  it.skipIf(!has("python3", "-m", "pytest", "--version"))("the test with pytest", async () => {
    cpSync(join(ROOT, "test/docs/mock/test_report.py"), join(folder, "test_report.py"));
    const { code, out } = await run("python3", ["-m", "pytest", "-q", "-p", "no:cacheprovider", "test_report.py"]);
    expect([code, out]).toEqual([0, expect.stringContaining("1 passed")]);
  });

  it.skipIf(!has("go", "version"))("the test with Go", async () => {
    writeFileSync(join(folder, "go.mod"), "module report\n");
    cpSync(join(ROOT, "test/docs/mock/report_test.go"), join(folder, "report_test.go"));
    expect(await run("go", ["test", "-count=1", "."])).toMatchObject({ code: 0, out: expect.stringContaining("ok") });
  });
});

describe("it lists", () => {
  /** The words in code of a paragraph or of the first cells of a table. */
  const words = (text: string): string[] => [...text.matchAll(/`([\w-]+)`/g)].map(([, word = ""]) => word);

  it("every failure", () => {
    const [, table = ""] = GUIDE.split("| failure | what the client sees |");
    const cells =
      table
        .split("\n\n")[0]
        ?.split("\n")
        .map((row) => row.split("|")[1] ?? "") ?? [];
    expect(cells.flatMap(words).sort()).toEqual(Object.keys(FAILURES).sort());
  });

  it("everything that can be wrong with the JWKS and with a token", () => {
    const paragraph = (start: string) => words(GUIDE.split("\n").find((line) => line.startsWith(start)) ?? "").sort();
    expect(paragraph("The JWKS can be")).toEqual(Object.keys(JWKS_FAULTS).sort());
    expect(paragraph("A token can be wrong")).toEqual(Object.keys(TOKEN_FAULTS).sort());
  });

  it("every call of the control API, with everything that its body may have", () => {
    const rows = [...GUIDE.matchAll(/^\| `(GET|POST) \/mock(\S*)` \| (.*) \|$/gm)].map(
      ([, method, path, body]) => [method, path, body] as const,
    );
    const all = calls(mock);
    expect(rows.map(([method, path]) => `${method} ${path}`)).toEqual(
      all.map(({ method, path }) => `${method} ${path}`),
    );
    for (const [at, { body }] of all.entries()) {
      const named = words(rows[at]?.[2] ?? "");
      for (const member of Object.keys((body as unknown as { readonly shape: object }).shape))
        expect(named, member).toContain(member);
    }
  });
});
