/** Two servers on one PostgreSQL database are as one, and say so when it is gone. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Candor, type Config, createCandor } from "../../src/index.ts";
import { type PostgresServer, startPostgres } from "../postgres.ts";

const ISSUER = "http://localhost:9555";
/** Short enough to be guessed. */
const SECRET = "rosebud-12";

const config: Config = {
  issuer: ISSUER,
  data: "/nowhere",
  logLevel: "silent",
  apis: [{ resource: "urn:api", name: "API", tokens: "opaque" }],
  scopes: [{ name: "read", description: "Read", api: "urn:api" }],
  clients: [
    {
      id: "service",
      secrets: [{ value: SECRET }],
      grantTypes: ["client_credentials"],
      scopes: ["read"],
      introspects: ["urn:api"],
    },
  ],
};

let database: PostgresServer;
let nodes: readonly [Candor, Candor];
beforeAll(async () => {
  database = await startPostgres();
  const environment = { DATABASE_URL: await database.database() };
  // Both make the schema, at the same time.
  nodes = await Promise.all([createCandor({ config, environment }), createCandor({ config, environment })]);
});
afterAll(async () => {
  for (const node of nodes) await node.close();
  database.stop();
});

async function post(node: Candor, path: string, form: Record<string, string>) {
  const headers = {
    authorization: `Basic ${btoa(`service:${SECRET}`)}`,
    "content-type": "application/x-www-form-urlencoded",
  };
  const body = new URLSearchParams(form).toString();
  const response = await node.fetch(new Request(ISSUER + path, { method: "POST", headers, body }));
  const json = (await response.json()) as Readonly<Record<string, unknown>>;
  return { status: response.status, retry: response.headers.get("retry-after"), json };
}

const forToken = { grant_type: "client_credentials", scope: "read" };

it("a token of one is known to the other, and so is its end", async () => {
  const [one, other] = nodes;
  const { json } = await post(one, "/token", forToken);
  const token = String(json.access_token);
  expect((await post(other, "/introspect", { token })).json).toMatchObject({ active: true, scope: "read" });
  await other.fetch(
    new Request(`${ISSUER}/revoke`, {
      method: "POST",
      headers: {
        authorization: `Basic ${btoa(`service:${SECRET}`)}`,
        "content-type": "application/x-www-form-urlencoded",
      },
      body: new URLSearchParams({ token }).toString(),
    }),
  );
  expect((await post(one, "/introspect", { token })).json).toEqual({ active: false });
});

it("hundreds of tokens at once are all different and all there", async () => {
  const all = await Promise.all(
    Array.from({ length: 400 }, (_, at) => post(nodes[at % 2] as Candor, "/token", forToken)),
  );
  const tokens = new Set(all.map(({ json }) => String(json.access_token)));
  expect(tokens.size).toBe(400);
  const known = await Promise.all([...tokens].map((token) => post(nodes[0], "/introspect", { token })));
  expect(known.filter(({ json }) => json.active === true)).toHaveLength(400);
});

it("a refusal of one is in the journal of both", async () => {
  const { status, json } = await post(nodes[1], "/token", { ...forToken, scope: "raed" });
  expect([status, json.error]).toEqual([400, "invalid_scope"]);
  expect(String(json.error_description)).toContain("read");
});

it("without the database, requests are refused for now, and it is served again when it is back", async () => {
  const token = String((await post(nodes[1], "/token", forToken)).json.access_token);
  database.run("pg_ctl", "-D", database.directory, "-m", "fast", "-w", "stop");
  const { status, retry, json } = await post(nodes[0], "/introspect", { token });
  expect(status).toBe(503);
  expect(retry).not.toBeNull();
  expect(json.error).toBe("temporarily_unavailable");
  database.start();
  await expect.poll(async () => (await post(nodes[0], "/introspect", { token })).json.active).toBe(true);
});

it("guesses at both count together", async () => {
  const urls = await Promise.all(nodes.map((node) => node.listen({ host: "127.0.0.1", port: 0 })));
  const body = new URLSearchParams(forToken);
  const guesses = await Promise.all(
    Array.from({ length: 60 }, (_, at) => {
      const headers = { authorization: `Basic ${btoa(`service:guess-${at}`)}` };
      return fetch(`${urls[at % 2]}/token`, { method: "POST", headers, body });
    }),
  );
  const seen = (status: number) => guesses.filter((one) => one.status === status).length;
  expect([seen(401), seen(429)]).toEqual([30, 30]);
});
