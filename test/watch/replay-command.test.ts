/** `candor replay` as it is typed, with a recording of `candor watch`. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type DemoServer, startDemo } from "../demo-server.ts";
import { toEnd } from "../operation/run.ts";
import { send, watching } from "./world.ts";

const SECRET = "demo-service-secret";
let server: DemoServer;
let directory: string;
let file: string;

beforeAll(async () => {
  server = await startDemo();
  directory = mkdtempSync(join(tmpdir(), "candor-replay-"));
  file = join(directory, "kept.har");
  const watched = await watching([new URL(server.issuer)]);
  const headers = {
    "content-type": "application/x-www-form-urlencoded",
    authorization: `Basic ${Buffer.from(`demo-service:${SECRET}`).toString("base64")}`,
  };
  for (const scope of ["read_profile write_multipas", "read_profile"])
    await send(
      `${watched.at}/token`,
      { method: "POST", headers },
      `grant_type=client_credentials&scope=${encodeURIComponent(scope)}`,
    );
  await watched.until(({ exchange }) => exchange.number === 2);
  writeFileSync(file, watched.har());
  await watched.close();
});
afterAll(async () => {
  await server?.close();
  rmSync(directory, { recursive: true, force: true });
});

const replay = (args: readonly string[], env?: Record<string, string>, input?: string) =>
  toEnd(["replay", ...args], directory, input, env);

const OWN = { CANDOR_CLIENT_SECRET: SECRET };

it("the same again fails the same, with the cause", async () => {
  const { code, out } = await replay([file, "--only", "1", "--yes"], OWN);
  expect(out).toContain("The response is the recorded one.");
  expect(out).toContain("cause[scope/misspelled]");
  expect(out).not.toContain(SECRET);
  expect(code).toBe(1);
});

it("changed, it is granted, and the difference is shown", async () => {
  const { code, out } = await replay(
    ["--set", "scope=read_profile write_multipass", "--yes", "--only", "1", file],
    OWN,
  );
  expect(out).toMatch(/ {2}status\n {4}- 400\n {4}\+ 200\n/);
  expect(out).toMatch(/ {2}body error\n {4}- invalid_scope\n/);
  expect(out).toMatch(/"access_token": "redacted-\d+-/);
  expect(out).not.toMatch(/eyJ|demo-service-secret/);
  expect(code).toBe(0);
});

it("--json is for programs", async () => {
  const { code, out } = await replay([file, "--only", "2", "--unset", "scope", "--yes", "--json"], OWN);
  const result = JSON.parse(out) as { response: { status: number }; changes: unknown[] };
  expect([result.response.status, result.changes, code]).toEqual([200, [], 0]);
  expect(out).not.toContain(SECRET);
});

it("--dry-run sends nothing, and says what is missing", async () => {
  const { code, out } = await replay([file, "--only", "1", "--dry-run", "--to", "https://login.example"]);
  expect(out).toContain("> POST https://login.example/token HTTP/1.1");
  expect(out).toContain("Missing, because the recording covers it: client_secret.");
  expect(code).toBe(0);
});

it.each<[what: string, args: readonly string[], env: Record<string, string>, says: string]>([
  ["a host of nobody's", ["--only", "1", "--yes", "--to", "https://login.example"], OWN, "Add --own login.example"],
  ["a missing secret", ["--only", "1", "--yes"], {}, "Set CANDOR_CLIENT_SECRET in the environment"],
  ["no yes", ["--only", "1"], OWN, "Add --yes to send it."],
  ["several exchanges", ["--yes"], OWN, "Choose with --only"],
])("%s: nothing is sent", async (_, args, env, says) => {
  const { code, err } = await replay([file, ...args], { CANDOR_CLIENT_SECRET: "", ...env });
  expect([code, err]).toEqual([2, expect.stringContaining(says)]);
});

it("a curl command from standard input", async () => {
  const command = `curl -u demo-service:wrong ${server.issuer}/token -d grant_type=client_credentials`;
  const { code, out } = await replay(["-", "--yes"], {}, command);
  expect(out).toContain("< HTTP/1.1 401");
  expect(out).toContain("The recording has no response to compare with.");
  expect(out).toContain("cause[client-auth/failed]");
  expect(code).toBe(1);
});

it("a server that isn't there", async () => {
  const { code, out } = await replay(
    ["-", "--yes"],
    {},
    "curl http://localhost:1/token -d grant_type=client_credentials",
  );
  expect(out).toContain("ECONNREFUSED");
  expect(out).toContain("cause[transport/unreachable]");
  expect(code).toBe(1);
});
