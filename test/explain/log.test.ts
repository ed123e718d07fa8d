/** `candor explain --from`: the failures of a log, each once and with its place, and nothing of what isn't OAuth. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { explainLog } from "../../src/cli/explain-log.ts";
import { failuresIn } from "../../src/doctor/failures-in-log.ts";
import { recordsOf } from "../../src/doctor/records.ts";
import { run } from "../operation/run.ts";

const folder = mkdtempSync(join(tmpdir(), "candor-log-"));
afterAll(() => rmSync(folder, { recursive: true }));

const AADSTS =
  "AADSTS50011: The redirect URI 'https://app.example/cb' specified in the request does not match the redirect URIs configured for the application";
const PKCE = "PKCE verification failed: code_verifier does not match code_challenge";

/** Where the failures are, and their likeliest causes. */
const found = (log: string) =>
  failuresIn(log).map(({ line, column, count, report }) => [line, column, count, report.findings[0]?.reason]);

describe("a failure is found with its place in", () => {
  it.each<[name: string, log: string, line: number, column: number]>([
    ["a line alone", AADSTS, 1, 1],
    [
      "GitHub Actions",
      `2026-11-28T10:00:00.1234567Z Run\n2026-11-28T10:00:01.1234567Z ##[error]${AADSTS}\n2026-11-28T10:00:02.1234567Z end`,
      2,
      30,
    ],
    [
      "docker compose",
      `web-1  | 2026-11-28 10:00:00,123 INFO start\nweb-1  | 2026-11-28 10:00:01,123 ERROR ${AADSTS}`,
      2,
      34,
    ],
    ["syslog", `Nov 28 10:00:00 host app[1]: ok\nNov 28 10:00:01 host app[1]: ${AADSTS}`, 2, 17],
    [".NET", `info: Microsoft.Hosting.Lifetime[0]\n      Started\nfail: Auth[1]\n      ${AADSTS}`, 3, 1],
    ["JSON lines", `{"level":30,"msg":"ok"}\n{"level":50,"msg":"${AADSTS}"}`, 2, 1],
    ["colors", `\u001b[32mINFO\u001b[39m: ok\n\u001b[31mERROR\u001b[39m: ${AADSTS}`, 2, 1],
    ["Windows' line ends", `INFO: ok\r\nERROR: ${AADSTS}\r\nINFO: ok\r\n`, 2, 1],
    ["no log at all", `Our app says\n\n  ${AADSTS}\n\nWhat now?`, 3, 3],
  ])("%s", (_, log, line, column) => {
    expect(found(log)).toEqual([[line, column, 1, "redirect-uri/unregistered"]]);
  });
});

it("a message and its stack trace are one record, whose cause is inside", () => {
  const log = `2026-11-28T10:00:00Z INFO start
2026-11-28T10:00:01Z ResponseBodyError: server responded with an error in the response body
2026-11-28T10:00:01Z     at checkOAuthBodyError (file:///app/node_modules/oauth4webapi/build/index.js:849:15)
2026-11-28T10:00:01Z   cause: {
2026-11-28T10:00:01Z     error: 'invalid_grant',
2026-11-28T10:00:01Z     error_description: '${PKCE}'
2026-11-28T10:00:01Z   }
2026-11-28T10:00:02Z INFO end`;
  expect(found(log)).toEqual([[2, 22, 1, "pkce/verifier-mismatch"]]);
});

it("the body of an HTTP response belongs to its headers, in a long log without times", () => {
  const noise = Array.from({ length: 150 }, (_, at) => `step ${at} is done\n`).join("\n");
  const log = `${noise}\nHTTP/1.1 400 Bad Request\ncontent-type: application/json\n\n{"error":"invalid_grant","error_description":"${PKCE}"}\n\n${noise}`;
  expect(found(log)).toEqual([[301, 1, 1, "pkce/verifier-mismatch"]]);
});

it("the same failure with other ids and times is counted, and another one is listed", () => {
  const line = (second: number, id: string) => `2026-11-28T10:00:0${second}Z ERROR ${AADSTS} Trace ID: ${id}`;
  const log = [
    line(1, "1c2d3e4f5a6b"),
    line(2, "aabbccddeeff"),
    `2026-11-28T10:00:03Z ERROR invalid_grant: ${PKCE}`,
  ].join("\n");
  expect(found(log)).toEqual([
    [1, 22, 2, "redirect-uri/unregistered"],
    [3, 22, 1, "pkce/verifier-mismatch"],
  ]);
});

describe("nothing is found in", () => {
  it.each([
    ["an empty log", ""],
    ["only line ends", "\n\n\r\n"],
    ["a type error", "2026-11-28T10:00:00Z TS2339: Property 'token' does not exist on type 'Session'."],
    ["git", "2026-11-28T10:00:00Z fatal: Authentication failed for 'https://git.example/x.git/'"],
    ["npm", "npm error code E404\nnpm error 404 Not Found - GET https://registry.example/x - Not found"],
    ["a database", 'psql: error: FATAL: password authentication failed for user "app"'],
    ["a success", "2026-11-28T10:00:00Z INFO refreshed the access_token of client shop"],
  ])("%s", (_, log) => expect(found(log)).toEqual([]));
});

describe("is printed", () => {
  const file = join(folder, "build 1.log");
  writeFileSync(
    file,
    `2026-11-28T10:00:00Z start\n2026-11-28T10:00:01Z ${AADSTS} client_secret=hunter2-hunter2-hunter2\n`,
  );

  it("as one line", () => {
    const { text, code } = explainLog(file, {}, "problem");
    expect(text).toMatch(/^\S.*build 1\.log:2:22: error: [^\n]+\. Fix: [^\n]+ \[redirect-uri\/unregistered\]$/);
    expect([code, text.includes("hunter2")]).toEqual([0, false]);
  });

  it("as JSON", () => {
    const { text } = explainLog(file, {}, "json");
    expect(JSON.parse(text)).toMatchObject({
      file,
      failures: [{ line: 2, column: 22, count: 1, severity: "error", verdict: "cause", findings: expect.any(Array) }],
    });
    expect(text).not.toContain("hunter2");
  });

  it("in full", () => {
    const { text } = explainLog(file, {}, "text");
    expect(text).toMatch(/build 1\.log:2:22\n[\s\S]*redirect-uri\/unregistered[\s\S]*fix: /);
    expect(text).not.toContain("hunter2");
  });

  it("with another exit code if there is nothing", () => {
    const empty = join(folder, "empty.log");
    writeFileSync(empty, "all is well\n");
    expect(explainLog(empty, {}, "problem")).toEqual({ text: "", code: 1 });
    expect(JSON.parse(explainLog(empty, {}, "json").text)).toEqual({ file: empty, failures: [] });
    expect(explainLog(empty, {}, "text")).toEqual({ text: expect.stringContaining("no failure"), code: 1 });
    expect(() => explainLog(join(folder, "none.log"), {}, "text")).toThrow("There is no file");
  });
});

describe("a secret that another record names isn't shown", () => {
  it.each([
    ["client_secret=hunter2Zebra", "hunter2Zebra"],
    [
      '{"level":30,"body":"grant_type=authorization_code&code_verifier=zebraZebra77zebra&code=SplxlOBeZQQ"}',
      "zebraZebra77zebra",
    ],
    ["authorization: Bearer abcdefgh12345", "abcdefgh12345"],
    ["set-cookie: sid=zebra-zebra-7; Path=/", "zebra-zebra-7"],
  ])("%s", (named, secret) => {
    const log = `2026-11-28T10:00:00Z ${named}\n2026-11-28T10:00:01Z ERROR invalid_client: the secret ${secret} of client shop is wrong\n`;
    const failures = failuresIn(log);
    expect(failures.length).toBe(1);
    expect(JSON.stringify(failures)).not.toContain(secret);
  });
});

it.each<[args: readonly string[], code: number, said: RegExp]>([
  [["--from", "none.log"], 2, /^There is no file none\.log\.\n$/],
  [["--from", "-", "invalid_grant"], 2, /^Pass either an error, or a log with --from\.\n$/],
  [["--format", "problem", "invalid_grant"], 2, /^--format is for logs/],
  [["--from", "-", "--format", "html"], 2, /Allowed choices are text, problem, json/],
  [["--from", "-", "--json"], 0, /"failures": \[/],
  [["--from", "-", "--format", "problem"], 0, /^-:1:1: error: .* \[redirect-uri\/unregistered\]\n$/],
])("candor explain %j ends with %i", async (args, code, said) => {
  const running = run(["explain", ...args], folder);
  running.child.stdin?.end(`${AADSTS}\n`);
  expect(await running.ended).toBe(code);
  expect(code === 2 ? running.stderr() : running.stdout()).toMatch(said);
});

describe("a log that is longer than one piece", () => {
  const line = (at: number) =>
    `2026-11-28T10:00:00Z ${at % 1_500 === 7 ? `ERROR ${AADSTS}` : `INFO [http] GET /${at}`}`;
  const log = Array.from({ length: 6_000 }, (_, at) => line(at)).join("\r\n");
  const file = join(folder, "long.log");
  const lines = () => explainLog(file, {}, "problem").text.split("\n");

  it.each<[name: string, bytes: Uint8Array]>([
    ["in UTF-8", Buffer.from(log)],
    ["with a byte order mark", Buffer.from(`\ufeff${log}`)],
    ["in UTF-16", Buffer.from(`\ufeff${log}`, "utf16le")],
    ["with letters of several bytes", Buffer.from(log.replaceAll("[http]", "[プロキシ]"))],
    ["with a line that is longer than a piece", Buffer.from(log.replace("GET /9\r", `GET /${"ü".repeat(200_000)}\r`))],
  ])("is read to its end %s", (_, bytes) => {
    writeFileSync(file, bytes);
    expect(lines()).toHaveLength(1);
    expect(lines()[0]).toMatch(/long\.log:8:22: error: .* \(4 times\)/);
  });

  it("is split as it is asked for, and can be split again", () => {
    let pieces = 0;
    const all = log.split(/(?<=00\r\n)/);
    function* read() {
      for (const piece of all) {
        pieces++;
        yield piece;
      }
    }
    const records = recordsOf({ [Symbol.iterator]: read });
    expect(pieces).toBe(all.length);
    for (const _ of [1, 2]) {
      pieces = 0;
      const [first] = records;
      expect(first?.lines).toEqual(["INFO [http] GET /0"]);
      expect(pieces).toBe(1);
    }
    expect([...records]).toEqual([...recordsOf([log])]);
    expect([...records]).toHaveLength(6_000);
  });
});

it("hostile logs are read in bounded time", () => {
  for (const log of [
    "error ".repeat(200_000),
    "invalid_grant\n".repeat(50_000),
    Array.from({ length: 5_000 }, (_, at) => `ERROR: invalid_grant ${"x".repeat(at % 50)} ${at}`).join("\n"),
    `${"[".repeat(100_000)}error token`,
    `2026-11-28T10:00:00Z ${" ".repeat(200_000)}error token`,
  ])
    expect(failuresIn(log).length).toBeLessThanOrEqual(100);
});
