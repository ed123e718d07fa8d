/** `candor try --mcp` finds nothing where nothing is wrong, however the client gets known. */
import { afterAll, beforeAll, expect, it } from "vitest";
import type { WalkOptions } from "../../../src/checker/mcp/context.ts";
import { walkToJson } from "../../../src/checker/mcp/report.ts";
import { senderOf } from "../../../src/checker/sender.ts";
import { startWorld, type World } from "../../blackbox/world.ts";
import { type Peer, SECRET, startPeer } from "../peer.ts";
import { type Guarded, SCOPE, startMcp } from "./server.ts";
import { CALLBACK, problemsOf, walked } from "./walked.ts";

const DOCUMENT = "https://client.example/metadata.json";
const METADATA = { client_id: DOCUMENT, client_name: "An editor", redirect_uris: ["http://127.0.0.1/callback"] };

const confidential = (id: string, method: string) => ({
  client_id: id,
  client_secret: SECRET,
  token_endpoint_auth_method: method,
  application_type: "native",
  redirect_uris: [CALLBACK],
});

let peer: Peer;
let mcp: Guarded;
beforeAll(async () => {
  peer = await startPeer({
    clients: [confidential("basic", "client_secret_basic"), confidential("post", "client_secret_post")],
    features: { clientIdMetadataDocument: { enabled: true, ack: "draft-02" } },
    more: {
      fetch: async (url: string | URL, options: RequestInit) =>
        String(url) === DOCUMENT
          ? Response.json({ ...METADATA, application_type: "native", token_endpoint_auth_method: "none" })
          : fetch(url, options),
    },
  });
  mcp = await startMcp(
    () => peer.origin,
    () => `${peer.origin}/jwks`,
  );
});
afterAll(() => Promise.all([mcp?.close(), peer?.close()]));

const NO_STEP_UP = { "step-up": "not needed" };

/** The document is at a host that isn't there. */
const { send } = senderOf({ most: 500, rate: 10_000, timeout: 30_000, isOwn: () => true });
const withDocument: WalkOptions["send"] = async (request) =>
  request.url === DOCUMENT
    ? {
        sent: { method: "GET", url: DOCUMENT, headers: [] },
        came: { status: 200, headers: [], body: JSON.stringify(METADATA) },
      }
    : send(request);

it.each<[how: string, options: Partial<WalkOptions>]>([
  ["dynamic registration", {}],
  ["a registered client with Basic", { client: { id: "basic", secret: SECRET, method: "client_secret_basic" } }],
  [
    "a registered client with its secret in the form",
    { client: { id: "post", secret: SECRET, method: "client_secret_post" } },
  ],
  ["a Client ID Metadata Document", { send: withDocument, clientMetadata: DOCUMENT }],
  ["scopes that the user names", { scope: `${SCOPE} openid` }],
  ["a session, as before 2026-07-28", { revision: "2025-11-25" }],
  ["no session, from 2026-07-28 on", { revision: "2026-07-28" }],
])("every step is fine with %s", async (_, options) => {
  const walk = await walked(mcp.url, options);
  expect(problemsOf(walk)).toEqual([]);
  const other = walk.steps.filter(({ is }) => is !== "ok").map(({ id, is }) => [id, is]);
  expect(Object.fromEntries(other)).toEqual(NO_STEP_UP);
  expect(walkToJson(walk).verdict).toBe("works");
});

it("a walk without a user ends at the authorization request", async () => {
  const walk = await walked(mcp.url, { listen: undefined });
  expect(problemsOf(walk)).toEqual([]);
  expect(walkToJson(walk).verdict).toBe("incomplete");
  const ends = walk.steps.filter(({ is }) => is === "ok").map(({ id }) => id);
  expect(ends).toEqual([
    "no-token",
    "challenge",
    "resource-metadata",
    "server-metadata",
    "pkce",
    "scope",
    "registration",
    "wrong-token",
  ]);
});

it("no secret is in the JSON", async () => {
  const walk = await walked(mcp.url, { client: { id: "basic", secret: SECRET, method: "client_secret_basic" } });
  const text = JSON.stringify(walkToJson(walk));
  expect(text).not.toContain(SECRET);
  expect(text).not.toMatch(/ey[\w-]{20,}\.ey/);
  expect(text).not.toMatch(/"code=(?!.{4}\*{4})/);
});

/** Candor as the authorization server of an MCP server, with a client that was registered before. */
async function withCandor(): Promise<{ world: World; guarded: Guarded }> {
  let issuer = "";
  const guarded = await startMcp(
    () => issuer,
    () => `${issuer}/jwks`,
  );
  const world = await startWorld({
    apis: [{ resource: guarded.url, name: "Orders" }],
    scopes: [{ name: SCOPE, description: "Read orders", api: guarded.url }],
    clients: [
      {
        id: "editor",
        name: "An editor",
        applicationType: "native",
        authMethods: ["none"],
        grantTypes: ["authorization_code"],
        redirectUris: ["http://127.0.0.1/callback"],
        scopes: [SCOPE],
        defaultScopes: [SCOPE],
      },
    ],
  });
  issuer = world.issuer;
  return { world, guarded };
}

it("every step is fine with Candor, and a client that was registered before", async () => {
  const { guarded, world } = await withCandor();
  const user = { username: "ops", password: "one-two-three-four-five" };
  const options = { client: { id: "editor", method: "none" } as const };
  const walk = await walked(guarded.url, options, user);
  expect(problemsOf(walk)).toEqual([]);
  expect(walkToJson(walk).verdict).toBe("works");

  guarded.put(async (request, ask) => {
    const response = await ask(request);
    const challenge = response.headers.get("www-authenticate")?.replace(/, scope="[^"]*"/, "");
    if (challenge !== undefined && !request.headers.has("authorization"))
      return new Response(null, { status: 401, headers: { "www-authenticate": challenge } });
    if (!request.url.includes("/.well-known/")) return response;
    const { scopes_supported: _, ...rest } = (await response.json()) as Record<string, unknown>;
    return Response.json(rest, { headers: { "access-control-allow-origin": "*" } });
  });
  expect(problemsOf(await walked(guarded.url, options, user))).toEqual(["scope/none"]);
  await Promise.all([guarded.close(), world.close()]);
});
