/** `candor try` as it is typed, with Candor itself and with servers with odd responses. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { SECRET, startWorld, type World } from "../blackbox/world.ts";
import { candorTry } from "./run.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.close());

const candor = (args: readonly string[], secret?: string) => candorTry(args, { secret });

const service = (...more: readonly string[]) => ["--flow", "client-credentials", "--client-id", "machine", ...more];

it("the code flow shows every message, and no secret", async () => {
  const { code, out } = await candor([world.issuer, "--client-id", "native", "--scope", "openid offline_access"]);
  for (const heading of ["authorization request", "token request", "The ID token", "The user", "The refresh"])
    expect(out).toContain(heading);
  expect(out).toContain("If you see an error page instead, press Ctrl-C");
  expect(out).toMatch(/redirect_uri=http:\/\/127\.0\.0\.1:\d+\/callback/);
  expect(out).not.toMatch(/"(access_token|refresh_token|id_token)": "(?!.{4}\*{4}")/);
  expect(out).not.toMatch(/[?&]code=(?!.{4}\*{4})/);
  expect(code).toBe(0);
});

it("the client credentials flow does too", async () => {
  const { code, out } = await candor([world.issuer, ...service("--scope", "read_opaque")], SECRET);
  expect(out).toContain("> POST");
  expect(out).toContain('"expires_in"');
  expect(out).not.toContain(SECRET);
  expect(code).toBe(0);
});

it.each([
  [["--scope", "read_opaque,read_profile"], SECRET, "scope/wrong-delimiter"],
  [["--scope", "read_opaq"], SECRET, "scope/misspelled"],
  [[], "wrong", "client-auth/failed"],
  [["--parameter", "grant_type=password"], SECRET, "request/grant-type-unsupported"],
])("a refusal is explained: %j", async (more, secret, cause) => {
  const { code, out } = await candor([world.issuer, ...service(...more)], secret);
  expect(out).toContain(`cause[${cause}]`);
  expect(code).toBe(1);
});

it("a refusal by redirect is explained", async () => {
  const { code, out } = await candor([world.issuer, "--client-id", "native", "--scope", "no_such_scope"]);
  expect(out).toContain("error=invalid_scope");
  expect(out).toContain("cause[scope/");
  expect(code).toBe(1);
});

it.each([
  [["nowhere", ...service()], "is no URL"],
  [["localhost:9471", ...service()], "is no URL"],
  [["http://localhost:1", ...service()], "http://localhost:1 can't be reached: "],
  [["http://localhost:1", ...service("--parameter", "nothing")], "name=value"],
])("%j is wrong", async (args, says) => {
  const { code, err } = await candor(args);
  expect(err).toContain(says);
  expect(code).toBe(2);
});

it("--verbose shows all that is known of the cause", async () => {
  const args = [world.issuer, ...service()];
  const [brief, whole] = await Promise.all([
    candor(args, "wrong-secret"),
    candor([...args, "--verbose"], "wrong-secret"),
  ]);
  expect(brief.out).toContain("--verbose shows more.");
  expect(whole.out).not.toContain("--verbose shows more.");
  expect(whole.out.length).toBeGreaterThan(brief.out.length);
});

it.each<[what: string, status: number, body: string]>([
  ["a page", 502, "<html><title>Bad Gateway</title></html>"],
  ["nothing", 500, ""],
  ["a list", 200, "[]"],
  ["control characters", 400, '{"error":"\\u001b[31minvalid_grant\\u202e"}'],
])("a server that responds with %s stops it", async (_, status, body) => {
  const odd: Server = createServer((request, response) => {
    const { port } = odd.address() as AddressInfo;
    const issuer = `http://localhost:${port}`;
    if (request.url?.startsWith("/.well-known/"))
      response.end(JSON.stringify({ issuer, token_endpoint: `${issuer}/t` }));
    else response.writeHead(status).end(body);
  });
  await new Promise<void>((resolve) => odd.listen(0, "localhost", resolve));
  const { code, out } = await candor([`http://localhost:${(odd.address() as AddressInfo).port}`, ...service()], SECRET);
  odd.closeAllConnections();
  odd.close();
  expect(out).not.toContain("\u001b");
  expect(out).not.toContain("\u202e");
  expect(code).toBe(1);
});
