/** Secrets of which only the hash of another server came along, at three nodes on one PostgreSQL database. */
import bcrypt from "@node-rs/bcrypt";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { openPostgres } from "../../src/adapters/postgres/open.ts";
import { FORMS } from "../../src/configuration/schema.ts";
import { applicationFrom } from "../../src/declared/contents.ts";
import { type Candor, createCandor } from "../../src/index.ts";
import { applicationChange, contentOf } from "../../src/ports/registered.ts";
import type { Storage } from "../../src/ports/storage.ts";
import { Application } from "../blackbox/application.ts";
import { codeIn } from "../blackbox/refusal.ts";
import { type PostgresServer, startPostgres } from "../postgres.ts";
import { auditEntry } from "../storage-contract/samples.ts";

const compared = vi.hoisted(() => ({ count: 0, atOnce: 0, most: 0 }));
vi.mock("@node-rs/bcrypt", async (original) => {
  const real = await original<{ default: typeof bcrypt }>();
  const verify = async (password: string, hash: string) => {
    compared.count += 1;
    compared.atOnce += 1;
    compared.most = Math.max(compared.most, compared.atOnce);
    try {
      return await real.default.verify(password, hash);
    } finally {
      compared.atOnce -= 1;
    }
  };
  return { ...real, verify, default: { ...real.default, verify } };
});

const ISSUER = "http://localhost:9410";
const OWN = "a-secret-of-this-server-0123456789";
const MACHINE = { grant_type: "client_credentials", scope: "orders" };
const NODES = 3;

let database: PostgresServer;
let storage: Storage;
const nodes: Candor[] = [];

beforeAll(async () => {
  database = await startPostgres(["fsync=off", "max_connections=200"]);
  const url = await database.database();
  storage = await openPostgres({ url });
  const config = {
    issuer: ISSUER,
    data: "/nowhere",
    logLevel: "silent" as const,
    scopes: [{ name: "orders", description: "Read your orders" }],
    clients: [
      {
        ...{ id: "own", grantTypes: ["client_credentials" as const] },
        ...{ scopes: ["orders"], secrets: [{ value: OWN }] },
      },
      { id: "public", authMethods: ["none" as const], redirectUris: ["https://public.example/callback"] },
    ],
  };
  for (let n = 0; n < NODES; n++)
    nodes.push(await createCandor({ config, storage: "postgres", environment: { DATABASE_URL: url } } as never));
});
afterAll(async () => {
  await Promise.all(nodes.map((node) => node.close()));
  await storage.close();
  database.stop();
});
/** Each test is of a network of its own. */
let network = 0;
beforeEach(() => {
  network += 1;
  Object.assign(compared, { count: 0, atOnce: 0, most: 0 });
});

const answer = async (n: number, id: string, secret: string, from = network) => {
  const fetch = (request: Request) => (nodes[n % NODES] as Candor).fetch(request, { address: `192.0.${from}.1` });
  const app = new Application(ISSUER, { id, secret, redirectUri: "https://none.example", scope: "orders" }, fetch);
  const { status, body } = await app.token(MACHINE);
  return status < 300 ? "granted" : codeIn(body.error_uri, ISSUER);
};

const page = async (n: number, path: string): Promise<string> => {
  const response = await (nodes[n] as Candor).fetch(new Request(ISSUER + path), { address: "192.0.200.1" });
  return response.text();
};

/** Registers an app with the bcrypt of its secret, as an import does, and waits until all nodes know it. */
async function movesIn(id: string, secret: string): Promise<string> {
  const foreign = bcrypt.hashSync(secret, 4);
  const form = {
    ...{ id, secrets: [{ hash: foreign }], scopes: ["orders"] },
    ...{ grantTypes: ["authorization_code", "client_credentials"], redirectUris: ["https://moved.example/callback"] },
  };
  const application = applicationFrom(FORMS.client.parse(form), {}, Date.now(), undefined);
  await storage.registrations.change([applicationChange(application, 0)], auditEntry(id));
  for (let n = 0; n < NODES; n++)
    await expect.poll(() => page(n, `/authorize?client_id=${id}`)).not.toContain("isn't registered");
  Object.assign(compared, { count: 0, most: 0 });
  return foreign;
}
const secretsOf = async (id: string) => {
  const found = await storage.registrations.find("application", id);
  return found && contentOf({ ...found, kind: "application" }).secrets;
};
const replacements = () => storage.audit.list({ action: "application/replace-hash", limit: 100 });

describe("a secret that came along as a hash", () => {
  it("is right at all nodes at once, replaced once, and compared fast from then on", async () => {
    const foreign = await movesIn("machine", "the-secret-of-the-machine-0123456789");
    const all = await Promise.all(
      Array.from({ length: 30 }, (_, n) => answer(n, "machine", "the-secret-of-the-machine-0123456789")),
    );
    expect(all).toEqual(Array(30).fill("granted"));
    // The requests that wait behind the first one at a node find that the secret is known.
    expect(compared.count).toBeLessThanOrEqual(NODES);
    const [secret, ...others] = (await secretsOf("machine")) ?? [];
    expect(others).toEqual([]);
    expect(secret).toMatchObject({ id: "1", guessable: false, shape: { length: 36 } });
    expect(JSON.stringify(secret)).not.toContain(foreign);
    const entries = (await replacements()).filter(({ target }) => target.id === "machine");
    expect(entries).toMatchObject([{ actor: { is: "server", id: "first-use" }, after: { secret: "1" } }]);
    expect(JSON.stringify(entries)).not.toMatch(/\$2y|the-secret-of/);
    expect(JSON.stringify(entries)).not.toContain(secret?.hash);
    Object.assign(compared, { count: 0 });
    for (let n = 0; n < NODES; n++)
      await expect
        .poll(async () => {
          Object.assign(compared, { count: 0 });
          return [await answer(n, "machine", "the-secret-of-the-machine-0123456789"), compared.count];
        })
        .toEqual(["granted", 0]);
  });

  it("is guessed as at one node, and nobody who must wait costs a comparison", async () => {
    await movesIn("guessed", "the-secret-that-is-guessed");
    const guesses = Array.from({ length: 90 }, (_, n) => answer(n, "guessed", `guess-number-${n}`));
    const all = await Promise.all(guesses);
    const wrong = all.filter((code) => code === "client-auth/failed").length;
    expect(wrong).toBeGreaterThanOrEqual(30);
    expect(wrong).toBeLessThan(30 + NODES);
    expect(all.filter((code) => code === "client-auth/throttled")).toHaveLength(90 - wrong);
    expect(compared.count).toBeLessThanOrEqual(30 + 2 * NODES);
    // The right one waits as well, and isn't compared. Elsewhere nobody waits.
    Object.assign(compared, { count: 0 });
    for (let n = 0; n < NODES; n++)
      expect(await answer(n, "guessed", "the-secret-that-is-guessed")).toBe("client-auth/throttled");
    expect(compared.count).toBe(0);
    expect((await secretsOf("guessed"))?.[0]?.foreign).toMatch(/^\$2y\$04\$/);
    expect(await answer(1, "guessed", "the-secret-that-is-guessed", 100)).toBe("granted");
    expect((await secretsOf("guessed"))?.[0]?.foreign).toBeUndefined();
  });

  it("isn't told apart from others: whatever secret is wrong is compared once", async () => {
    await movesIn("hidden", "the-secret-of-the-hidden-one");
    const costs: Record<string, number> = {};
    for (const id of ["hidden", "own", "nobody", "machine", "public"]) {
      Object.assign(compared, { count: 0 });
      expect(await answer(0, id, "not-its-secret")).toMatch(/^client-auth\/(failed|method-mismatch)$/);
      costs[id] = compared.count;
    }
    // That an app is public is no secret.
    expect(costs).toEqual({ hidden: 1, own: 1, nobody: 1, machine: 1, public: 0 });
    // What is right is never compared slowly.
    Object.assign(compared, { count: 0 });
    expect([await answer(0, "own", OWN), compared.count]).toEqual(["granted", 0]);
  });

  it("is compared by a few at once, whoever asks", async () => {
    await Promise.all(Array.from({ length: 60 }, (_, n) => answer(0, `nobody-${n % 7}`, "some-secret", 1 + (n % 50))));
    expect(compared.count).toBeGreaterThan(30);
    expect(compared.most).toBeLessThanOrEqual(3);
  });

  it("can be removed while it is in use, and doesn't come back", async () => {
    await movesIn("leaving", "the-secret-of-the-leaving-one");
    const found = await storage.registrations.find("application", "leaving");
    if (found === undefined) return expect.fail("it isn't registered");
    const content = contentOf({ ...found, kind: "application" });
    const using = Array.from({ length: 9 }, (_, n) => answer(n, "leaving", "the-secret-of-the-leaving-one"));
    for (let from = found.version; ; ) {
      const change = applicationChange({ ...content, secrets: [] }, from);
      const done = await storage.registrations.change([change], auditEntry("leaving"));
      if (typeof done === "number") break;
      from = done.current?.version ?? 0;
    }
    await Promise.all(using);
    expect(await secretsOf("leaving")).toEqual([]);
  });
});
