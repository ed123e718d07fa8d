/** Traces and metrics by OTLP, as a collector gets them. */
import { afterEach, expect, it } from "vitest";
import { parentOf, samplerOf } from "../../src/adapters/otlp/traceparent.ts";
import { type Collector, collector } from "./collector.ts";
import { tokenRequest, type WatchedServer, watchedServer } from "./watched-server.ts";

const open: (WatchedServer | Collector)[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.stop();
});

/** A server that exports, and what its collector has once it has been stopped. */
async function exporting(use: (url: string) => Promise<void>, environment: Record<string, string> = {}, own = {}) {
  const to = await collector();
  open.push(to);
  const settings = Object.keys(environment).length > 0 ? {} : { openTelemetry: { endpoint: to.endpoint, ...own } };
  const variables = Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [name, value.replace("COLLECTOR", to.endpoint)]),
  );
  const server = await watchedServer(settings, variables);
  await use(server.url);
  await server.stop();
  return to;
}

const TRACE = "0af7651916cd43dd8448eb211c80319c";
const PARENT = "b7ad6b7169203331";

it("has a span for each station of a request, within the trace that it continues", async () => {
  const to = await exporting(async (url) => {
    const headers = { traceparent: `00-${TRACE}-${PARENT}-01` };
    expect((await tokenRequest(url, "read_profile", { headers })).status).toBe(200);
    // It writes to see whether it can. Tokens of clients are JWTs, and nothing of them is stored.
    expect((await fetch(`${url}/readyz`, { headers })).status).toBe(200);
  });
  const spans = to.spans().filter(({ traceId }) => traceId === TRACE);
  const [server] = spans;
  expect(server).toMatchObject({
    ...{ name: "POST /token", kind: 2, parentSpanId: PARENT, status: 0 },
    attributes: {
      ...{ "http.request.method": "POST", "http.route": "/token", "http.response.status_code": "200" },
      ...{ "url.scheme": "http", "server.address": "localhost", "candor.client_id": "demo-service" },
    },
  });
  const decide = spans.find(({ name }) => name === "decide");
  expect(decide).toMatchObject({ parentSpanId: server?.spanId, attributes: { "candor.decision": "token" } });
  expect(spans.find(({ name }) => name === "receive")?.parentSpanId).toBe(server?.spanId);
  const loads = spans.filter(({ name }) => name.startsWith("load "));
  expect(loads.map(({ name }) => name)).toEqual(expect.arrayContaining(["load client", "load proof"]));
  for (const { parentSpanId } of loads) expect(parentSpanId).toBe(decide?.spanId);
  const ready = spans.find(({ name }) => name === "GET /readyz");
  const commit = spans.find(({ name, parentSpanId }) => name === "commit" && parentSpanId === ready?.spanId);
  expect(commit?.attributes).toMatchObject({ "db.system.name": "sqlite" });
  for (const { milliseconds } of spans) expect(milliseconds).toBeGreaterThanOrEqual(0);
});

it("says why a request was refused, and has nothing that was sent", async () => {
  const secrets = [
    "form-secret-1",
    "query-secret-2",
    "agent-secret-3",
    "path-secret-4",
    "header-secret-5",
    "state-secret-6",
  ];
  const to = await exporting(async (url) => {
    const headers = {
      "user-agent": "agent-secret-3",
      "x-request-id": "header-secret-5",
      tracestate: "a=state-secret-6",
    };
    await tokenRequest(url, "read_profile", { secret: "form-secret-1", headers });
    await fetch(`${url}/token?query-secret-2=query-secret-2`, {
      method: "POST",
      headers: { ...headers, authorization: "Bearer header-secret-5", cookie: "session=header-secret-5" },
      body: new URLSearchParams({
        grant_type: "authorization_code",
        code: "form-secret-1",
        client_id: "form-secret-1",
      }),
    });
    await fetch(`${url}/no/path-secret-4`, { headers });
    await fetch(`${url}/refusals/path-secret-4`, { headers });
    await fetch(`${url}/authorize?client_id=demo-web&state=query-secret-2&login_hint=query-secret-2`, { headers });
    await fetch(`${url}/userinfo`, { headers: { ...headers, authorization: "Bearer header-secret-5" } });
  });
  const reasons = to.spans().flatMap(({ attributes }) => attributes["candor.reason"] ?? []);
  expect(reasons).toEqual(expect.arrayContaining(["client-auth/secret-wrong", "request/wrong-endpoint"]));
  const wrong = to.spans().find(({ attributes }) => attributes["candor.reason"] === "client-auth/secret-wrong");
  expect(wrong?.attributes).toMatchObject({ "candor.client_id": "demo-service", "candor.ref": expect.any(String) });
  for (const secret of [...secrets, "127.0.0.1", "demo-service-secret"]) expect(to.raw()).not.toContain(secret);
});

it("sends the metrics that Prometheus would read", async () => {
  const to = await exporting(async (url) => {
    await tokenRequest(url, "read_profile,write_multipass");
  });
  expect(to.metrics().get("candor.refusals")).toEqual([
    { attributes: { reason: "scope/wrong-delimiter", client: "demo-service" }, value: 1 },
  ]);
  expect(to.metrics().get("candor.http.request.duration")).toEqual([{ attributes: { route: "/token" }, value: 1 }]);
  expect(to.metrics().get("candor.storage.up")).toEqual([{ attributes: {}, value: 1 }]);
});

it("is turned on, and told what it is, by the variables of OpenTelemetry", async () => {
  const to = await exporting(async (url) => void (await tokenRequest(url, "read_profile")), {
    OTEL_EXPORTER_OTLP_ENDPOINT: "COLLECTOR/",
    OTEL_EXPORTER_OTLP_HEADERS: "x-key=a%20key",
    OTEL_SERVICE_NAME: "sign-in",
    OTEL_METRICS_EXPORTER: "none",
  });
  expect(to.spans().some(({ name }) => name === "POST /token")).toBe(true);
  expect(to.metrics().size).toBe(0);
  expect(to.headers()).toContain("a key");
  expect(to.raw()).toContain('{"key":"service.name","value":{"stringValue":"sign-in"}}');
});

it("traces no request outside of the sample", async () => {
  const to = await exporting(
    async (url) => {
      await tokenRequest(url, "read_profile");
      await tokenRequest(url, "read_profile", { headers: { traceparent: `00-${TRACE}-${PARENT}-01` } });
    },
    {},
    { sample: 0 },
  );
  expect([...new Set(to.spans().map(({ traceId }) => traceId))]).toEqual([TRACE]);
});

it.each([
  [`00-${TRACE}-${PARENT}-01`, { traceId: TRACE, spanId: PARENT, sampled: true }],
  [`00-${TRACE}-${PARENT}-00`, { traceId: TRACE, spanId: PARENT, sampled: false }],
  [`01-${TRACE}-${PARENT}-03-more`, { traceId: TRACE, spanId: PARENT, sampled: true }],
  [`00-${TRACE}-${PARENT}-01-more`, undefined],
  [`ff-${TRACE}-${PARENT}-01`, undefined],
  [`00-${"0".repeat(32)}-${PARENT}-01`, undefined],
  [`00-${TRACE}-${"0".repeat(16)}-01`, undefined],
  [`00-${TRACE.toUpperCase()}-${PARENT}-01`, undefined],
  [undefined, undefined],
])("traceparent %s", (header, parent) => expect(parentOf(header)).toEqual(parent));

it.each([
  ["traceidratio", 0.5, `${"0".repeat(18)}7ffffffffff000`, true],
  ["traceidratio", 0.5, `${"0".repeat(18)}80000000000000`, false],
  ["parentbased_always_off", 1, TRACE, false],
  ["always_on", 0, TRACE, true],
])("sampler %s of %d", (name, ratio, traceId, isSampled) => {
  expect(samplerOf(name, ratio)?.(traceId, undefined)).toBe(isSampled);
  expect(samplerOf("jaeger_remote", 1)).toBe(undefined);
});
