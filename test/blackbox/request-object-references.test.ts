/** Request objects at URLs of the client (RFC 9101 5.2, OpenID Connect Core 6.2), and ones that a secret signs. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { refusedTo } from "./refusal.ts";
import { REDIRECT, SECRET, startWorld, type World } from "./world.ts";

const web = {
  secrets: [{ value: SECRET }],
  redirectUris: [REDIRECT],
  scopes: ["openid", "read_profile"],
  defaultScopes: ["read_profile"],
};
const LONG_SECRET = "a secret of thirty-two bytes, at least";

let world: World;
let host: Server;
let base: string;
let key: Awaited<ReturnType<typeof generateKeyPair>>["privateKey"];
/** What the host responds with, by path. */
const files = new Map<string, string>();
const asked: string[] = [];
beforeAll(async () => {
  const pair = await generateKeyPair("ES256", { extractable: true });
  key = pair.privateKey;
  const jwks = { keys: [{ ...(await exportJWK(pair.publicKey)), kid: "k", alg: "ES256" }] };
  host = createServer(({ url = "" }, response) => {
    asked.push(url);
    const text = files.get(url);
    response.writeHead(text === undefined ? 404 : 200).end(text);
  });
  await new Promise<void>((resolve) => host.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(host.address() as AddressInfo).port}`;
  world = await startWorld({
    outbound: { privateNetworks: ["127.0.0.0/8"] },
    clients: [
      { id: "referring", ...web, jwks, requestUris: [`${base}/one`, `${base}/gone`, "http://[::1]:9/none"] },
      { id: "mac", ...web, secrets: [{ value: LONG_SECRET }], requestObjectSigningAlg: "HS256" },
    ],
  });
});
afterAll(async () => {
  await world.close();
  await new Promise((resolve) => host.close(resolve));
});

function begin(id: string) {
  const { url, verifier, state } = world.app(id).begin({ scope: "openid", prompt: "login" });
  return { verifier, state, parameters: Object.fromEntries(new URL(url).searchParams) };
}

const object = (id: string, claims: Record<string, unknown>) =>
  new SignJWT({ iss: id, aud: world.issuer, exp: Math.floor(Date.now() / 1000) + 300, ...claims });

const signed = (claims: Record<string, unknown>) =>
  object("referring", claims).setProtectedHeader({ alg: "ES256", kid: "k", typ: "oauth-authz-req+jwt" }).sign(key);

const at = (request_uri: string, beside: Record<string, string> = {}) =>
  `${world.issuer}/authorize?${new URLSearchParams({ client_id: "referring", request_uri, ...beside })}`;

describe("a request object at a URL", () => {
  it("is fetched once, and leads through sign-in and consent to a code", async () => {
    const { state, parameters } = begin("referring");
    const text = await signed(parameters);
    files.set("/one", text);
    asked.length = 0;
    const person = world.person();
    const to = await person.sentTo(at(`${base}/one`));
    expect([person.asked, asked]).toEqual([["sign-in", "consent"], ["/one"]]);
    expect(to.searchParams.get("state")).toBe(state);
    expect(to.searchParams.has("code")).toBe(true);
    // Nothing is kept, so a fragment, which says that what is kept is old, has nothing to say (OpenID Connect Core 6.2).
    const other = await world.person().sentTo(at(`${base}/one#${"A".repeat(43)}`));
    expect(other.searchParams.has("code")).toBe(true);
  });

  it.each<[string, string]>([
    ["isn't registered", "/other"],
    ["isn't there", "/gone"],
  ])("that %s is refused", async (_, path) => {
    const { parameters } = begin("referring");
    files.set("/one", await signed(parameters));
    const { redirect_uri = "", response_type = "", state = "" } = parameters;
    asked.length = 0;
    const to = await world.person().sentTo(at(base + path, { redirect_uri, response_type, state, scope: "openid" }));
    refusedTo(to, world.issuer, "invalid_request_uri", "request/object-uri-invalid", state);
    expect(asked).toEqual(path === "/other" ? [] : [path]);
  });

  it("in a network that isn't allowed isn't requested", async () => {
    const { state, parameters } = begin("referring");
    const { redirect_uri = "" } = parameters;
    const to = await world.person().sentTo(at("http://[::1]:9/none", { redirect_uri, state, response_type: "code" }));
    refusedTo(to, world.issuer, "invalid_request_uri", "request/object-uri-invalid", state);
    expect(to.searchParams.get("error_description")).toContain("in a private network");
  });

  it("isn't accepted beside another one", async () => {
    const { state, parameters } = begin("referring");
    const request = await signed(parameters);
    const to = await world.person().sentTo(at(`${base}/one`, { request }));
    refusedTo(to, world.issuer, "invalid_request_object", "request/object-claim-invalid", state);
  });
});

describe("a request object that a secret signs", () => {
  const start = (request: string) => `${world.issuer}/authorize?${new URLSearchParams({ client_id: "mac", request })}`;
  const mac = (claims: Record<string, unknown>, secret: string) =>
    object("mac", claims).setProtectedHeader({ alg: "HS256" }).sign(new TextEncoder().encode(secret));

  it("is accepted from a client that is registered so", async () => {
    const { state, parameters } = begin("mac");
    const to = await world.person().sentTo(start(await mac(parameters, LONG_SECRET)));
    expect(to.searchParams.get("state")).toBe(state);
    expect(to.searchParams.has("code")).toBe(true);
    const forged = await world.person().sentTo(start(await mac(parameters, `${LONG_SECRET}!`)));
    refusedTo(forged, world.issuer, "invalid_request_object", "request/object-unverified", state);
  });

  it("whose sub is the client, or that was made in the future, is refused", async () => {
    const { state, parameters } = begin("mac");
    for (const claims of [{ sub: "mac" }, { iat: Date.now() / 1000 + 600 }]) {
      const to = await world.person().sentTo(start(await mac({ ...parameters, ...claims }, LONG_SECRET)));
      refusedTo(to, world.issuer, "invalid_request_object", "request/object-claim-invalid", state);
    }
  });
});
