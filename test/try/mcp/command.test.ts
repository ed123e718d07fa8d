/** `candor try --mcp` as it is typed. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Peer, SECRET, startPeer } from "../peer.ts";
import { candorTry } from "../run.ts";
import { metadata, responds, status } from "./between.ts";
import { type Guarded, startMcp } from "./server.ts";

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

it("the walk goes through with the browser, and prints a ladder", async () => {
  mcp.put();
  const { code, out, err } = await candorTry(["--mcp", mcp.url]);
  expect(out).toContain(" 1 ✓ A request without a token");
  expect(out).toContain("14 ✓ Tokens that must be refused");
  expect(out).toContain("It works: every step went through.");
  expect(err).toContain(`${peer.origin}/auth?`);
  expect(out).not.toMatch(/ey[\w-]{20,}\.ey/);
  expect(code).toBe(0);
});

it("what breaks is named, with whose fault it is and what to change", async () => {
  mcp.put(responds(metadata, status(404)));
  const { code, out } = await candorTry(["--mcp", mcp.url]);
  expect(out).toContain("It breaks at step 3: Protected resource metadata.");
  expect(out).toContain("Whose fault: the MCP server.");
  expect(out).toContain("See: MCP 2025-11-25, Authorization");
  expect(code).toBe(1);
});

it("after a server that can't be reached, no other reason is given for what is skipped", async () => {
  const { code, out } = await candorTry(["--mcp", "http://127.0.0.1:1/mcp"]);
  expect(code).toBe(1);
  expect(out).toContain("The server can't be reached.");
  expect(out).not.toContain("The server didn't ask for a token.");
});

it("--json is JSON alone, without secrets", async () => {
  mcp.put();
  const { code, out } = await candorTry(["--mcp", mcp.url, "--json", "--client-id", "nobody"], { secret: SECRET });
  const { verdict, broken_at: at, steps } = JSON.parse(out);
  expect([verdict, at, steps.length, code]).toEqual(["broken", "authorization", 14, 1]);
  expect(steps[7].problems[0]).toMatchObject({ id: "authorization/client-unknown", culprit: "client" });
  expect(out).not.toContain(SECRET);
});

it.each([
  [["--mcp", "mcp.example/mcp"], "is no URL of an MCP server"],
  [["https://login.example", "--mcp", "https://mcp.example"], "not both"],
  [[], "Name the issuer"],
])("%j is wrong", async (args, says) => {
  const { code, err } = await candorTry(args);
  expect(err).toContain(says);
  expect(code).toBe(2);
});
