/** `candor watch` as it is typed. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it, onTestFinished } from "vitest";
import { explain } from "../../src/doctor/explain.ts";
import type { Report } from "../../src/doctor/report.ts";
import { send, target } from "./world.ts";

const MAIN = join(import.meta.dirname, "../../dist/cli/main.js");
const directory = mkdtempSync(join(tmpdir(), "candor-watch-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

interface Running {
  readonly child: ChildProcess;
  readonly out: () => string;
  readonly says: (pattern: RegExp) => Promise<RegExpExecArray>;
  /** On standard error. */
  readonly warns: (pattern: RegExp) => Promise<RegExpExecArray>;
  readonly end: () => Promise<{ readonly code: number | null; readonly out: string; readonly err: string }>;
}

function candor(...args: readonly string[]): Running {
  const child = spawn(process.execPath, [MAIN, "watch", ...args], {
    cwd: directory,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const text = { out: "", err: "" };
  const waiting = new Set<() => void>();
  child.stdout.on("data", (chunk) => {
    text.out += chunk;
    for (const one of waiting) one();
  });
  child.stderr.on("data", (chunk) => {
    text.err += chunk;
    for (const one of waiting) one();
  });
  const closed = new Promise<number | null>((resolve) => child.once("close", resolve));
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  const found = (where: "out" | "err", pattern: RegExp): Promise<RegExpExecArray> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const match = pattern.exec(text[where]);
        if (match !== null) resolve(match);
      };
      waiting.add(look);
      void closed.then(() => reject(new Error(`It ended: ${text.err}${text.out}`)));
      look();
    });
  return {
    child,
    out: () => text.out,
    says: (pattern) => found("out", pattern),
    warns: (pattern) => found("err", pattern),
    end: async () => ({ code: await closed, ...text }),
  };
}

async function refusing() {
  const server = await target((_, response) => {
    response.writeHead(400, { "content-type": "application/json" });
    response.end(
      '{"error":"invalid_grant","error_description":"The refresh token has been revoked \\u001b[31m\\u202e"}',
    );
  });
  onTestFinished(() => server.close());
  return server;
}

const FORM = { method: "POST", headers: { "content-type": "application/x-www-form-urlencoded" } };
/** What may be in no output. */
const BAD = ["the-refresh-token-1234", "\u001b", "\u202e"];
const REFRESH = "grant_type=refresh_token&refresh_token=the-refresh-token-1234&client_id=app";

it("prints each exchange with its cause, keeps the file, and ends on a signal", async () => {
  const { url } = await refusing();
  const running = candor("--target", `${url.origin}/realms/a`, "--port", "0", "--save", "kept.har");
  const [, proxy = ""] = await running.says(/^(http:\/\/localhost:\d+)\/realms\/a passes on to /m);
  await running.says(/The page: http:\/\/localhost:\d+\//);
  await send(`${proxy}/realms/a/token`, FORM, REFRESH);
  await running.says(
    /token request \(refresh_token\) {2}400 invalid_grant .*realms\/a\/token[\s\S]*cause\[refresh-token\/revoked\]/,
  );
  running.child.kill("SIGINT");
  const { code, out } = await running.end();
  expect(code).toBe(0);
  expect(out).toContain("1 exchanges are in kept.har");
  for (const bad of BAD) expect(out).not.toContain(bad);
  const file = join(directory, "kept.har");
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const har = readFileSync(file, "utf8");
  expect(har).not.toContain("the-refresh-token-1234");
  expect(explain(har).findings[0]?.reason).toBe("refresh-token/revoked");
});

it("--json prints a line for each exchange", async () => {
  const { url } = await refusing();
  const running = candor("--target", url.origin, "--port", "0", "--json");
  const [origin] = await running.warns(/http:\/\/localhost:\d+/);
  expect((await send(`${origin}/token`, FORM, REFRESH)).status).toBe(400);
  const [line] = await running.says(/^\{.*\}$/m);
  for (const bad of BAD) expect(line).not.toContain(bad);
  const { explanation, ...entry } = JSON.parse(line) as { explanation: Report };
  expect(explanation.findings[0]?.reason).toBe("refresh-token/revoked");
  expect(entry).toMatchObject({
    ...{ kind: "token", method: "POST", status: 400, outcome: "400 invalid_grant", is: "failed", flow: 1 },
  });
  running.child.kill("SIGTERM");
  expect((await running.end()).code).toBe(0);
});

it.each([
  [["--target", "nowhere"], "nowhere is not an http or https URL"],
  [["--target", "ftp://x.example"], "is not an http or https URL"],
  [["--target", "http://localhost:1", "--port", "x"], "--port is x"],
  [["--target", "http://localhost:1", "--port", "0", "--ca", "no-such-file"], "There is no file no-such-file."],
  [
    ["--target", "http://localhost:1", "--port", "0", "--save", "no/such/folder.har"],
    "no/such/folder.har can't be written",
  ],
])("%j can't begin", async (args, says) => {
  const { code, err } = await candor(...args).end();
  expect([code, err]).toEqual([2, expect.stringContaining(says)]);
});

it("a port that is in use is named", async () => {
  const { url } = await refusing();
  const { code, err } = await candor("--target", url.origin, "--port", url.port).end();
  expect([code, err]).toEqual([
    2,
    expect.stringMatching(/^The port is in use \(.*\)\. Choose another port with --port, or stop/),
  ]);
});
