/** A reload takes over how a server is watched: no request, line or span is lost, and what waits for a restart is named. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import type { Config } from "../../src/index.ts";
import { collector } from "./collector.ts";
import { tokenRequest, valuesOf, type WatchedServer, watchedServer } from "./watched-server.ts";

async function watched(own: Partial<Config>): Promise<WatchedServer> {
  const server = await watchedServer(own);
  onTestFinished(() => server.stop());
  return server;
}

it("lines of the access log go to another file, and spans to another collector", async () => {
  const directory = mkdtempSync(join(tmpdir(), "candor-reloaded-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const files = ["one.log", "two.log"].map((name) => join(directory, name));
  const collectors = [await collector(), await collector()];
  onTestFinished(async () => {
    for (const one of collectors) await one.stop();
  });
  const [{ endpoint = "" } = {}, { endpoint: other = "" } = {}] = collectors;
  const server = await watched({ accessLog: { file: files[0] }, openTelemetry: { endpoint } });

  let sent = 0;
  let isEnding = false;
  onTestFinished(() => {
    isEnding = true;
  });
  const statuses = new Set<number>();
  const senders = Array.from({ length: 4 }, async () => {
    for (; !isEnding; sent++) statuses.add((await tokenRequest(server.url, "read_profile")).status);
  });
  await expect.poll(() => sent).toBeGreaterThan(20);
  const accessLog = { file: files[1], addresses: "none" as const };
  const reloaded = await server.candor.reload({ ...server.config, accessLog, openTelemetry: { endpoint: other } });
  expect(reloaded).toMatchObject({ changed: ["openTelemetry", "accessLog"], restart: [] });
  const before = sent;
  await expect.poll(() => sent).toBeGreaterThan(before + 20);
  isEnding = true;
  await Promise.all(senders);
  await server.candor.close();

  expect([...statuses]).toEqual([200]);
  const lines = files.map((file) => readFileSync(file, "utf8").trimEnd().split("\n"));
  expect(lines.flat()).toHaveLength(sent);
  for (const of of lines) expect(of.length).toBeGreaterThan(10);
  expect(JSON.parse(lines[0]?.at(-1) ?? "").from).toBeDefined();
  expect(JSON.parse(lines[1]?.at(-1) ?? "").from).toBeUndefined();
  const spans = collectors.map((one) => one.spans().filter(({ kind }) => kind === 2));
  expect(spans.flat()).toHaveLength(sent);
  expect(spans[1]?.length).toBeGreaterThan(20);
});

it("another share is traced, and another number of clients has a label", async () => {
  const to = await collector();
  onTestFinished(() => to.stop());
  const { endpoint } = to;
  const server = await watched({ openTelemetry: { endpoint } });
  await tokenRequest(server.url, "read_profile");
  await server.candor.reload({
    ...server.config,
    metrics: { port: server.metricsPort, clients: 0 },
    openTelemetry: { endpoint, sample: 0 },
  });
  await tokenRequest(server.url, "read_profil");
  const refused = Object.keys(valuesOf(await server.metrics(), "candor_refusals_total"));
  expect(refused).toEqual([expect.stringContaining('client="other"')]);
  await server.candor.close();
  expect(to.spans().filter(({ kind }) => kind === 2)).toHaveLength(1);
});

it("whether something is watched, and on which port, waits for a restart", async () => {
  const server = await watched({});
  const { restart } = await server.candor.reload({
    ...server.config,
    metrics: { port: server.metricsPort + 1, clients: 7 },
    accessLog: {},
    openTelemetry: { endpoint: "http://127.0.0.1:4318" },
  });
  expect(restart).toEqual(["openTelemetry", "accessLog", "metrics.port"]);
  expect((await fetch(`http://127.0.0.1:${server.metricsPort}/metrics`)).status).toBe(200);
});
