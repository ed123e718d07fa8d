/** `GET /refusals`: a client's latest refusals, and nobody else's. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { replay } from "../../src/protocol/replay/replay.ts";
import { basic } from "../catalogue/samples.ts";
import { AUTHORIZE, asService, asWeb, encode, openWorld, type World } from "../catalogue/world.ts";

interface List {
  readonly items: readonly Record<string, unknown>[];
  readonly next?: string;
}

let world: World;
beforeAll(async () => {
  world = await openWorld({ config: { logLevel: "silent" } });
});
afterAll(() => world.close());
// Each test begins behind what the others left.
beforeEach(() => {
  world.clock.now += 1_000;
});

const refuse = async (scope: string, headers: Record<string, string> = asService): Promise<string> => {
  await world.form("/token", { grant_type: "client_credentials", scope }, headers);
  return world.journal.at(-1)?.ref ?? "";
};
const list = async (query = "", headers: Record<string, string> = asService): Promise<List> => {
  const answer = await world.send(`/refusals${query}`, { headers });
  expect(answer.status).toBe(200);
  return (await answer.json()) as List;
};
const refs = ({ items }: List): unknown[] => items.map(({ ref }) => ref);

describe("a client", () => {
  it("gets its latest refusals, newest first, each with a summary and a link", async () => {
    const first = await refuse("read_profil");
    world.clock.now += 5;
    const second = await refuse("reports.read");
    const answer = await world.send("/refusals", { headers: asService });
    expect([answer.headers.get("content-type"), answer.headers.get("cache-control")]).toEqual([
      "application/json; charset=utf-8",
      "no-store",
    ]);
    const { items } = (await answer.json()) as List;
    expect(items.slice(0, 2)).toEqual([
      {
        ref: second,
        at: new Date(world.clock.now).toISOString(),
        code: "scope/not-allowed-for-client",
        error: "invalid_scope",
        title: expect.any(String),
        endpoint: "token",
        client_id: "demo-service",
        more: 0,
        link: `https://id.example/refusals/${second}`,
      },
      expect.objectContaining({ ref: first, code: "scope/misspelled" }),
    ]);
    const link = new URL(String(items[0]?.link));
    expect((await world.send(link.pathname, { headers: asService })).status).toBe(200);
  });

  it("gets them in parts, each once, also while more come", async () => {
    const made: string[] = [];
    for (let i = 0; i < 7; i++) {
      made.unshift(await refuse(`nothing-${i}`));
      world.clock.now += i % 2;
    }
    const seen: unknown[] = [];
    let query = "?limit=3";
    for (let part = 0; part < 3; part++) {
      const found = await list(query);
      seen.push(...refs(found));
      await refuse("later");
      query = `?limit=3&next=${found.next}`;
    }
    expect([...seen.slice(0, 7)].sort()).toEqual([...made].sort());
    expect(new Set(seen).size).toBe(9);
    expect((await list("?limit=100")).next).toBeUndefined();
  });

  it("gets them by POST, with its secret in the body", async () => {
    const ref = await refuse("read_profil");
    const fields = { client_id: "demo-service", client_secret: "demo-service-secret", limit: "1" };
    expect(refs((await (await world.form("/refusals", fields)).json()) as List)).toEqual([ref]);
  });

  it("gets those that its users met on the way, and attempts to authenticate as it", async () => {
    await world.send(`/authorize?${encode({ ...AUTHORIZE, scope: "nothing" })}`);
    const redirected = world.journal.at(-1)?.ref;
    world.clock.now += 1;
    const guessed = await refuse("openid", { authorization: basic("demo-web:wrong-secret") });
    const { items } = await list("?limit=2", asWeb);
    expect(items).toMatchObject([
      { ref: guessed, code: "client-auth/secret-wrong", error: "invalid_client" },
      { ref: redirected, code: "scope/unknown", endpoint: "authorization" },
    ]);
  });

  it("doesn't get another client's refusals", async () => {
    const own = await refuse("read_profil", asWeb);
    expect(refs(await list("?limit=100"))).not.toContain(own);
    const { items } = await list("?limit=100");
    expect(new Set(items.map(({ client_id }) => client_id))).toEqual(new Set(["demo-service"]));
  });
});

it("has nothing of a token that a client may not introspect: only the operator finds why it is not shown as active", async () => {
  const granted = await world.form("/token", { grant_type: "client_credentials" }, asService);
  const { access_token: token = "" } = (await granted.json()) as Record<string, string>;
  const asked = await world.form("/introspect", { token }, asWeb);
  const unknown = await world.form("/introspect", { token: "nonsense" }, asWeb);
  expect([asked.status, await asked.text()]).toEqual([unknown.status, await unknown.text()]);
  const { ref = "", refusal } = world.journal.at(-1) ?? {};
  expect(refusal).toMatchObject({
    refused: "client/introspection-not-allowed",
    evidence: { clientId: "demo-web", issuedTo: "demo-service", introspects: [] },
  });
  expect(refs(await list("?limit=100", asWeb))).not.toContain(ref);
  expect((await world.send(`/refusals/${ref}`, { headers: asWeb })).status).toBe(404);
  const page = await world.send(`/refusals/${ref}`, {
    headers: { accept: "text/html", ...(await world.signedIn("root")) },
  });
  expect(await page.text()).toContain("introspects");
});

it.each([
  ["nobody", {}, 401, "client-auth/secret-absent"],
  ["a wrong secret", { authorization: basic("demo-service:wrong-secret") }, 401, "client-auth/failed"],
  ["a public client", { authorization: basic("demo-spa:") }, 401, "client-auth/secret-absent"],
])("%s is refused", async (_, headers, status, code) => {
  const answer = await world.send("/refusals", { headers: headers as Record<string, string> });
  expect(answer.status).toBe(status);
  expect(((await answer.json()) as Record<string, string>).error_uri).toContain(`/errors/${code}?ref=`);
});

it.each([
  "limit=0",
  "limit=101",
  "limit=x",
  "limit=-1",
  "next=x",
  "next=1.2",
  "next=zzz.25kpgjw2dde2'",
  "limit=1&next=",
])("%s", async (query) => {
  const answer = await world.send(`/refusals?${query}`, { headers: asService });
  // An empty parameter is an absent one (RFC 6749 3.1).
  if (query.endsWith("=")) return void expect(answer.status).toBe(200);
  expect(answer.status).toBe(400);
  const { error_description } = (await answer.json()) as Record<string, string>;
  expect(error_description).toContain(query.split("=", 1)[0]);
  const entry = await world.deps.journal.find(world.journal.at(-1)?.ref ?? "");
  expect(replay(entry?.on ?? expect.fail()).outcome).toMatchObject({
    refusal: { refused: "request/parameter-invalid" },
  });
});
