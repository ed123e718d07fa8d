/** `candor serve --workers` with metrics: the primary has the port, and shows what all workers have counted. */
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect, it } from "vitest";
import { freePort } from "../free-port.ts";
import { place, run, SECRET } from "../operation/run.ts";
import { valuesOf } from "./watched-server.ts";

it("adds up what workers count, and names each where they stay apart", async ({ onTestFinished }) => {
  const port = await freePort();
  const at = await place({ metrics: { port } });
  const running = run(["serve", "--workers", "2"], at.directory, { SHOP_SECRET: SECRET });
  onTestFinished(() => {
    running.child.kill("SIGKILL");
    at.leave();
  });
  await running.says("all workers serve");
  const ask = () => fetch(`${at.issuer}/healthz`, { headers: { connection: "close" } });
  for (let i = 0; i < 6; i++) expect((await ask()).status).toBe(200);
  const metrics = async (): Promise<string> => (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const requests = async () => valuesOf(await metrics(), "candor_http_requests_total");
  await expect.poll(async () => (await requests())['route="/healthz",method="GET",status="2xx"']).toBe(6);
  const text = await metrics();
  expect(Object.keys(valuesOf(text, "process_resident_memory_bytes"))).toEqual(['worker="1"', 'worker="2"']);
  expect(valuesOf(text, "candor_storage_up")).toEqual({ "": 1 });
  expect(await running.stop()).toBe(0);
});

it("shows them on another port, or nowhere, after a reload of all workers", async ({ onTestFinished }) => {
  const [first, second] = [await freePort(), await freePort()];
  const at = await place({ logFormat: "json" });
  const running = run(["serve", "--workers", "2"], at.directory, { SHOP_SECRET: SECRET });
  onTestFinished(() => {
    running.child.kill("SIGKILL");
    at.leave();
  });
  await running.says("all workers serve");
  const workersAt = async (port: number): Promise<readonly string[]> =>
    fetch(`http://127.0.0.1:${port}/metrics`).then(
      async (response) => Object.keys(valuesOf(await response.text(), "process_resident_memory_bytes")),
      () => [],
    );
  const both = ['worker="1"', 'worker="2"'];
  const reload = (own: object) => {
    at.write("candor.config.json", JSON.stringify({ ...at.config, logFormat: "json", ...own }));
    running.child.kill("SIGHUP");
  };
  reload({ metrics: { port: first } });
  await expect.poll(() => workersAt(first)).toEqual(both);
  reload({ metrics: { port: second } });
  await expect.poll(() => workersAt(second)).toEqual(both);
  await expect.poll(() => workersAt(first)).toEqual([]);
  // A port that is in use leaves everything as it was, what else the file says too.
  const other = createServer();
  onTestFinished(() => void other.close());
  // A worker that closes its connections may still listen for a moment.
  const listens = () => once(other.listen(first, "127.0.0.1"), "listening").then(() => true);
  await expect.poll(() => listens().catch(() => false)).toBe(true);
  reload({ metrics: { port: first }, shutdownDelay: 0, accessLog: { file: "access.log" } });
  await expect.poll(() => running.stdout().match(/"The configuration was not reloaded/g)?.length).toBe(2);
  expect(await workersAt(second)).toEqual(both);
  expect((await fetch(`${at.issuer}/healthz`)).status).toBe(200);
  expect(existsSync(join(at.directory, "access.log"))).toBe(false);
  reload({});
  await expect.poll(() => workersAt(second)).toEqual([]);
  expect((await fetch(`${at.issuer}/healthz`)).status).toBe(200);
  expect(await running.stop()).toBe(0);
});

it("doesn't start on a port that is in use, as a single process doesn't", async ({ onTestFinished }) => {
  const port = await freePort();
  const other = createServer().listen(port, "127.0.0.1");
  const at = await place({ metrics: { port } });
  onTestFinished(() => {
    other.close();
    at.leave();
  });
  const ends: unknown[] = [];
  for (const workers of ["1", "2"]) {
    const running = run(["serve", "--workers", workers], at.directory, { SHOP_SECRET: SECRET });
    ends.push([await running.ended, running.stderr().match(/The port is in use .*metrics\.port/)?.length]);
  }
  expect(ends).toEqual([
    [2, 1],
    [2, 1],
  ]);
});

it("a worker that is replaced doesn't move the port to where only the changed file has it", async ({
  onTestFinished,
}) => {
  const [first, second] = [await freePort(), await freePort()];
  const at = await place({ metrics: { port: first }, logFormat: "json" });
  const running = run(["serve", "--workers", "2"], at.directory, { SHOP_SECRET: SECRET });
  onTestFinished(() => {
    running.child.kill("SIGKILL");
    at.leave();
  });
  await running.says("all workers serve");
  at.write("candor.config.json", JSON.stringify({ ...at.config, logFormat: "json", metrics: { port: second } }));
  const text = async () => (await fetch(`http://127.0.0.1:${first}/metrics`)).text();
  const pids = [...running.stdout().matchAll(/"pid":(\d+)/g)].map(([, pid]) => Number(pid));
  process.kill(pids.find((pid) => pid !== running.child.pid) ?? 0, "SIGKILL");
  await running.says("a worker serves in the place of one that ended");
  await expect
    .poll(async () => Object.keys(valuesOf(await text(), "process_resident_memory_bytes")).sort())
    .toEqual(['worker="1"', 'worker="2"']);
  await expect(fetch(`http://127.0.0.1:${second}/metrics`)).rejects.toThrow();
  expect(await running.stop()).toBe(0);
});
