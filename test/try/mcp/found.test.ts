/** Each fault of an MCP server, or of its authorization server, is found at its step, with whose fault it is, and nothing else is. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { firstBroken } from "../../../src/checker/mcp/step.ts";
import { type Peer, startPeer } from "../peer.ts";
import { type Guarded, startMcp } from "./server.ts";
import { DISCOVERY, REGISTRATION, SIGN_IN, STATELESS, WITH_TOKEN } from "./server-variants.ts";
import { CHALLENGE, NO_TOKEN, RESOURCE_METADATA, type Variant, WRONG_TOKEN } from "./variants.ts";
import { problemsOf, walked } from "./walked.ts";

let peer: Peer;
let mcp: Guarded;
beforeAll(async () => {
  peer = await startPeer();
  mcp = await startMcp(
    () => peer.origin,
    () => `${peer.origin}/jwks`,
  );
});
afterAll(() => Promise.all([mcp?.close(), peer?.close()]));

const TABLES: Readonly<Record<string, readonly Variant[]>> = {
  "a request without a token": NO_TOKEN,
  "the challenge": CHALLENGE,
  "the protected resource metadata": RESOURCE_METADATA,
  "the authorization server's metadata": DISCOVERY,
  registration: REGISTRATION,
  "the sign-in": SIGN_IN,
  "calls with a token": WITH_TOKEN,
  "calls without a session": STATELESS,
  "tokens that must be refused": WRONG_TOKEN,
};

describe.each(Object.entries(TABLES))("%s: a server that", (_, variants) => {
  it.each(variants.map((variant) => [variant.does, variant] as const))("%s", async (_does, variant) => {
    const fixed = { url: mcp.url, issuer: peer.origin };
    mcp.put(variant.mcp?.(fixed));
    peer.put(variant.as?.(fixed));
    const options = { revision: variant.revision, ...(variant.stops && { listen: undefined }) };
    const walk = await walked(variant.types?.(mcp.url) ?? mcp.url, options);
    expect(problemsOf(walk)).toEqual(variant.finds);
    const broken = firstBroken(walk);
    expect(broken?.problems.find(({ level }) => level === "broken")?.culprit).toBe(variant.culprit);
    for (const { change, cites, level } of walk.steps.flatMap(({ problems }) => problems)) {
      expect(change).not.toMatch(/\{|undefined/);
      if (level === "broken" && variant.culprit === "MCP server") expect(cites.length).toBeGreaterThan(0);
    }
  });
});
