/** The tools `check` and `try` of `candor mcp`: what an agent learns of a server, and which servers it can't reach. */
import { join } from "node:path";
import type { Client } from "@modelcontextprotocol/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startWorld, type World } from "../blackbox/world.ts";
import { members, metadata } from "../try/mcp/between.ts";
import { type Guarded, startMcp } from "../try/mcp/server.ts";
import { type Peer, startPeer } from "../try/peer.ts";
import { called, type Endpoint, endpoint, fault, overHttp, overStdio } from "./connect.ts";

const BROWSER = join(import.meta.dirname, "../try/browser.ts");

interface Walked {
  readonly verdict: string;
  readonly broken_at?: string;
  readonly steps: readonly {
    readonly id: string;
    readonly problems: readonly { readonly culprit: string }[];
    readonly shown_by?: string;
  }[];
}
interface Found {
  readonly counts: Readonly<Record<string, number>>;
  readonly broken: readonly { readonly id: string }[];
}

let peer: Peer;
let guarded: Guarded;
let world: World;
let client: Client;
beforeAll(async () => {
  peer = await startPeer();
  guarded = await startMcp(
    () => peer.origin,
    () => `${peer.origin}/jwks`,
  );
  const path = `${process.execPath.replace(/\/[^/]+$/, "")}:${process.env.PATH}`;
  [world, client] = await Promise.all([startWorld(), overStdio({}, ["--own", "mcp.invalid"], { BROWSER, PATH: path })]);
});
afterAll(() => Promise.all([client?.close(), guarded?.close(), peer?.close(), world?.close()]));

const walked = async (input: Record<string, unknown>): Promise<Walked> =>
  (await called(client, "try", input)) as unknown as Walked;

describe("try", () => {
  it("walks as far as it can without a user", async () => {
    const { verdict, steps } = await walked({ mcp: guarded.url });
    expect([verdict, steps.length]).toEqual(["incomplete", 14]);
    expect(steps.flatMap(({ problems }) => problems)).toEqual([]);
  });

  it("speaks the revision that the agent names", async () => {
    const { verdict, steps } = await walked({ mcp: guarded.url, revision: "2025-11-25" });
    expect([verdict, steps.length]).toEqual(["incomplete", 14]);
    expect(await fault(client, "try", { mcp: guarded.url, revision: "2024-11-05" })).toContain("revision");
  });

  it("opens the browser if the agent asks for it", async () => {
    expect((await walked({ mcp: guarded.url, sign_in: true })).verdict).toBe("works");
  });

  it("says where it breaks, and shows it", async () => {
    guarded.put(members(metadata, () => ({ authorization_servers: [] })));
    const { verdict, broken_at: at, steps } = await walked({ mcp: guarded.url });
    guarded.put();
    expect([verdict, at]).toEqual(["broken", "resource-metadata"]);
    const step = steps.find(({ id }) => id === at);
    expect(step?.problems[0]?.culprit).toBe("MCP server");
    expect(step?.shown_by).toContain('"authorization_servers":[]');
  });
});

describe("check", () => {
  it("says what is held and what isn't", async () => {
    const found = (await called(client, "check", { issuer: world.issuer, only: ["metadata/"] })) as unknown as Found;
    expect(found.counts.held).toBeGreaterThan(5);
    expect(found.broken).toEqual([]);
  });

  it("says that there is nothing to check", async () => {
    expect(await fault(client, "check", { issuer: world.issuer, only: ["nothing/"] })).toContain("No requirement");
  });
});

describe("hosts that the user hasn't confirmed", () => {
  it.each([
    ["try", { mcp: "https://mcp.example/mcp" }],
    ["check", { issuer: "https://login.example" }],
    ["try", { mcp: "http://127.0.0.1.mcp.example/mcp" }],
    ["try", { mcp: "http://localhost@mcp.example/mcp" }],
  ])("%s %j isn't done", async (tool, input) => {
    expect(await fault(client, tool, input)).toMatch(/Nothing was sent.*--own (mcp|login|127\.0\.0\.1\.mcp)\.example/);
  });

  it("a file or another scheme isn't either", async () => {
    expect(await fault(client, "try", { mcp: "file:///etc/passwd" })).toContain("no URL of a server");
  });

  it("and an authorization server that the MCP server names is one too", async () => {
    guarded.put(members(metadata, () => ({ authorization_servers: ["https://login.example"] })));
    const { steps } = await walked({ mcp: guarded.url });
    guarded.put();
    const problems = steps.flatMap(({ problems }) => problems) as unknown as { id: string; change: string }[];
    expect(problems.map(({ id }) => id)).toEqual(["server-metadata/not-confirmed"]);
    expect(problems[0]?.change).toContain("--own login.example");
  });

  it("what the user confirmed is done", async () => {
    const { steps } = await walked({ mcp: "https://mcp.invalid/mcp" });
    expect(steps[0]?.problems).toMatchObject([{ id: "no-token/unreachable", culprit: "network" }]);
  });
});

describe("over HTTP", () => {
  let http: Endpoint;
  afterAll(() => http?.running.stop());

  it("no browser is opened", async () => {
    http = await endpoint();
    const one = await overHttp(http.url);
    expect(await fault(one, "try", { mcp: guarded.url, sign_in: true })).toContain("candor try --mcp");
    await one.close();
  });
});
