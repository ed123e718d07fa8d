/** `candor profile`: profiles of a running server, for its user alone. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, it, type TestContext } from "vitest";
import { type Place, place, run, SECRET, toEnd } from "./run.ts";

async function newPlace({ onTestFinished }: TestContext): Promise<Place> {
  const at = await place();
  onTestFinished(() => at.leave());
  return at;
}

const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);

it.concurrent("writes what a server does and what it has in memory, and the server goes on", async (context) => {
  const at = await newPlace(context);
  const server = await at.serve();
  const pid = String(server.child.pid);
  const [cpu, other] = await Promise.all([
    toEnd(["profile", pid, "--seconds", "2"], at.directory),
    // Of two at a time, one is refused.
    toEnd(["profile", pid, "--seconds", "2"], at.directory),
  ]);
  const [made, refused] = cpu.code === 0 ? [cpu, other] : [other, cpu];
  expect(refused).toMatchObject({ code: 1, err: "Another profile is being made.\n" });
  const file = made.out.trim();
  expect(file).toMatch(new RegExp(`/data/profiles/\\d{8}T\\d{6}Z-${pid}\\.cpuprofile$`));
  const { nodes, samples } = JSON.parse(readFileSync(file, "utf8"));
  expect(nodes.length).toBeGreaterThan(1);
  expect(samples.length).toBeGreaterThan(1);

  const heap = await toEnd(["profile", pid, "--heap"], at.directory);
  expect(heap.err).toContain("secrets");
  const snapshot = readFileSync(heap.out.trim(), "utf8");
  expect(snapshot.startsWith('{"snapshot":{"meta":')).toBe(true);
  expect(snapshot.includes('"shop"')).toBe(true);

  const folder = join(at.directory, "data/profiles");
  expect([folder, file, heap.out.trim()].map(modeOf)).toEqual(["700", "600", "600"]);
  expect(readdirSync(folder).length).toBe(2);
  expect((await fetch(`${at.issuer}/healthz`)).status).toBe(200);
  expect(server.stdout()).toContain('"a profile was written"');
  expect(await server.stop()).toBe(0);
});

it.concurrent("is ignored by a server that nobody has left a request for", async (context) => {
  const at = await newPlace(context);
  const server = await at.serve();
  server.child.kill("SIGUSR2");
  await server.says("SIGUSR2 without a request");
  expect(await server.stop()).toBe(0);
});

it.concurrent("sends no signal to what isn't a server, and follows no link", async (context) => {
  const at = await newPlace(context);
  const other = spawn("sleep", ["60"]);
  await once(other, "spawn");
  context.onTestFinished(() => void other.kill());
  const refused = await toEnd(["profile", String(other.pid)], at.directory);
  expect(refused).toMatchObject({ code: 1, err: `Process ${other.pid} isn't a server that makes profiles.\n` });
  expect(other.signalCode).toBe(null);
  expect((await toEnd(["profile", "2147483646"], at.directory)).err).toBe("There is no process 2147483646.\n");

  const server = await at.serve();
  symlinkSync(at.directory, join(at.directory, "data/profiles"));
  const { code, err } = await toEnd(["profile", String(server.child.pid)], at.directory);
  expect({ code, err }).toEqual({ code: 1, err: `${join(at.directory, "data/profiles")} isn't a directory.\n` });
  await server.stop();
});

it.concurrent("asks for the number of a worker where there are several", async (context) => {
  const at = await newPlace(context);
  const running = run(["serve", "--workers", "2"], at.directory, { SHOP_SECRET: SECRET });
  context.onTestFinished(() => void running.child.kill("SIGKILL"));
  await running.says("all workers serve");
  const { err } = await toEnd(["profile", String(running.child.pid)], at.directory);
  const [, worker = ""] = /Name one of them: \d+, (\d+)\.\n$/.exec(err) ?? [];
  const { code, out } = await toEnd(["profile", worker, "--seconds", "1"], at.directory);
  expect(code, err).toBe(0);
  expect(out).toContain(`-${worker}.cpuprofile`);
  expect(await running.stop()).toBe(0);
});
