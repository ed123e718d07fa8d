/** Who may call what: every route of the OpenAPI document, with every kind of token. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { OPERATIONS, REPRESENTATIONS } from "../../src/admin/all.ts";
import { openapi } from "../../src/admin/openapi.ts";
import { ADMIN_SCOPE_NAMES } from "../../src/protocol/scope/catalogue.ts";
import { HANDLED } from "../../src/service/admin/all.ts";
import { accessToken, as } from "../catalogue/reach/world.ts";
import { asService, ISSUER, openWorld, type World } from "../catalogue/world.ts";
import { AUDITOR, addUser, type Call, caller, callerAs, callerWith, PORTAL } from "./caller.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld({ clients: [AUDITOR, PORTAL] });
  await addUser(world, "iris", "auditor");
});
afterAll(() => world.close());

interface Operation {
  readonly security: readonly [{ readonly oauth: readonly [string] }];
}
const { paths } = openapi(ISSUER) as { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> };

const ROUTES = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods)
    .filter(([method]) => method !== "parameters")
    .map(([method, { security }]) => [method.toUpperCase(), path, security[0].oauth[0]] as const),
);

const send = (call: Call, method: string, path: string) =>
  call(method, path.replaceAll(/\{\w+\}/g, "nothing"), method === "POST" || method === "PATCH" ? {} : undefined);

it("there are routes", () => {
  const kinds = REPRESENTATIONS.map((one: { readonly single?: string }): number => (one.single === undefined ? 5 : 2));
  expect(ROUTES.length).toBe(kinds.reduce((a, b) => a + b) + OPERATIONS.length);
});

describe.each(ROUTES)("%s %s", (method, path, needed) => {
  it.each(ADMIN_SCOPE_NAMES)(`needs ${needed}, and gets %s`, async (scope) => {
    const { status, code, headers } = await send(await caller(world, scope, "auditor"), method, path);
    const may = scope === needed || `${scope}:read` === needed;
    expect([status === 403, status === 401]).toEqual([!may, false]);
    if (may) return;
    expect(code).toBe("token/insufficient-scope");
    expect(headers.get("www-authenticate")).toContain(`scope="${needed}"`);
  });

  it("isn't for anybody without a token, or with one for something else", async () => {
    const bare = await send(callerWith(world, undefined), method, path);
    expect([bare.status, bare.code, bare.headers.get("content-type")]).toEqual([
      401,
      "token/absent",
      "application/problem+json; charset=utf-8",
    ]);
    expect(bare.headers.get("www-authenticate")).toMatch(/^Bearer realm="/);
    const other = await send(callerWith(world, await accessToken(world, {}, asService)), method, path);
    expect([other.status, other.code]).toEqual([401, "token/wrong-audience"]);
    for (const token of ["", "x", "candor_access_AAAA", "e30.e30.e30"])
      expect((await send(callerWith(world, token), method, path)).status).toBe(401);
  });

  it("can't be called by pages of other origins", async () => {
    const origin = { origin: "https://evil.example" };
    const target = path.replaceAll(/\{\w+\}/g, "nothing");
    for (const call of [await caller(world), callerWith(world, undefined)])
      for (const one of [
        await call(method, target, undefined, origin),
        await call("OPTIONS", target, undefined, origin),
      ])
        expect([...one.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
  });
});

it("each operation has one function", () => {
  expect(HANDLED.map(({ operation }) => operation)).toEqual(OPERATIONS);
  expect(new Set(OPERATIONS.map(({ id }) => id)).size).toBe(OPERATIONS.length);
});

describe("a token of a user with every scope reaches as far as the role", () => {
  const mayBeTried = [
    "candor:applications",
    "candor:applications:read",
    "candor:scopes:read",
    "candor:refusals:read",
    "candor:audit:read",
  ];
  it.each([
    ["user", mayBeTried],
    ["auditor", ADMIN_SCOPE_NAMES.filter((name) => name.endsWith(":read"))],
    ["operator", ADMIN_SCOPE_NAMES],
  ] as const)("of an operator who is %s by now", async (role, allowed) => {
    const username = `former-${role}`;
    await addUser(world, username, "operator");
    const call = await callerAs(world, username);
    await world.deps.storage.people.change(`demo-${username}`, (account) => ({ ...account, role }), true);
    for (const [method, path, needed] of ROUTES) {
      const { status, code, json } = await send(call, method, path);
      // The token has what the role allows; without anything that it allows, it has all, and the role refuses.
      const refused = code === "admin/role-insufficient";
      // All of the log is for those who see everything.
      const isWhole = role === "user" && ["/audit/verify", "/audit/export"].includes(path);
      expect([method, path, status === 403]).toEqual([method, path, !allowed.includes(needed) || isWhole]);
      if (status === 403) expect(["admin/role-insufficient", "token/insufficient-scope"]).toContain(code);
      if (refused) expect(json.detail).toContain(`The role '${role}' doesn't allow ${needed}`);
    }
  });

  it.each([
    ["ada", "/scopes"],
    ["iris", "/applications"],
  ])("and %s doesn't even get a scope that the role doesn't allow", async (username, path) => {
    const call = await callerAs(world, username);
    expect((await call("GET", path)).status).toBe(200);
    expect((await call("POST", path, {})).code).toBe("token/insufficient-scope");
  });

  it("and a token with fewer scopes no further than these", async () => {
    const call = await callerAs(world, "root", "candor:scopes:read");
    expect((await call("GET", "/scopes")).status).toBe(200);
    expect((await call("POST", "/scopes", {})).code).toBe("token/insufficient-scope");
  });
});

it("a path that doesn't exist, and a method that a path doesn't have, are refused by name", async () => {
  const call = await caller(world);
  const codes = async (method: string, path: string) => {
    const { status, code, headers } = await call(method, path);
    return [status, code, headers.get("allow")];
  };
  expect(await codes("GET", "/nothing")).toEqual([404, "request/wrong-endpoint", null]);
  expect(await codes("GET", "/nothing/at/all")).toEqual([404, "request/wrong-endpoint", null]);
  expect(await codes("DELETE", "/scopes")).toEqual([405, "request/wrong-method", "GET, POST"]);
  expect(await codes("POST", "/scopes/a")).toEqual([405, "request/wrong-method", "GET, PATCH, DELETE"]);
  expect(await codes("PUT", "")).toEqual([405, "request/wrong-method", "GET"]);
  expect(await codes("HEAD", "/scopes")).toEqual([200, undefined, null]);
});

it("only clients that are registered for the scopes get them", async () => {
  const response = await world.form("/token", { grant_type: "client_credentials", scope: "candor:scopes" }, asService);
  expect([response.status, world.journal.at(-1)?.refusal.refused]).toEqual([400, "scope/not-allowed-for-client"]);
});

it("the scopes aren't advertised, and nobody else can declare them", async () => {
  const metadata = await (await world.send("/.well-known/openid-configuration")).json();
  expect(JSON.stringify(metadata.scopes_supported)).not.toContain("candor:");
  const scopes = [{ name: "candor:keys", description: "Mine" }];
  await expect(openWorld({ config: { scopes } })).rejects.toThrow(/scopes of the admin API are built in/);
});

it("a token can't give an application more than it has, or take over one that has more", async () => {
  const call = await caller(world, "candor:applications:read candor:applications", "auditor");
  const app = { client_name: "Mine", grant_types: ["client_credentials"] };
  for (const scope of ["candor:audit", "candor:scopes:read", "candor:keys read_profile"]) {
    const { code, pointers } = await call("POST", "/applications", { ...app, scope });
    expect([code, pointers]).toEqual(["admin/field-invalid", ["/scope"]]);
  }
  expect((await call("POST", "/applications", { ...app, scope: "candor:applications:read" })).status).toBe(201);
  const strong = await (await caller(world))("POST", "/applications", { ...app, scope: "candor:scopes" });
  const path = `/applications/${strong.json.client_id}`;
  const etag = { "if-match": strong.headers.get("etag") ?? "" };
  const taken = await call("PATCH", path, { token_endpoint_auth_method: "client_secret_post" }, etag);
  expect([taken.code, taken.pointers]).toEqual(["admin/field-invalid", ["/scope"]]);
});

it("a token of a client that is disabled ends at once", async () => {
  const call = await caller(world);
  const app = await call("POST", "/applications", {
    client_name: "Helper",
    grant_types: ["client_credentials"],
    scope: "candor:applications",
  });
  const { client_id, client_secret } = app.json;
  const scope = "candor:applications";
  const token = await accessToken(world, { scope }, as(String(client_id), String(client_secret)));
  const helper = callerWith(world, token);
  expect((await helper("GET", "/applications")).status).toBe(200);
  await call("PATCH", `/applications/${client_id}`, { disabled: true }, { "if-match": app.headers.get("etag") ?? "" });
  expect((await helper("GET", "/applications")).code).toBe("token/revoked");
});
