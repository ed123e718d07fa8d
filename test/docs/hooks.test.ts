/** The code of docs/guides/hooks.md, in a server: a user of another table signs in, and the claims arrive. */
import { decodeJwt } from "jose";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Candor, createCandor } from "../../src/index.ts";
import { Application } from "../blackbox/application.ts";
import { Person } from "../blackbox/person.ts";
import { freePort } from "../free-port.ts";
import { claims } from "./hooks/claims.ts";
import { count, counted } from "./hooks/events.ts";
import { table, users } from "./hooks/users.ts";

const SECRET = "a-secret-of-thirty-two-characters";
const API = "https://api.example.com";

let candor: Candor;
let shop: Application;
let counting: Promise<void>;
let now = Date.now();
beforeAll(async () => {
  const port = await freePort();
  const issuer = `http://localhost:${port}`;
  candor = await createCandor({
    config: {
      issuer,
      port,
      host: "localhost",
      logLevel: "silent",
      apis: [{ resource: API, name: "Orders" }],
      scopes: [{ name: "orders.read", description: "Read your orders", api: API }],
      clients: [
        {
          id: "shop",
          secrets: [{ value: SECRET }],
          redirectUris: [`${issuer}/elsewhere`],
          grantTypes: ["authorization_code", "refresh_token"],
          scopes: ["openid", "profile", "offline_access", "orders.read"],
        },
      ],
      // Hashing may take longer while the machine is busy.
      hooks: { claims, users, timeout: 60_000 },
    },
    storage: "memory",
    clock: () => now,
  });
  await candor.listen();
  counting = count(candor);
  const scope = "openid profile offline_access orders.read";
  shop = new Application(issuer, { id: "shop", secret: SECRET, redirectUri: `${issuer}/elsewhere`, scope });
});
afterAll(() => candor?.close());

const person = (password = "analytical-engine") => new Person(candor.issuer, "ada", password);

it("a user of the other table signs in, and each place has its claims", async () => {
  const tokens = await shop.tokens(person());
  expect(decodeJwt(tokens.access_token)).toMatchObject({ sub: "directory-7", department: "engines" });
  expect(decodeJwt(tokens.id_token)).toMatchObject({ sub: "directory-7", tier: "gold" });
  expect(decodeJwt(tokens.id_token).department).toBeUndefined();
  const me = await fetch(`${candor.issuer}/userinfo`, { headers: { authorization: `Bearer ${tokens.access_token}` } });
  expect(await me.json()).toEqual({ sub: "directory-7", name: "Ada Lovelace" });
});

it("a wrong password and an unknown username are refused in the same way", async () => {
  for (const stranger of [person("wrong"), new Person(candor.issuer, "eve", "wrong")])
    expect((await stranger.page(`${candor.issuer}/sign-in`)).status).toBe(401);
});

it("a user who is locked or whose password changed is signed out at once", async () => {
  const [row] = table;
  if (row === undefined) throw new Error("There is nobody.");
  const tokens = await shop.tokens(person());
  row.locked = true;
  expect((await shop.refresh(tokens.refresh_token)).status).toBe(400);
  row.locked = false;
  const next = await shop.refresh(tokens.refresh_token);
  expect(next.status).toBe(200);
  now += 1_000;
  row.passwordChangedAt = now;
  expect((await shop.refresh(String(next.body.refresh_token))).body).toMatchObject({ error: "invalid_grant" });
  expect((await shop.introspect(String(next.body.access_token))).body).toEqual({ active: false });
  now += 1_000;
  expect((await shop.tokens(person())).access_token).toMatch(/^ey/);
});

it("what happened was counted, and the loop ends with the server", async () => {
  await candor.close();
  await counting;
  expect(Object.fromEntries(counted)).toMatchObject({
    "signed-in": 3,
    "user/credentials-wrong": 2,
    granted: expect.any(Number),
    changed: expect.any(Number),
  });
});
