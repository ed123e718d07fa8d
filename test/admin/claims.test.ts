/** Rules about claims that are registered while the server runs: what tokens, introspection and userinfo say, and that the preview says the same. */
import { decodeJwt } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { basic, VERIFIER } from "../catalogue/samples.ts";
import { AUTHORIZE, encode, ISSUER, openWorld, type World } from "../catalogue/world.ts";
import { pngUrl } from "../pages/pictures.ts";
import { AUDITOR, type Call, caller, callerAs, etagOf, PORTAL } from "./caller.ts";

const ORDERS = "https://orders.example";
const PARTS = "https://parts.example";
const CALLBACK = "https://shop.example/callback";
/** Those of the protocol, which differ each time. */
const OFTEN = { iat: 0, exp: 0, jti: "", at_hash: "", auth_time: 0, nonce: "", sid: "" };

let world: World;
let admin: Call;
let shop: { readonly id: string; readonly headers: Record<string, string> };

beforeAll(async () => {
  world = await openWorld({ clients: [AUDITOR, PORTAL] });
  admin = await caller(world);
  const add = async (path: string, body: object) => {
    const added = await admin("POST", path, body);
    expect([added.status, added.text]).toEqual([201, expect.any(String)]);
    return added;
  };
  const region = { claim: "region", value: "eu" };
  await add("/apis", { resource: ORDERS, name: "Orders", claims: [region, { claim: "roles", from: "roles" }] });
  await add("/apis", { resource: PARTS, name: "Parts", tokens: "opaque", claims: [region] });
  await add("/scopes", {
    ...{ name: "orders", description: "See your orders", api: ORDERS },
    claims: [{ claim: "teams", from: "groups", prefix: "eng" }],
  });
  await add("/scopes", {
    name: "parts",
    description: "See parts",
    api: PARTS,
    claims: [{ claim: "teams", from: "groups" }],
  });
  await add("/scopes", {
    name: "contact",
    description: "See how to reach you",
    claims: [{ claim: "mail", from: "email" }],
  });
  const app = await add("/applications", {
    ...{
      client_name: "Shop",
      redirect_uris: [CALLBACK],
      owner: "grace",
      grant_types: ["authorization_code", "client_credentials"],
    },
    scope: "openid profile email orders parts contact read_profile",
    claims: [
      { claim: "tenant", value: "blue" },
      { claim: "login", from: "username", in: ["id_token"] },
      { claim: "groups", from: "groups" },
    ],
  });
  shop = {
    id: String(app.json.client_id),
    headers: { authorization: basic(`${app.json.client_id}:${app.json.client_secret}`) },
  };
});
afterAll(() => world.close());

async function tokens(scope: string) {
  const request = { ...AUTHORIZE, client_id: shop.id, redirect_uri: CALLBACK, scope };
  await world.deps.storage.consents.add("demo-ada", shop.id, scope.split(" "), world.clock.now);
  const agreed = await world.send(`/authorize?${encode(request)}`, { headers: await world.signedIn("ada") });
  const code = new URL(agreed.headers.get("location") ?? "none:").searchParams.get("code") ?? "";
  const form = { grant_type: "authorization_code", code, redirect_uri: CALLBACK, code_verifier: VERIFIER };
  const got = (await (await world.form("/token", form, shop.headers)).json()) as Record<string, string>;
  const introspected = await world.form("/introspect", { token: got.access_token }, shop.headers);
  const info = await world.send("/userinfo", { headers: { authorization: `Bearer ${got.access_token}` } });
  return {
    access: got.access_token?.startsWith("ey") ? decodeJwt(got.access_token) : undefined,
    id: decodeJwt(got.id_token ?? ""),
    introspected: (await introspected.json()) as Record<string, unknown>,
    info: (await info.json()) as Record<string, unknown>,
  };
}

const preview = async (call: Call, body: object) => call("POST", "/claims/preview", { client_id: shop.id, ...body });

describe("tokens", () => {
  it("say what rules say: in a JWT, in introspection, in the ID token and in userinfo", async () => {
    const { access, id, introspected, info } = await tokens("openid profile orders contact");
    for (const said of [access, introspected]) {
      expect(said).toMatchObject({ region: "eu", teams: ["engineering"], sub: "demo-ada", client_id: shop.id });
      // No granted scope releases roles, and those of the application are not for APIs.
      for (const name of ["roles", "tenant", "mail", "login"]) expect(said).not.toHaveProperty(name);
    }
    expect(id).toMatchObject({ tenant: "blue", login: "ada", mail: "ada@people.example", groups: ["engineering"] });
    expect(info).toMatchObject({
      tenant: "blue",
      mail: "ada@people.example",
      groups: ["engineering"],
      name: "Ada Lovelace",
    });
    expect(info).not.toHaveProperty("login");
  });

  it("are the same in the opaque format", async () => {
    const { access, introspected, id } = await tokens("openid parts");
    expect(access).toBeUndefined();
    expect(introspected).toMatchObject({ region: "eu", teams: ["engineering"] });
    // Nothing that was granted releases the username or groups in general, but the scope's rule is about groups.
    expect(id).not.toHaveProperty("login");
  });

  it("of a client that acts for itself have only constants", async () => {
    const got = await world.form("/token", { grant_type: "client_credentials", scope: "orders" }, shop.headers);
    const { access_token } = (await got.json()) as { access_token: string };
    const claims = decodeJwt(access_token);
    expect(claims).toMatchObject({ region: "eu", sub: shop.id });
    expect(claims).not.toHaveProperty("teams");
  });

  it.each(["openid profile orders contact", "openid parts", "openid email read_profile"])(
    "are what the preview says, with the scopes %s",
    async (scope) => {
      const { access, id, introspected, info } = await tokens(scope);
      const all = await caller(world, "candor:applications:read candor:users:read", "auditor");
      const { json, status } = await preview(all, { user: "ada", scope });
      expect(status).toBe(200);
      const said = json as unknown as {
        readonly id_token: { readonly claims: object; readonly sources: object };
        readonly userinfo: { readonly claims: object };
        readonly access_tokens: readonly { readonly claims: object; readonly format: string }[];
      };
      const [token] = said.access_tokens;
      const { active: _, token_type: __, ...seen } = introspected;
      expect({ ...token?.claims, ...OFTEN }).toEqual({
        ...(access ?? seen),
        ...(access ? {} : { aud: seen.aud }),
        ...OFTEN,
      });
      expect({ ...said.id_token.claims, ...OFTEN }).toEqual({ ...id, ...OFTEN });
      expect(said.userinfo.claims).toEqual(info);
      expect(Object.keys(said.id_token.sources)).toEqual(Object.keys(said.id_token.claims));
    },
  );
});

describe("the preview", () => {
  it("says where each claim comes from, and why a rule sends nothing", async () => {
    const all = await caller(world, "candor:applications candor:users", "demo-admin");
    const { json } = await preview(all, { user: "demo-ada", scope: "openid profile orders contact" });
    expect(json.access_tokens).toMatchObject([
      { api: ORDERS, format: "jwt", sources: { iss: "protocol", region: `api ${ORDERS}`, teams: "scope orders" } },
    ]);
    expect(json.id_token).toMatchObject({ sources: { sub: "protocol", tenant: "application", mail: "scope contact" } });
    expect(json.userinfo).toMatchObject({ sources: { name: "scope profile" } });
    expect(json.rules).toContainEqual({
      of: `api ${ORDERS}`,
      claim: "roles",
      in: "access_token",
      outcome: "not released",
    });
  });

  it("without a user is of a client that acts for itself, and shows a token for each API", async () => {
    const { json } = await preview(admin, { scope: "orders parts" });
    expect(json).not.toHaveProperty("id_token");
    expect(json.access_tokens).toMatchObject([{ api: ORDERS }, { api: PARTS, format: "opaque" }]);
  });

  it.each([
    ["a user to whoever may not see users", { user: "ada" }, ["/user"]],
    ["a user who doesn't exist", { user: "nobody" }, ["/user"]],
    ["a scope that the application may not request", { scope: "write_multipass nothing" }, ["/scope", "/scope"]],
    ["a member that doesn't exist", { subject: "ada" }, ["/subject"]],
    ["a member of another type", { user: 5 }, ["/user"]],
  ])("refuses %s", async (_, body, pointers) => {
    const refused = await preview(admin, body);
    expect([refused.status, refused.pointers]).toEqual([400, pointers]);
  });

  it("of an application that doesn't exist doesn't exist", async () => {
    expect((await preview(admin, { client_id: "nothing" })).code).toBe("admin/not-found");
  });

  it("shows owners their own applications and themselves, and nothing of others", async () => {
    const [grace, ada] = [await callerAs(world, "grace"), await callerAs(world, "ada")];
    const own = await preview(grace, { user: "grace" });
    expect([own.status, own.json.id_token]).toMatchObject([200, { claims: { sub: "demo-grace" } }]);
    const [other, none] = [await preview(grace, { user: "ada" }), await preview(grace, { user: "nobody" })];
    expect([other.status, other.pointers]).toEqual([400, ["/user"]]);
    // Whoever asks must not learn who exists.
    const without = ({ json: { detail } }: typeof other) =>
      String(detail)
        .replace(/'\w+'/, "")
        .replace(/ref \w+/, "");
    expect(without(other)).toBe(without(none));
    expect((await preview(ada, { user: "ada" })).code).toBe("admin/not-found");
  });
});

describe("refuses a rule", () => {
  const refused = async (claims: unknown, kind: "applications" | "scopes" | "apis" = "scopes") => {
    const bodies = {
      applications: { client_name: "X", grant_types: ["client_credentials"], claims },
      scopes: { name: "x", description: "X", claims },
      apis: { resource: "https://x.example", name: "X", claims },
    };
    const { status, pointers } = await admin("POST", `/${kind}`, bodies[kind]);
    return [status, ...pointers];
  };
  it.each([
    "iss",
    "sub",
    "aud",
    "exp",
    "iat",
    "nbf",
    "jti",
    "scope",
    "client_id",
    "cnf",
    "act",
    "nonce",
    "active",
    "azp",
  ])("about the protocol's %s", async (claim) => {
    for (const kind of ["applications", "scopes", "apis"] as const)
      expect(await refused([{ claim, value: "x" }], kind)).toEqual([400, "/claims/0/claim"]);
  });

  it.each<readonly [string, unknown, readonly string[]]>([
    ["without a source", [{ claim: "x" }], ["/claims/0"]],
    ["with two sources", [{ claim: "x", from: "groups", value: 1 }], ["/claims/0"]],
    [
      "twice",
      [
        { claim: "x", value: 1 },
        { claim: "x", value: 2 },
      ],
      ["/claims/1/claim"],
    ],
    ["that filters a constant", [{ claim: "x", value: 1, prefix: "a" }], ["/claims/0/prefix"]],
    ["that strips nothing", [{ claim: "x", from: "groups", strip: true }], ["/claims/0/strip"]],
    ["with a value that is too long", [{ claim: "x", value: "v".repeat(1_001) }], ["/claims/0/value"]],
    ["whose value is an object", [{ claim: "x", value: { a: 1 } }], ["/claims/0/value"]],
    ["with a member that doesn't exist", [{ claim: "x", value: 1, script: "x" }], ["/claims/0/script"]],
    ["named __proto__", [{ claim: "__proto__", value: 1 }], ["/claims/0/claim"]],
    ["of more than fifty", Array.from({ length: 51 }, (_, i) => ({ claim: `c${i}`, value: i })), ["/claims"]],
    ["that isn't one", "groups", ["/claims"]],
  ])("%s", async (_, claims, pointers) => expect(await refused(claims)).toEqual([400, ...pointers]));

  it("that is for another place than its owner has", async () => {
    const rule = [{ claim: "x", value: 1, in: ["access_token"] }];
    expect(await refused(rule, "applications")).toEqual([400, "/claims/0/in"]);
    expect(await refused([{ claim: "x", value: 1, in: ["userinfo"] }], "apis")).toEqual([400, "/claims/0/in"]);
  });
});

describe("branding of an application", () => {
  it("is registered, shown, served and removed", async () => {
    const path = `/applications/${shop.id}`;
    const read = await admin("GET", path);
    const changed = await admin(
      "PATCH",
      path,
      { logo_uri: pngUrl(64), publisher: "Shop Ltd", colors: { light: "#6b2fb3" } },
      etagOf(read),
    );
    expect(changed.status).toBe(200);
    expect(changed.json.logo_uri).toBe(
      `/logos?image=${/image=([^&]*)/.exec(String(changed.json.logo_uri))?.[1]}&client_id=${shop.id}`,
    );
    const image = await world.send(String(changed.json.logo_uri));
    expect(Object.fromEntries(image.headers)).toMatchObject({
      "content-type": "image/png",
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; sandbox",
    });
    // What was shown can be sent back, and changes nothing.
    const again = await admin(
      "PATCH",
      path,
      { logo_uri: changed.json.logo_uri, tos_uri: "https://shop.example/t" },
      etagOf(changed),
    );
    expect([again.status, again.json.logo_uri]).toEqual([200, changed.json.logo_uri]);
    const removed = await admin("PATCH", path, { logo_uri: null, colors: null }, etagOf(again));
    expect(removed.json).not.toHaveProperty("logo_uri");
    expect(removed.json).not.toHaveProperty("colors");
    expect((await world.send(String(changed.json.logo_uri))).status).toBe(404);
  });

  it.each([
    [{ logo_uri: "https://cdn.example/x.png" }, "/logo_uri"],
    [{ logo_uri: "/logos?image=AAAAAAAAAAAAAAAAAAAAAA.png&client_id=demo-web" }, "/logo_uri"],
    [{ colors: { light: "#ffff00" } }, "/colors/light"],
    [{ colors: { light: "#000000", dark: "#111111" } }, "/colors/dark"],
    [{ policy_uri: "javascript:alert(1)" }, "/policy_uri"],
    [{ client_uri: "http://shop.example" }, "/client_uri"],
  ])("refuses %j", async (body, pointer) => {
    const read = await admin("GET", `/applications/${shop.id}`);
    const { status, pointers } = await admin("PATCH", `/applications/${shop.id}`, body, etagOf(read));
    expect([status, ...pointers]).toEqual([400, pointer]);
  });

  it.each([
    "?image=../../etc/passwd",
    "",
    "?image=AAAAAAAAAAAAAAAAAAAAAA.png",
    "?image=AAAAAAAAAAAAAAAAAAAAAA.png&client_id=%00",
  ])("has no logo at %j", async (query) => expect((await world.send(`/logos${query}`)).status).toBe(404));

  it.each(["?light=ffff00&dark=74d3b9", "?light=0d6150", "?light=}*{x:y&dark=74d3b9", ""])(
    "has no colors at %j",
    async (query) => expect((await world.send(`/assets/colors${query}`)).status).toBe(404),
  );
});

it("the OpenAPI document of this server has it all", async () => {
  const { paths } = (await (await world.send("/admin/v1/openapi.json")).json()) as { paths: Record<string, unknown> };
  expect(paths["/claims/preview"]).toMatchObject({ post: { security: [{ oauth: ["candor:applications:read"] }] } });
  expect(ISSUER).toBe("https://id.example");
});
