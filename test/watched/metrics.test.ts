/** Metrics of a server that is used, as Prometheus reads them. */
import { spawnSync } from "node:child_process";
import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DECLARED } from "../../src/adapters/metrics/families.ts";
import { nameOf } from "../../src/adapters/metrics/family.ts";
import { createCandor } from "../../src/index.ts";
import { tokenRequest, valuesOf, type WatchedServer, watchedServer } from "./watched-server.ts";

let server: WatchedServer;
let text: string;

const SECRETS = ["wrong-secret-4711", "code-secret-4712", "query-secret-4713", "agent-secret-4714", "path-secret-4715"];

beforeAll(async () => {
  server = await watchedServer();
  const { url } = server;
  for (let i = 0; i < 3; i++) expect((await tokenRequest(url, "read_profile")).status).toBe(200);
  expect((await tokenRequest(url, "read_profile,write_multipass")).status).toBe(400);
  expect((await tokenRequest(url, "read_profile", { secret: SECRETS[0] ?? "" })).status).toBe(401);
  await fetch(`${url}/token?x=${SECRETS[2]}`, {
    method: "POST",
    headers: { "user-agent": SECRETS[3] ?? "" },
    body: new URLSearchParams({ grant_type: "authorization_code", code: SECRETS[1] ?? "", client_id: "nobody-at-all" }),
  });
  await fetch(`${url}/no/such/${SECRETS[4]}`);
  await fetch(`${url}/readyz`);
  text = await server.metrics();
});
afterAll(() => server.stop());

describe("/metrics", () => {
  it("counts requests by their route, method and class of status", () => {
    expect(valuesOf(text, "candor_http_requests_total")).toMatchObject({
      'route="/token",method="POST",status="2xx"': 3,
      'route="/token",method="POST",status="4xx"': 3,
      'route="none",method="GET",status="4xx"': 1,
      'route="/readyz",method="GET",status="2xx"': 1,
    });
    expect(valuesOf(text, "candor_http_request_duration_seconds_count")).toMatchObject({ 'route="/token"': 6 });
    expect(valuesOf(text, "candor_http_request_duration_seconds_bucket")).toMatchObject({
      'route="/token",le="+Inf"': 6,
    });
  });

  it("counts refusals by their reason and the registered client", () => {
    expect(valuesOf(text, "candor_refusals_total")).toMatchObject({
      'reason="scope/wrong-delimiter",client="demo-service"': 1,
      'reason="client-auth/secret-wrong",client="demo-service"': 1,
      'reason="request/wrong-endpoint",client="none"': 1,
    });
    expect(valuesOf(text, "candor_decisions_total")).toMatchObject({
      'decision="granted",grant_type="client_credentials"': 3,
    });
    expect(valuesOf(text, "candor_journal_refusals_total")).toEqual({ 'outcome="kept"': 4 });
  });

  it("says how the database, the keys and the process are", () => {
    expect(valuesOf(text, "candor_storage_up")).toEqual({ "": 1 });
    expect(valuesOf(text, "candor_storage_commit_size_count")['kind="transaction"']).toBeGreaterThan(0);
    const keys = Object.entries(valuesOf(text, "candor_signing_key_created_timestamp_seconds"));
    expect(keys.filter(([labels]) => labels.includes('state="signing"')).length).toBe(3);
    for (const [, at] of keys) expect(Math.abs(at - Date.now() / 1_000)).toBeLessThan(600);
    expect(valuesOf(text, "process_resident_memory_bytes")[""]).toBeGreaterThan(1e7);
    expect(valuesOf(text, "candor_sign_ins")).toEqual({ 'state="running"': 0, 'state="waiting"': 0 });
    expect(valuesOf(text, "candor_event_loop_delay_seconds_count")[""]).toBeGreaterThan(0);
    expect(Object.keys(valuesOf(text, "candor_build_info"))).toEqual([
      expect.stringMatching(/^version="\d.*",node="\d/),
    ]);
  });

  it("contains nothing that was sent, no user and no IP address", () => {
    for (const secret of [...SECRETS, "nobody-at-all", "demo-service-secret", "127.0.0.1", "::1"])
      expect(text).not.toContain(secret);
  });

  it("is what Prometheus accepts, in both of its formats", async () => {
    const { status, stdout, stderr } = spawnSync("promtool", ["check", "metrics"], { input: text, encoding: "utf8" });
    expect([status, stdout, stderr]).toEqual([0, "", ""]);
    const open = await server.metrics("application/openmetrics-text;version=1.0.0,text/plain;q=0.5");
    expect(open).toMatch(/# EOF\n$/);
    expect(open).toContain("# TYPE candor_http_requests counter\n");
    expect(open).toContain("# UNIT candor_http_request_duration_seconds seconds\n");
    expect(Object.keys(valuesOf(open, "candor_http_requests_total"))).toEqual(
      expect.arrayContaining(Object.keys(valuesOf(text, "candor_http_requests_total"))),
    );
  });

  it("has every metric that is documented, where there is something to say", () => {
    const names = DECLARED.map(nameOf).filter((name) => !text.includes(`# TYPE ${name} `));
    // PostgreSQL isn't used, and no key waits to take over in the first minute.
    expect(names).toEqual(["candor_storage_connections", "candor_signing_key_expires_timestamp_seconds"]);
  });
});

/** A request whose Host header isn't where it goes. */
const asHost = (host: string, path = "/metrics", method = "GET"): Promise<number | undefined> =>
  new Promise((done, failed) =>
    request({ port: server.metricsPort, host: "127.0.0.1", path, method, headers: { host } }, (response) => {
      response.resume();
      done(response.statusCode);
    })
      .on("error", failed)
      .end(),
  );

describe("the port", () => {
  it("has nothing else, and isn't the one for clients", async () => {
    expect(await asHost("localhost", "/token", "POST")).toBe(404);
    expect(await asHost("localhost", "/metrics", "POST")).toBe(405);
    expect((await fetch(`${server.url}/metrics`)).status).toBe(404);
  });

  it("isn't read by the page of a website whose name points here", async () => {
    expect([await asHost("evil.example:9464"), await asHost("127.0.0.1:9464"), await asHost("localhost")]).toEqual([
      403, 200, 200,
    ]);
  });

  it("in use stops the start, and nothing is left open", async () => {
    const config = {
      issuer: "http://localhost:9477",
      logLevel: "silent",
      metrics: { port: server.metricsPort },
    } as const;
    await expect(createCandor({ config, storage: "memory" })).rejects.toThrow("EADDRINUSE");
  });
});
