/** `candor serve --workers`: several processes on one port are as one. One that dies is replaced, and all end together. */
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { afterEach, expect, it } from "vitest";
import { MOST } from "../../src/cli/workers/option.ts";
import { PARTS } from "../../src/ports/ids.ts";
import { Person } from "../blackbox/person.ts";
import { BODY, halfSent } from "./half-sent.ts";
import { modulesIn } from "./parts.ts";
import { accept, linkIn, PASSWORD, type Place, place, type Running, run, SECRET, USERNAME } from "./run.ts";

const open: { readonly at?: Place; readonly running?: Running }[] = [];
afterEach(() => {
  for (const { at, running } of open.splice(0)) {
    running?.child.kill("SIGKILL");
    at?.leave();
  }
});

async function newPlace(own: Parameters<typeof place>[0] = {}): Promise<Place> {
  const at = await place(own);
  open.unshift({ at });
  return at;
}

function start(at: Place, workers: number | string, env: Record<string, string> = {}): Running {
  const running = run(["serve", "--workers", String(workers)], at.directory, { SHOP_SECRET: SECRET, ...env });
  open.unshift({ running });
  return running;
}

/** The processes of the workers. */
const workersOf = ({ child: { pid } }: Running): readonly number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").filter(Boolean).map(Number);

const linesOf = (running: Running): readonly Readonly<Record<string, unknown>>[] =>
  running
    .stdout()
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));

const isFree = (port: number): Promise<boolean> =>
  new Promise((done) => {
    const server = createServer();
    server.once("error", () => done(false));
    server.listen(port, "localhost", () => server.close(() => done(true)));
  });

/** Makes the primary write down every module that it loads. */
const RECORDER = `
  import { registerHooks } from "node:module";
  import { writeSync } from "node:fs";
  if (process.env.CANDOR_WORKER === undefined)
    registerHooks({ load: (url, context, next) => (writeSync(2, url + "\\n"), next(url, context)) });`;

it("serve together, give nothing twice, replace one that dies, and end together", async () => {
  const alike = ["orders", "Orders"].map((name) => ({ name, description: `Read ${name}` }));
  const at = await newPlace({ scopes: alike });
  const preload = `--import "data:text/javascript,${encodeURIComponent(RECORDER)}"`;
  const running = start(at, 3, { NODE_OPTIONS: preload });
  await running.says("all workers serve");
  const before = workersOf(running);
  expect(before).toHaveLength(3);
  // Node opens a debugger at this signal, unless it is handled.
  for (const pid of [running.child.pid ?? 0, ...before]) process.kill(pid, "SIGUSR1");

  // A code that is used by several at once is redeemed by one, and nothing of it stays valid.
  const link = linkIn(running.stdout()) ?? "";
  expect(await accept(new Person(at.issuer), link)).toBe(303);
  const person = new Person(at.issuer, USERNAME, PASSWORD);
  const { code, verifier } = await at.app.code(person);
  const redeemed = await Promise.all(Array.from({ length: 9 }, () => at.app.redeem(code, verifier)));
  const [won, ...others] = redeemed.toSorted((one, other) => one.status - other.status);
  expect(won?.status).toBe(200);
  for (const { body } of others) expect(body.error).toBe("invalid_grant");
  expect((await at.app.introspect(String(won?.body.access_token))).body.active).toBe(false);
  const decided = linesOf(running).filter(({ msg }) => msg === "granted" || msg === "refused");
  expect(new Set(decided.map(({ pid }) => pid)).size).toBeGreaterThan(1);

  // What concerns all is logged once.
  for (const text of ["Candor is at ", "There is no operator yet", "all workers serve", "scope-names-alike"])
    expect([text, running.stdout().split(text).length]).toEqual([text, 2]);

  const [killed = 0, ...living] = before;
  process.kill(killed, "SIGKILL");
  await running.says("a worker ended unexpectedly");
  const form = { grant_type: "client_credentials", scope: "orders" };
  for (let i = 0; i < 20; i++) expect((await at.app.post("/token", form)).status).toBe(200);
  await running.says("in the place of one that ended");
  const line = linesOf(running).find(({ msg }) => msg === "a worker ended unexpectedly");
  expect(line).toMatchObject({ level: 50, signal: "SIGKILL" });
  const after = workersOf(running);
  expect(after).toHaveLength(3);
  expect(after).toEqual(expect.arrayContaining(living));

  const { socket, answer } = await halfSent(at);
  running.child.kill("SIGTERM");
  await expect.poll(() => isFree(at.port)).toBe(true);
  expect(running.child.exitCode).toBeNull();
  socket.write(BODY.slice(10));
  expect(await answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  expect(await running.ended).toBe(0);

  expect(running.stderr()).not.toContain("Debugger listening");
  // The primary has loaded nothing that serves, and of metrics only what workers ask it for.
  const own = modulesIn(running.stderr().match(/(?<=\/dist\/)(?!.*node_modules).*\.js$/gm) ?? []);
  expect(own).toContain("cli/workers/primary.js");
  expect(own).not.toContain("cli/serve.js");
  const light =
    /^(?:cli|parts|adapters\/log)\/|^(?:version|configuration\/worker|adapters\/metrics\/moved-by-workers)\.js$/;
  expect(own.filter((path) => !light.test(path))).toEqual([]);
});

it("finish the requests under way and end, if the primary was killed", async () => {
  const at = await newPlace();
  const running = start(at, 2);
  await running.says("all workers serve");
  const { socket, answer } = await halfSent(at);
  running.child.kill("SIGKILL");
  await expect.poll(() => isFree(at.port)).toBe(true);
  socket.write(BODY.slice(10));
  expect(await answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  // Nobody has its output open any more.
  await running.ended;
});

it("say once why they can't start, with the exit code of a single process", async () => {
  const at = await newPlace();
  const other = createServer();
  await new Promise<void>((listening) => other.listen(at.port, "localhost", listening));
  const running = start(at, 2);
  expect(await running.ended).toBe(2);
  expect(running.stderr()).toMatch(/^The port is in use \(.*EADDRINUSE.*\)\. Choose another port with --port, or stop/);
  expect(running.stderr().split("The port is in use")).toHaveLength(2);
  other.close();
  const without = start(at, 2, { SHOP_SECRET: "" });
  expect(await without.ended).toBe(1);
  expect(without.stderr().split("The configuration can't be used")).toHaveLength(2);
});

it("are a number that leaves numbers to other servers, and one for the demo", async () => {
  expect(MOST).toBe(PARTS / 2);
  const at = await newPlace();
  for (const wrong of ["0", "33", "many", "1.5"]) {
    const running = start(at, wrong);
    expect(await running.ended).toBe(1);
    expect(running.stderr()).toContain("Expected a number from 1 to 32, or auto.");
  }
  const demo = run(["serve", "--demo", "--workers", "2"], at.directory);
  expect(await demo.ended).toBe(2);
  expect(demo.stderr()).toContain("The demo keeps its visitors in one process.");
});
