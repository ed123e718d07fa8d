/**
 * A whole server whose clients are loaded from a store, and change while it serves: each request is decided by one version, and
 * the next one by the new version.
 */
import { hash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Configured } from "../../src/adapters/registry/configured.ts";
import { weightOf } from "../../src/adapters/registry/hot-clients.ts";
import { type LoadingRegistries, loadingRegistry } from "../../src/adapters/registry/loading.ts";
import type { ClientRecord } from "../../src/ports/registry.ts";
import { StorageUnavailable } from "../../src/ports/storage.ts";
import { catalogueOf, type Scope } from "../../src/protocol/scope/catalogue.ts";
import { shapeOf } from "../../src/protocol/secret-shape.ts";
import { basic, VERIFIER } from "../catalogue/samples.ts";
import { AUTHORIZE, asService, asWeb, encode, ISSUER, openWorld, type World } from "../catalogue/world.ts";
import { Backing } from "../registry-contract/backing.ts";

const SERVICE = "demo-service";
const SECRET = "demo-service-secret";
const MACHINE = { grant_type: "client_credentials" };

let world: World;
let backing: Backing;
let registries: LoadingRegistries;
let first: Configured;
beforeEach(async () => {
  backing = new Backing();
  world = await openWorld({
    registries: (configured) => {
      first = configured;
      // Fewer than there are, so that clients are loaded again and again.
      const bounds = {
        characters: 2 * weightOf(configured.clients[0]?.client ?? expect.fail("none")),
        misses: 2,
        missedFor: 1_000,
      };
      registries = loadingRegistry(backing.version("0", configured), bounds, () => world?.clock.now ?? 0);
      return registries;
    },
  });
});
afterEach(() => world.close());

const json = async (answer: Response): Promise<Record<string, unknown>> => (await answer.json()) as never;
const machine = (secret = SECRET, form = {}) =>
  world.form("/token", { ...MACHINE, ...form }, { authorization: basic(`${SERVICE}:${secret}`) });
const introspect = async (token: unknown) => json(await world.form("/introspect", { token: String(token) }, asService));

/** What is registered, with one client changed. */
function withClient(id: string, change: (record: ClientRecord) => ClientRecord | undefined): Configured {
  const clients = first.clients.flatMap((one) => (one.client.id === id ? (change(one) ?? []) : [one]));
  return { ...first, clients };
}
const secretOf = (text: string) => ({
  hash: hash("sha256", text, "buffer"),
  expiresAt: undefined,
  guessable: false,
  shape: shapeOf(text),
});
let versions = 0;
const replace = (content: Configured, changed?: readonly string[]): void =>
  registries.replace(backing.version(`next ${++versions}`, content, changed));

describe("a server whose clients are loaded", () => {
  it("grants with a code, with a refresh token and to a machine, introspects, and signs out", async () => {
    const code = await world.code();
    const redeemed = await json(
      await world.form(
        "/token",
        { grant_type: "authorization_code", code, redirect_uri: AUTHORIZE.redirect_uri, code_verifier: VERIFIER },
        asWeb,
      ),
    );
    expect(redeemed).toMatchObject({ token_type: "Bearer", scope: "openid offline_access read_profile" });
    const refreshed = await json(
      await world.form("/token", { grant_type: "refresh_token", refresh_token: String(redeemed.refresh_token) }, asWeb),
    );
    expect(refreshed).toHaveProperty("access_token");
    const granted = await json(await machine());
    expect(granted).toMatchObject({ token_type: "Bearer" });
    expect(await introspect(granted.access_token)).toMatchObject({ active: true, client_id: SERVICE });
    const userinfo = await world.send("/userinfo", { headers: { authorization: `Bearer ${refreshed.access_token}` } });
    expect(await json(userinfo)).toMatchObject({ sub: "demo-ada" });
    const query = encode({
      id_token_hint: String(redeemed.id_token),
      post_logout_redirect_uri: `${ISSUER}/demo`,
      state: "s",
    });
    const out = await world.send(`/sign-out?${query}`, { headers: await world.signedIn("ada") });
    expect([out.status, out.headers.get("location")]).toEqual([303, `${ISSUER}/demo?state=s`]);
    expect(registries.kept.clients).toBe(2);
  });

  it.each<[place: string, send: () => Promise<Response>, shown: string]>([
    ["as a scope", () => machine(SECRET, { scope: SECRET }), "*".repeat(SECRET.length)],
    ["inside a scope", () => machine(SECRET, { scope: `read_${SECRET}_x` }), `read_${"*".repeat(SECRET.length)}_x`],
    [
      "as the id",
      () => world.form("/token", MACHINE, { authorization: basic(`${SECRET}:${SERVICE}`) }),
      "invalid_client",
    ],
    ["in the path", () => world.send(`/token/client_secret=${SECRET}`), ""],
    [
      "in a redirect URI",
      () => world.send(`/authorize?${encode({ ...AUTHORIZE, redirect_uri: `https://a.example/${SECRET}` })}`),
      "***",
    ],
  ])("covers a client's secret that was sent %s", async (_, send, shown) => {
    const answer = await send();
    const text = await answer.text();
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(text).not.toContain(SECRET);
    expect(text).toContain(shown);
    const { ref } = world.journal.at(-1) ?? expect.fail("nothing was kept");
    await world.deps.journal.find(ref);
    expect(JSON.stringify(await world.deps.storage.refusals.find(ref))).not.toContain(SECRET);
  });

  it("doesn't take a client for unknown if the store fails, and recovers", async () => {
    backing.fault = new StorageUnavailable("busy", "locked");
    const refused = async () => [world.journal.at(-1)?.refusal.refused];
    const token = await machine();
    expect([token.status, (await json(token)).error]).toEqual([503, "temporarily_unavailable"]);
    const seen = await refused();
    const page = await world.send(`/authorize?${encode(AUTHORIZE)}`, { headers: { accept: "text/html" } });
    expect([page.status, await refused()]).toEqual([503, seen]);
    const introspection = await world.form("/introspect", { token: "x" }, asService);
    expect([introspection.status, await refused()]).toEqual([503, seen]);
    expect(seen[0]).toMatch(/^server\//);
    // It is unknown whether what was sent is a secret, so it is covered.
    const elsewhere = await world.send("/nowhere-at-all", { headers: { "user-agent": SECRET } });
    expect(elsewhere.status).toBe(404);
    backing.fault = undefined;
    expect((await machine()).status).toBe(200);
    const rows = await Promise.all(
      world.journal.map(async ({ ref }) => {
        await world.deps.journal.find(ref);
        return JSON.stringify(await world.deps.storage.refusals.find(ref));
      }),
    );
    expect(rows.join()).not.toContain(SECRET);
  });
});

describe("a change", () => {
  it("of a secret holds for the next request, and not for the one in progress", async () => {
    let release = (): void => undefined;
    backing.held = new Promise((resolve) => {
      release = resolve;
    });
    const inProgress = machine();
    await expect.poll(() => backing.loaded).toEqual([SERVICE]);
    replace(
      withClient(SERVICE, ({ client }) => ({ client, secrets: [secretOf("another long secret of the service")] })),
    );
    release();
    expect((await inProgress).status).toBe(200);
    expect(await json(await machine())).toMatchObject({ error: "invalid_client" });
    expect((await machine("another long secret of the service")).status).toBe(200);
    // The new one is looked for in the wrong place too.
    const misplaced = await machine("another long secret of the service", {
      scope: "another long secret of the service",
    });
    expect(await misplaced.text()).not.toContain("another long secret");
  });

  it("of a redirect URI holds for the next request", async () => {
    const visit = async (redirect_uri: string) => {
      await world.deps.storage.consents.add("demo-ada", "demo-web", ["openid"], world.clock.now);
      const query = encode({ ...AUTHORIZE, redirect_uri, scope: "openid" });
      const answer = await world.send(`/authorize?${query}`, { headers: await world.signedIn("ada") });
      return answer.headers.get("location")?.split("?")[0] ?? answer.status;
    };
    const [old, fresh] = [AUTHORIZE.redirect_uri, `${ISSUER}/demo/other`];
    expect([await visit(old), await visit(fresh)]).toEqual([old, 400]);
    replace(
      withClient("demo-web", ({ client, secrets }) => ({ client: { ...client, redirectUris: [fresh] }, secrets })),
      ["demo-web"],
    );
    expect([await visit(old), await visit(fresh)]).toEqual([400, fresh]);
  });

  it("that disables or removes a client ends its tokens with the next request", async () => {
    const { access_token } = await json(await machine());
    // Another client that may see it.
    const asReader = { authorization: basic("demo-reader:the long secret of a reader") };
    const asOther = async () => json(await world.form("/introspect", { token: String(access_token) }, asReader));
    const service = first.clients.find(({ client }) => client.id === SERVICE) ?? expect.fail();
    const reader: ClientRecord = {
      client: { ...service.client, id: "demo-reader", introspects: [`${ISSUER}/api`] },
      secrets: [secretOf("the long secret of a reader")],
    };
    const withReader = (content: Configured) => ({ ...content, clients: [...content.clients, reader] });
    replace(withReader(first));
    expect(await asOther()).toMatchObject({ active: true });
    replace(
      withReader(withClient(SERVICE, ({ client, secrets }) => ({ client: { ...client, disabled: true }, secrets }))),
      [SERVICE],
    );
    expect(await asOther()).toEqual({ active: false });
    replace(withReader(first), [SERVICE]);
    expect(await asOther()).toMatchObject({ active: true });
    replace(withReader(withClient(SERVICE, () => undefined)), [SERVICE]);
    expect(await asOther()).toEqual({ active: false });
  });

  it("of settings, scopes, secrets and clients at once is seen as a whole or not at all, however many requests are in progress", async () => {
    /** A version in which everything says its number. */
    const marked = (n: number): Configured => {
      const scope: Scope = {
        name: `mark-${n}`,
        description: "Says the version",
        api: undefined,
        sensitive: false,
        personal: false,
        state: { is: "active" },
      };
      const content = withClient(SERVICE, ({ client }) => ({
        client: { ...client, scopes: [scope.name], defaultScopes: [scope.name] },
        secrets: [secretOf(`the long secret of version ${n}`)],
      }));
      return {
        ...content,
        settings: { ...first.settings, accessTokenLifetime: 1_000 + n },
        catalogue: catalogueOf([scope], []),
      };
    };
    const VERSIONS = 40;
    const answers: Promise<Response>[] = [];
    for (let n = 1; n <= VERSIONS; n++) {
      replace(marked(n));
      for (const secret of [n - 1, n, n + 1]) answers.push(machine(`the long secret of version ${secret}`));
      // Some of them are in progress when the next version comes.
      for (let turn = 0; turn <= n % 4; turn++) await new Promise((resolve) => setImmediate(resolve));
    }
    const granted = new Set<number>();
    for (const [i, answer] of (await Promise.all(answers)).entries()) {
      const body = await json(answer);
      const tried = Math.floor(i / 3) + 1 + ((i % 3) - 1);
      if (answer.status === 200) {
        granted.add(tried);
        expect(body).toMatchObject({ scope: `mark-${tried}`, expires_in: 1_000 + tried });
      } else expect(body).toMatchObject({ error: "invalid_client" });
    }
    expect(granted.size).toBeGreaterThan(VERSIONS / 2);
  });

  it("of scopes and keys is published at once, and a copy of what has changed is no longer valid", async () => {
    const get = async (path: string, etag?: string) => {
      const answer = await world.send(path, etag === undefined ? {} : { headers: { "if-none-match": etag } });
      return { status: answer.status, etag: answer.headers.get("etag") ?? "", text: await answer.text() };
    };
    const METADATA = "/.well-known/openid-configuration";
    const before = await get(METADATA);
    expect(JSON.parse(before.text).scopes_supported).toContain("reports.read");
    const scopes = [...first.catalogue.scopes.values()].filter(({ name }) => name !== "reports.read");
    replace({ ...first, catalogue: catalogueOf(scopes, [...first.catalogue.apis.values()]) });
    const after = await get(METADATA, before.etag);
    expect(after.status).toBe(200);
    expect(JSON.parse(after.text).scopes_supported).not.toContain("reports.read");
    expect(after.etag).not.toBe(before.etag);
    expect((await get(METADATA, after.etag)).status).toBe(304);
    // The same document again, in another version.
    replace(first);
    expect((await get(METADATA, before.etag)).status).toBe(304);

    const keys = await get("/jwks");
    await world.deps.keys.add("ES256", world.clock.now + 1_000);
    const more = await get("/jwks", keys.etag);
    expect([more.status, JSON.parse(more.text).keys.length]).toEqual([200, JSON.parse(keys.text).keys.length + 1]);
    expect((await get("/jwks", more.etag)).status).toBe(304);
  });
});
