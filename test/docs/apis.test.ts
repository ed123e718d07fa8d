/** The two APIs of docs/guides/protect-an-api.md, at a real server. */
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Candor, createCandor } from "../../src/index.ts";
import { freePort } from "../free-port.ts";
import { jwtApi } from "./apis/jwt.ts";
import { introspecting } from "./apis/opaque.ts";

const ORDERS = "https://api.example.com";
const OTHER = "https://other.example.com";
const SECRET = "a-secret-of-thirty-two-characters";
const credentials = `Basic ${Buffer.from(`shop:${SECRET}`).toString("base64")}`;

let candor: Candor;
let api: Server;
let url: string;
beforeAll(async () => {
  const port = await freePort();
  const issuer = `http://localhost:${port}`;
  const secrets = [{ value: SECRET }];
  candor = await createCandor({
    storage: "memory",
    config: {
      issuer,
      port,
      host: "localhost",
      logLevel: "silent",
      apis: [
        { resource: ORDERS, name: "Orders" },
        { resource: OTHER, name: "Other", tokens: "opaque" },
      ],
      scopes: [
        { name: "orders.read", description: "Read your orders", api: ORDERS },
        { name: "orders.write", description: "Place orders", api: ORDERS },
        { name: "other.read", description: "Read the rest", api: OTHER },
      ],
      clients: [
        {
          id: "shop",
          secrets,
          grantTypes: ["client_credentials"],
          scopes: ["orders.read", "orders.write", "other.read"],
        },
        { id: "other-api", secrets, grantTypes: ["client_credentials"], scopes: ["other.read"], introspects: [OTHER] },
      ],
    },
  });
  await candor.listen();
  api = jwtApi(issuer, ORDERS);
  await new Promise<void>((done) => api.listen(0, "localhost", done));
  url = `http://localhost:${(api.address() as AddressInfo).port}/orders`;
});
afterAll(async () => {
  api.closeAllConnections();
  api.close();
  await candor.close();
});

async function post(path: string, form: Record<string, string>): Promise<Response> {
  const body = new URLSearchParams(form);
  return fetch(candor.issuer + path, { method: "POST", headers: { authorization: credentials }, body });
}

async function tokenFor(scope: string): Promise<string> {
  const response = await post("/token", { grant_type: "client_credentials", scope });
  return ((await response.json()) as { access_token: string }).access_token;
}

describe("the API that checks JWTs", () => {
  const call = (token?: string) =>
    fetch(url, { headers: token === undefined ? {} : { authorization: `Bearer ${token}` } });
  const outcome = async (token?: string) => {
    const { status, headers } = await call(token);
    return [status, headers.get("www-authenticate")];
  };

  it("accepts a token with the scope", async () => {
    const response = await call(await tokenFor("orders.read"));
    expect([response.status, await response.text()]).toEqual([200, "The orders of shop"]);
  });

  it("refuses everything else as the guide's table has it", async () => {
    const invalid = [401, 'Bearer error="invalid_token"'];
    expect(await outcome()).toEqual([401, "Bearer"]);
    expect(await outcome(await tokenFor("other.read"))).toEqual(invalid);
    expect(await outcome(`${(await tokenFor("orders.read")).slice(0, -4)}AAAA`)).toEqual(invalid);
    expect(await outcome(await tokenFor("orders.write"))).toEqual([
      403,
      'Bearer error="insufficient_scope", scope="orders.read"',
    ]);
  });
});

describe("the API that introspects", () => {
  it("sees its own tokens, no others, and none that are revoked", async () => {
    const introspect = introspecting(candor.issuer, "other-api", SECRET);
    const token = await tokenFor("other.read");
    expect(await introspect(token)).toMatchObject({ active: true, client_id: "shop", scope: "other.read" });
    expect(await introspect(await tokenFor("orders.read"))).toEqual({ active: false });
    await post("/revoke", { token });
    expect(await introspect(token)).toEqual({ active: false });
  });

  it("throws when it may not introspect", async () => {
    const introspect = introspecting(candor.issuer, "other-api", "wrong");
    await expect(introspect("x")).rejects.toThrow(/401.*invalid_client/);
  });
});
