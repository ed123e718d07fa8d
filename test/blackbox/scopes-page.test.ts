/** The scopes as developers read them: only if the operator publishes them, and as they are now. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Configured } from "../../src/adapters/registry/configured.ts";
import { configuredRegistry } from "../../src/adapters/registry/configured.ts";
import type { Registry } from "../../src/ports/registry.ts";
import { catalogueOf } from "../../src/protocol/scope/catalogue.ts";
import type { PublishedScopes } from "../../src/protocol/scope/published.ts";
import { ISSUER, openWorld, type World } from "../catalogue/world.ts";

const HTML = { accept: "text/html,application/xhtml+xml,application/json;q=0.9,*/*;q=0.8" };
const JSON_ONLY = { accept: "application/json" };

/** A registry whose version can be replaced. */
function changing() {
  let current: Registry | undefined;
  let configured: Configured | undefined;
  return {
    registries: (given: Configured) => {
      configured = given;
      const first = configuredRegistry(given);
      current = first.current();
      return { ...first, current: () => current as Registry };
    },
    change(version: string, change: (before: Configured) => Partial<Configured>) {
      configured = { ...(configured as Configured), ...change(configured as Configured) };
      current = { ...configuredRegistry(configured).current(), version };
    },
  };
}

describe("published", () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());
  const document = async (path: string, headers?: Record<string, string>) =>
    (await (await world.send(path, headers && { headers })).json()) as PublishedScopes;

  it.each<[path: string, accept: string | undefined, type: string]>([
    ["/scopes", HTML.accept, "text/html; charset=utf-8"],
    ["/scopes/", HTML.accept, "text/html; charset=utf-8"],
    ["/scopes", "*/*", "text/html; charset=utf-8"],
    ["/scopes", undefined, "text/html; charset=utf-8"],
    ["/scopes", "application/json", "application/json"],
    ["/scopes", "application/json, */*;q=0.1", "application/json"],
    ["/scopes.json", HTML.accept, "application/json"],
    ["/scopes.json", undefined, "application/json"],
  ])("%s for %s is %s", async (path, accept, type) => {
    const response = await world.send(path, { headers: accept === undefined ? {} : { accept } });
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toContain(type);
    expect(response.headers.get("vary")).toMatch(/accept/i);
    expect(response.headers.getSetCookie()).toEqual([]);
  });

  it("the JSON names every scope with its state, and programs of any origin may read it", async () => {
    const { issuer, apis, scopes } = await document("/scopes.json");
    expect(issuer).toBe(ISSUER);
    expect(apis).toEqual([{ resource: `${ISSUER}/api`, name: "Demo API" }]);
    expect(scopes.find(({ name }) => name === "write_multipass")).toEqual({
      name: "write_multipass",
      description: "Issue and change multipasses",
      api: `${ISSUER}/api`,
      sensitive: true,
      personal: false,
      state: "active",
    });
    expect(scopes.find(({ name }) => name === "write_pass")).toMatchObject({
      state: "deprecated",
      sunset: "2027-12-31",
      replacement: "write_multipass",
    });
    expect(scopes.find(({ name }) => name === "manage_pass")).toMatchObject({ state: "removed" });
    expect(await document("/scopes", JSON_ONLY)).toEqual(await document("/scopes.json"));
    const cross = await world.send("/scopes.json", { headers: { origin: "https://app.example" } });
    expect(cross.headers.get("access-control-allow-origin")).toBe("*");
  });

  it("the page shows the same, and how to link to one", async () => {
    const html = await (await world.send("/scopes", { headers: HTML })).text();
    for (const { name, description } of (await document("/scopes.json")).scopes) {
      expect(html).toContain(`id="scope-${name}"`);
      expect(html).toContain(description);
    }
    expect(html).toContain('href="#scope-write_multipass"');
    expect(html).not.toMatch(/<script/);
  });

  it("is asked for by its ETag, and the two forms differ", async () => {
    const etags = new Set<string>();
    for (const [path, headers] of [
      ["/scopes", HTML],
      ["/scopes", JSON_ONLY],
    ] as const) {
      const etag = (await world.send(path, { headers })).headers.get("etag") ?? "";
      etags.add(etag);
      const again = await world.send(path, { headers: { ...headers, "if-none-match": etag } });
      expect([again.status, await again.text()]).toEqual([304, ""]);
      expect(again.headers.get("cache-control")).toBe("no-cache");
    }
    expect(etags.size).toBe(2);
  });

  it("refuses another method by name", async () => {
    for (const path of ["/scopes", "/scopes.json"]) {
      const response = await world.send(path, { method: "DELETE", headers: JSON_ONLY });
      expect([response.status, response.headers.get("allow")]).toEqual([405, "GET"]);
    }
  });
});

describe("not published", () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld({ config: { publicScopes: false } });
  });
  afterAll(() => world.close());

  it.each(["/scopes", "/scopes/", "/scopes.json"])("%s is unknown, by every method", async (path) => {
    for (const method of ["GET", "HEAD", "POST", "DELETE"]) {
      for (const headers of [HTML, JSON_ONLY]) {
        const [response, other] = await Promise.all(
          [path, "/nowhere"].map((at) => world.send(at, { method, headers })),
        );
        expect([response?.status, response?.headers.get("allow")]).toEqual([404, null]);
        const body = (await response?.text()) ?? "";
        expect(body).not.toContain("write_multipass");
        if (method !== "HEAD") expect(body).toContain("request/wrong-endpoint");
        const bare = (given: Response | undefined) => [given?.status, given?.headers.get("content-type")];
        expect(bare(response)).toEqual(bare(other));
      }
    }
  });
});

describe.each([true, false])("published: %s", (publicScopes) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld({ config: { publicScopes } });
  });
  afterAll(() => world.close());

  it("the home page leads there only if they are published", async () => {
    const home = await (await world.send("/")).text();
    expect(home.includes('href="/scopes"')).toBe(publicScopes);
  });

  it("a preflight says no more than that of an unknown path, unless they are published", async () => {
    const origin = { origin: "https://app.example" };
    const asks = { ...origin, "access-control-request-method": "GET", "access-control-request-headers": "x-trace" };
    const bare = async (path: string, headers: Record<string, string>) => {
      const response = await world.send(path, { method: "OPTIONS", headers });
      const { date: _, ...others } = Object.fromEntries(response.headers);
      return [response.status, others["access-control-allow-methods"], others["content-type"]];
    };
    const [here, nowhere] = [await bare("/scopes.json", asks), await bare("/nowhere.json", asks)];
    if (publicScopes) expect(here).toEqual([204, "GET", undefined]);
    else expect(here).toEqual(nowhere);
    const plain = await bare("/scopes.json", origin);
    if (!publicScopes) expect(plain).toEqual(await bare("/nowhere.json", origin));
  });
});

it("is what the server has now: a change shows at once, with another ETag, and can be taken back", async () => {
  const registry = changing();
  const world = await openWorld({ registries: registry.registries });
  const names = async () => {
    const response = await world.send("/scopes.json");
    const { scopes } = (await response.json()) as PublishedScopes;
    return { etag: response.headers.get("etag"), has: scopes.some(({ name }) => name === "reports.write") };
  };
  try {
    const before = await names();
    registry.change("2", ({ catalogue }) => {
      const added = { ...catalogue.scopes.get("reports.read"), name: "reports.write" } as never;
      return { catalogue: catalogueOf([...catalogue.scopes.values(), added], [...catalogue.apis.values()]) };
    });
    const after = await names();
    expect([before.has, after.has]).toEqual([false, true]);
    expect(after.etag).not.toBe(before.etag);
    registry.change("3", ({ settings }) => ({ settings: { ...settings, publicScopes: false } }));
    expect((await world.send("/scopes.json")).status).toBe(404);
  } finally {
    await world.close();
  }
});

it("a scope is shown as removed from the day of its sunset", async () => {
  const world = await openWorld();
  const state = async () => {
    const { scopes } = (await (await world.send("/scopes.json")).json()) as PublishedScopes;
    return scopes.find(({ name }) => name === "write_pass")?.state;
  };
  try {
    world.clock.now = Date.UTC(2027, 11, 30, 23, 59, 59, 999);
    expect(await state()).toBe("deprecated");
    world.clock.now = Date.UTC(2027, 11, 31);
    expect(await state()).toBe("removed");
  } finally {
    await world.close();
  }
});
