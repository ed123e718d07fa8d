/** Two servers on one data directory, as while one is replaced by the next: both work, together they give nothing twice, and either may end. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, it, onTestFinished } from "vitest";
import { Application } from "../blackbox/application.ts";
import { Person } from "../blackbox/person.ts";
import { freePort } from "../free-port.ts";
import { accept, linkIn, PASSWORD, type Place, place, type Running, run, SECRET, USERNAME } from "./run.ts";

const JWT_API = { resource: "https://jobs.example", name: "Jobs" };

async function newPlace(): Promise<Place> {
  const at = await place({
    apis: [JWT_API],
    scopes: [
      { name: "orders", description: "Read orders" },
      { name: "jobs", description: "Run jobs", api: JWT_API.resource },
    ],
    clients: [
      {
        id: "shop",
        secrets: [{ env: "SHOP_SECRET" }],
        grantTypes: ["authorization_code", "refresh_token", "client_credentials"],
        redirectUris: ["https://shop.example/callback"],
        scopes: ["openid", "offline_access", "orders", "jobs"],
      },
    ],
  });
  onTestFinished(() => at.leave());
  return at;
}

/** Another server on the same data, at a port of its own. */
async function another(at: Place): Promise<{ running: Running; app: Application; origin: string }> {
  const port = await freePort();
  const running = run(["serve", "--port", String(port)], at.directory, { SHOP_SECRET: SECRET });
  onTestFinished(() => void running.child.kill("SIGKILL"));
  await running.says("Candor is at ");
  const origin = `http://localhost:${port}`;
  return { running, app: new Application(origin, { ...at.app.registration }), origin };
}

const machineToken = (app: Application, scope: string) =>
  app.post("/token", { grant_type: "client_credentials", scope }, basicHeader());
const basicHeader = () => ({ authorization: `Basic ${Buffer.from(`shop:${SECRET}`).toString("base64")}` });

it("start at once on an empty directory, with the same keys and a link each, of which one makes the operator", async () => {
  const at = await newPlace();
  const [one, two] = await Promise.all([at.serve(), another(at)]);
  const keys = await Promise.all([at.issuer, two.origin].map(async (origin) => (await fetch(`${origin}/jwks`)).text()));
  expect(keys[0]).toBe(keys[1]);
  const [link, other] = await Promise.all(
    [one, two.running].map(async ({ says }) => linkIn(await says("/welcome/operator?token=")) ?? ""),
  );
  expect(link).not.toBe(other);
  expect(await accept(new Person(at.issuer), link ?? "")).toBe(303);
  expect(await accept(new Person(at.issuer), other ?? "", "latecomer")).toBe(403);
  expect(await Promise.all([one.stop(), two.running.stop()])).toEqual([0, 0]);
});

it("issue tokens at once without an error, and no jti and no id twice", async () => {
  const at = await newPlace();
  await at.serve();
  const two = await another(at);
  const jtis = new Set<string>();
  const opaque = new Set<string>();
  const statuses: Record<number, number> = {};
  const ROUNDS = 150;
  const client = async (app: Application) => {
    for (let i = 0; i < ROUNDS; i++) {
      const { status, body } = await machineToken(app, i % 2 === 0 ? "jobs" : "orders");
      statuses[status] = (statuses[status] ?? 0) + 1;
      const token = String(body.access_token);
      if (token.startsWith("ey"))
        jtis.add(JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()).jti);
      else opaque.add(token);
    }
  };
  await Promise.all([at.app, two.app, at.app, two.app, at.app, two.app].map(client));
  expect(statuses).toEqual({ 200: 6 * ROUNDS });
  expect(jtis.size).toBe((6 * ROUNDS) / 2);
  expect(opaque.size).toBe((6 * ROUNDS) / 2);
});

it("see at once what the other one does: a sign-in, a redemption, a rotation, a revocation", async () => {
  const at = await newPlace();
  const first = await at.serve();
  const link = linkIn(await first.says("/welcome/operator?token=")) ?? "";
  expect(await accept(new Person(at.issuer), link)).toBe(303);
  const two = await another(at);
  const person = new Person(at.issuer, USERNAME, PASSWORD);
  const { code, verifier } = await at.app.code(person);
  const redeemed = await two.app.redeem(code, verifier);
  expect(redeemed.status).toBe(200);
  const both = await Promise.all([at.app, two.app].map((app) => app.refresh(String(redeemed.body.refresh_token))));
  expect(both.map(({ status }) => status)).toEqual([200, 200]);
  expect(both[0]?.body.refresh_token).toBe(both[1]?.body.refresh_token);
  const token = String(both[0]?.body.access_token);
  for (const app of [at.app, two.app]) expect((await app.introspect(token)).body.active).toBe(true);
  expect((await two.app.revoke(String(both[1]?.body.refresh_token))).status).toBe(200);
  for (const app of [at.app, two.app]) expect((await app.introspect(token)).body.active).toBe(false);
  await first.stop();
  expect((await machineToken(two.app, "jobs")).status).toBe(200);
});

it("that wait for a lock which is held for long serve what needs none, and say 503 for the rest", async () => {
  const at = await newPlace();
  await at.serve();
  expect((await machineToken(at.app, "orders")).status).toBe(200);
  const other = new DatabaseSync(join(at.directory, "data", "candor.sqlite"));
  onTestFinished(() => other.close());
  other.exec("begin immediate");
  let served = 0;
  // A machine that stands still while one waits serves nobody meanwhile.
  for (let tries = 0; tries < 5 && served < 2; tries++) {
    const waiting = machineToken(at.app, "orders");
    const began = performance.now();
    let over = false;
    void waiting.then(() => {
      over = true;
    });
    for (served = 0; !over; served++) {
      expect((await fetch(`${at.issuer}/healthz`)).status).toBe(200);
      expect((await machineToken(at.app, "jobs")).status).toBe(200);
    }
    expect(performance.now() - began).toBeGreaterThan(2_000);
    const { status, body, headers } = await waiting;
    expect([status, body.error]).toEqual([503, "temporarily_unavailable"]);
    expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
  }
  expect(served).toBeGreaterThan(1);
  other.exec("rollback");
  expect((await machineToken(at.app, "orders")).status).toBe(200);
});

it("leave files that only their user can read", async () => {
  const at = await newPlace();
  await at.serve();
  const two = await another(at);
  await machineToken(two.app, "orders");
  const data = join(at.directory, "data");
  for (const name of readdirSync(data)) expect([name, statSync(join(data, name)).mode & 0o077]).toEqual([name, 0]);
  expect(readFileSync(join(data, "candor.sqlite")).subarray(0, 15).toString()).toBe("SQLite format 3");
});
