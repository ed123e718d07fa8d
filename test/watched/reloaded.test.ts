/** A reload takes over how a server is watched: no request, line or span is lost, whatever is turned on or off. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
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

it("metrics, traces and the access log are turned on and off while requests are served", async () => {
  const directory = mkdtempSync(join(tmpdir(), "candor-reloaded-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const [file, to] = [join(directory, "access.log"), await collector()];
  onTestFinished(() => to.stop());
  const server = await watched({ metrics: undefined });
  const nothing = { ...server.config, metrics: undefined };
  await expect(server.metrics()).rejects.toThrow("fetch failed");
  let sent = 0;
  let isEnding = false;
  onTestFinished(() => {
    isEnding = true;
  });
  const statuses = new Set<number>();
  const senders = Array.from({ length: 4 }, async () => {
    for (; !isEnding; sent++) statuses.add((await tokenRequest(server.url, "read_profile")).status);
  });
  const more = async () => {
    const before = sent;
    await expect.poll(() => sent).toBeGreaterThan(before + 20);
  };
  const counted = async () =>
    valuesOf(await server.metrics(), "candor_http_requests_total")['route="/token",method="POST",status="2xx"'] ?? 0;
  const lines = () => readFileSync(file, "utf8").trimEnd().split("\n").length;
  await more();
  for (let round = 1; round <= 2; round++) {
    const on = { metrics: { port: server.metricsPort }, accessLog: { file }, openTelemetry: { endpoint: to.endpoint } };
    expect(await server.candor.reload({ ...nothing, ...on })).toEqual({
      changed: expect.arrayContaining(["metrics", "openTelemetry", "accessLog"]),
      restart: [],
    });
    await more();
    // Everything that was counted has begun while it was on.
    const first = await counted();
    await more();
    expect(await counted()).toBeGreaterThanOrEqual(first + 20);
    const refused = await fetch(`${server.url}/token`, {
      method: "POST",
      body: new URLSearchParams({ grant_type: "x" }),
    });
    expect(refused.status).toBe(400);
    await expect
      .poll(async () => Object.values(valuesOf(await server.metrics(), "candor_storage_commit_size_count")).length)
      .toBeGreaterThan(0);
    expect(valuesOf(await server.metrics(), "candor_http_connections")[""]).toBeGreaterThan(0);
    expect(await server.candor.reload(nothing)).toMatchObject({ restart: [] });
    await expect(server.metrics()).rejects.toThrow("fetch failed");
    const [written, spans] = [lines(), to.spans().length];
    expect(written).toBeGreaterThan(20 * round);
    expect(spans).toBeGreaterThan(20 * round);
    await more();
    expect([lines(), to.spans().length]).toEqual([written, spans]);
  }
  isEnding = true;
  await Promise.all(senders);
  expect([...statuses]).toEqual([200]);
});

it("the port for metrics moves, and stays where it is if the other one is in use", async () => {
  const server = await watched({});
  const taken = createServer();
  await new Promise<void>((done) => taken.listen(0, "127.0.0.1", done));
  onTestFinished(() => void taken.close());
  const { port } = taken.address() as AddressInfo;
  await tokenRequest(server.url, "read_profile");
  const before = valuesOf(await server.metrics(), "candor_http_requests_total");
  const wanted = { ...server.config, metrics: { port, clients: 7 }, grantManagement: "allowed" as const };
  await expect(server.candor.reload(wanted)).rejects.toThrow(
    /metrics\.port is \d+, which can't be opened .*EADDRINUSE/,
  );
  expect(valuesOf(await server.metrics(), "candor_http_requests_total")).toEqual(before);
  const manages = async () =>
    "grant_management_endpoint" in
    ((await (await fetch(`${server.url}/.well-known/openid-configuration`)).json()) as object);
  expect(await manages()).toBe(false);
  await new Promise((done) => taken.close(done));
  expect(await server.candor.reload(wanted)).toMatchObject({ restart: [] });
  expect(await manages()).toBe(true);
  await expect(server.metrics()).rejects.toThrow("fetch failed");
  const there = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  // What was counted goes on.
  expect(valuesOf(there, "candor_http_requests_total")['route="/token",method="POST",status="2xx"']).toBe(1);
  // Another IP address of the same port.
  await server.candor.reload({ ...wanted, metrics: { port, host: "0.0.0.0" } });
  expect((await fetch(`http://127.0.0.2:${port}/metrics`)).status).toBe(200);
});
