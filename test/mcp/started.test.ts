/** The tools `watch`, `replay` and `mock` of `candor mcp`: something that runs, is read, and ends. */
import { createServer } from "node:http";
import type { Client } from "@modelcontextprotocol/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startedThings } from "../../src/mcp/started.ts";
import { called, fault, overStdio } from "./connect.ts";

interface Mocked {
  readonly id: string;
  readonly issuer: string;
  readonly waiting: readonly string[];
  readonly requests: readonly { readonly path: string; readonly client?: string; readonly refused?: string }[];
}
interface Watched {
  readonly id: string;
  readonly proxies: readonly { readonly proxy: string }[];
  readonly exchanges: readonly {
    readonly number: number;
    readonly is: string;
    readonly cause?: { readonly reason: string };
  }[];
}
interface Replayed {
  readonly sent: string;
  readonly received?: string;
  readonly outcome?: string;
  readonly missing: readonly string[];
  readonly cause?: { readonly reason: string };
}

let client: Client;
beforeAll(async () => {
  client = await overStdio();
});
afterAll(() => client?.close());

const as = async <T>(tool: string, input: Record<string, unknown>): Promise<T> =>
  (await called(client, tool, input)) as unknown as T;

const ask = (origin: string, scope: string): Promise<Response> =>
  fetch(`${origin}/token`, {
    method: "POST",
    headers: { authorization: `Basic ${btoa("demo-service:demo-service-secret")}` },
    body: new URLSearchParams({ grant_type: "client_credentials", scope }),
  });

const isUp = (url: string): Promise<boolean> =>
  fetch(url).then(
    () => true,
    () => false,
  );

describe("mock", () => {
  it("starts, refuses what was ordered, says what came, and stops", async () => {
    const { id, issuer } = await as<Mocked>("mock", { action: "start" });
    const ordered = await as<Mocked>("mock", {
      action: "refuse",
      id,
      reason: "scope/not-allowed-for-client",
      endpoint: "token",
    });
    expect(ordered.waiting).toEqual(["scope/not-allowed-for-client"]);
    expect((await ask(issuer, "read_profile")).status).toBe(400);
    expect((await ask(issuer, "read_profile")).status).toBe(200);
    const { requests, waiting } = await as<Mocked>("mock", { action: "stop", id });
    expect(requests).toMatchObject([
      { path: "/token", client: "demo-service", refused: "scope/not-allowed-for-client" },
      { path: "/token", client: "demo-service" },
    ]);
    expect(waiting).toEqual([]);
    expect(await isUp(`${issuer}/jwks`)).toBe(false);
    expect(await fault(client, "mock", { action: "read", id })).toContain("No mock with this id runs");
  });

  it("says what can't be ordered", async () => {
    const { id } = await as<Mocked>("mock", { action: "start" });
    expect(await fault(client, "mock", { action: "refuse", id, reason: "scope/mispelled" })).toContain(
      "scope/misspelled",
    );
    expect(await fault(client, "mock", { action: "refuse", id })).toContain("Name the reason");
    expect(await fault(client, "mock", { action: "fail", id })).toContain("gateway-page");
    await as("mock", { action: "stop", id });
  });
});

describe("watch and replay", () => {
  it("a failure is recorded and explained, and what fixes it is proved", async () => {
    const mock = await as<Mocked>("mock", { action: "start" });
    const { id, proxies } = await as<Watched>("watch", { action: "start", targets: [mock.issuer] });
    await ask(proxies[0]?.proxy ?? "", "read_profil");
    const { exchanges } = await as<Watched>("watch", { action: "read", id });
    expect(exchanges).toMatchObject([{ is: "failed", cause: { reason: "scope/misspelled" } }]);
    expect(JSON.stringify(exchanges)).not.toContain("demo-service-secret");
    const after = exchanges[0]?.number ?? 0;
    expect((await as<Watched>("watch", { action: "read", id, after })).exchanges).toEqual([]);

    const again = { watch: id, number: after };
    expect((await as<Replayed>("replay", { ...again, dry_run: true })).missing).toEqual(["client_secret"]);
    expect(await fault(client, "replay", again)).toContain("covers client_secret");
    const set = { client_secret: "demo-service-secret" };
    expect((await as<Replayed>("replay", { ...again, set })).cause?.reason).toBe("scope/misspelled");
    const fixed = await as<Replayed>("replay", { ...again, set: { ...set, scope: "read_profile" } });
    expect(fixed.received).toContain("HTTP/1.1 200");
    expect(JSON.stringify(fixed)).not.toContain("demo-service-secret");

    await as("watch", { action: "stop", id });
    expect(await isUp(proxies[0]?.proxy ?? "")).toBe(false);
    await as("mock", { action: "stop", id: mock.id });
  });

  it.each([
    ["watch", { action: "start", targets: ["http://localhost:1", "https://login.example"] }],
    ["replay", { recording: "curl -d grant_type=x https://login.example/token" }],
    ["replay", { recording: "curl -d grant_type=x http://localhost:1/token", to: "https://login.example" }],
  ])("%s %j isn't done, because the user hasn't confirmed the host", async (tool, input) => {
    expect(await fault(client, tool, input)).toMatch(/Nothing was sent.*--own login\.example/);
  });

  it("says which exchanges there are", async () => {
    const recording = "curl http://localhost:1/jwks\ncurl -d grant_type=x http://localhost:1/token";
    expect(await fault(client, "replay", { recording })).toContain("/token");
    expect(await fault(client, "replay", {})).toContain("Give a recording");
  });
});

describe("what runs", () => {
  const closable = (closed: () => void) => ({ close: async () => closed() });

  it("is bounded in number, and ends with the server", async () => {
    const started = startedThings();
    let closed = 0;
    const open = () => started.open("mock", async () => closable(() => closed++));
    const all = await Promise.all(Array.from({ length: 6 }, open));
    expect(all.filter((one) => "fault" in one)).toHaveLength(2);
    await started.end();
    expect(closed).toBe(4);
    expect(await open()).toHaveProperty("fault");
  });

  it("ends if the server ends while it opens", async () => {
    const started = startedThings();
    let ready = (): void => {};
    const opened = new Promise<void>((resolve) => {
      ready = resolve;
    });
    let isClosed = false;
    const opening = started.open("watch", async () => {
      await opened;
      return closable(() => {
        isClosed = true;
      });
    });
    await started.end();
    ready();
    await opening;
    expect(isClosed).toBe(true);
  });

  it("ends with candor mcp", async () => {
    const target = createServer((_, response) => response.end("ok"));
    await new Promise<void>((listening) => target.listen(0, "localhost", listening));
    const { port } = target.address() as { port: number };
    const other = await overStdio();
    const { proxies } = (await called(other, "watch", {
      action: "start",
      targets: [`http://localhost:${port}`],
    })) as unknown as Watched;
    const proxy = proxies[0]?.proxy ?? "";
    expect(await isUp(proxy)).toBe(true);
    await other.close();
    await expect.poll(() => isUp(proxy)).toBe(false);
    target.close();
  });
});
