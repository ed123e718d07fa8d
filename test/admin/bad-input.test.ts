/** Whatever is sent in a body: it is refused at its place, or accepted; and never a fault of the server. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openapi } from "../../src/admin/openapi.ts";
import { someOf } from "../breadth.ts";
import { ISSUER, openWorld, type World } from "../catalogue/world.ts";
import { type Call, caller } from "./caller.ts";

let world: World;
let call: Call;
beforeAll(async () => {
  world = await openWorld();
});
beforeEach(async () => {
  // Texts that might be guesses at a secret are shown only so often a minute.
  world.clock.now += 60_000;
  call = await caller(world);
});
afterAll(() => world.close());

interface Schema {
  readonly properties: Readonly<Record<string, object>>;
}
const { components } = openapi(ISSUER) as {
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
};

/** What is accepted of each kind. */
const GOOD: Readonly<Record<string, readonly [schema: string, body: Readonly<Record<string, unknown>>]>> = {
  applications: ["NewApplication", { client_name: "Reports", redirect_uris: ["https://reports.example/"] }],
  scopes: ["NewScope", { name: "reports.write", description: "Write reports" }],
  apis: ["NewApi", { resource: "https://reports.example/", name: "Reports" }],
};
const WRONG: readonly unknown[] = [
  null,
  0,
  -1,
  1.5,
  true,
  "",
  " ",
  "\u0000",
  "é\u202e",
  "x".repeat(5_000),
  [],
  [[]],
  [null],
  [""],
  ["x", 1],
  {},
  { a: { b: [] } },
];

const MEMBERS = Object.entries(GOOD).flatMap(([plural, [schema, body]]) =>
  Object.keys(components.schemas[schema]?.properties ?? {}).map((member) => [plural, member, body] as const),
);

it("there are members", () => expect(MEMBERS.length).toBeGreaterThan(35));

it.each(someOf(MEMBERS))("%s: any value of %s", async (plural, member, body) => {
  expect((await call("POST", `/${plural}?dry_run=true`, body)).status).toBe(200);
  let refused = 0;
  for (const value of WRONG) {
    world.clock.now += 20_000;
    const { status, pointers, code } = await call("POST", `/${plural}?dry_run=true`, { ...body, [member]: value });
    expect([member, value, status]).toEqual([member, value, expect.toBeOneOf([200, 400])]);
    if (status === 200) continue;
    refused++;
    expect(code).toBe("admin/field-invalid");
    expect(pointers.map((pointer) => pointer.split("/")[1])).toContain(member);
  }
  expect(refused).toBeGreaterThan(5);
});

it("every fault is named at once, of form and of meaning", async () => {
  const { code, json } = await call("POST", "/applications", {
    client_name: 7,
    redirect_uris: ["https://a.example/", "https://a.example/#x", "http://b.example/"],
    grant_types: ["client_credentials", "magic"],
    scope: "read_profile nothing",
    application_typ: "web",
    code_lifetime: 86_400,
  });
  expect(code).toBe("admin/member-unknown");
  const errors = json.errors as readonly Readonly<Record<"pointer" | "sent" | "expected" | "code", string>>[];
  expect(errors.map(({ pointer }) => pointer).sort()).toEqual(
    ["/application_typ", "/client_name", "/code_lifetime", "/grant_types/1", "/scope"].sort(),
  );
  const at = (pointer: string) => errors.find((error) => error.pointer === pointer);
  expect(at("/application_typ")).toMatchObject({ code: "admin/member-unknown" });
  expect(at("/application_typ")?.expected).toContain("application_type");
  expect(at("/scope")).toMatchObject({ sent: '"nothing"', code: "admin/field-invalid" });
  expect(at("/code_lifetime")).toMatchObject({ sent: "86400", expected: "a whole number from 1 to 600" });
  const uris = await call("POST", "/applications", {
    client_name: "x",
    redirect_uris: ["https://a.example/", "https://a.example/#x", "http://b.example/"],
    scope: "read_profile nothing",
  });
  expect([...uris.pointers].sort()).toEqual(["/redirect_uris/1", "/redirect_uris/2", "/scope"]);
});

describe("nothing can be assigned that only the server sets", () => {
  const app = GOOD.applications?.[1];
  it.each([
    ["client_id", "mine"],
    ["client_secret", "a-secret-of-my-own"],
    ["client_secret_expires_at", 1],
    ["owned_by", "file"],
  ])("%s", async (member, value) => {
    const { code, pointers, text } = await call("POST", "/applications", { ...app, [member]: value });
    expect([code, pointers]).toEqual(["admin/field-invalid", [`/${member}`]]);
    expect(text).not.toContain("a-secret-of-my-own");
  });

  it.each(["secrets", "hash", "id", "version", "ownedBy", "sha256", "constructor", "toString", "__proto__"])(
    "%s",
    async (member) => {
      const { code, pointers } = await call(
        "POST",
        "/applications",
        `${JSON.stringify(app).slice(0, -1)},"${member}":{}}`,
      );
      expect([code, pointers]).toEqual(["admin/member-unknown", [`/${member}`]]);
    },
  );

  it("nor the id of what exists", async () => {
    const scope = await call("POST", "/scopes", { name: "a", description: "A" });
    const etag = { "if-match": scope.headers.get("etag") ?? "" };
    const { code, pointers } = await call("PATCH", "/scopes/a", { name: "b" }, etag);
    expect([code, pointers]).toEqual(["admin/field-invalid", ["/name"]]);
    expect((await call("PATCH", "/scopes/a", { name: null }, etag)).pointers).toEqual(["/name"]);
  });

  it.each(["openid", "groups", "candor:keys", "read_profile"])("nor the scope %s, which exists", async (name) => {
    const { status } = await call("POST", "/scopes", { name, description: "Mine" });
    expect(status).toBeGreaterThanOrEqual(400);
  });

  it("nor a scope of the admin API, or that API", async () => {
    const resource = `${ISSUER}/admin/v1`;
    expect((await call("POST", "/scopes", { name: "mine", description: "Mine", api: resource })).pointers).toEqual([
      "/api",
    ]);
    expect((await call("POST", "/apis", { resource, name: "Mine" })).code).toBe("admin/exists-already");
    const spy = { client_name: "Spy", redirect_uris: ["https://spy.example/"], introspects: [resource] };
    expect((await call("POST", "/applications", spy)).pointers).toEqual(["/introspects/0"]);
  });
});

describe("a body that isn't one JSON object is refused", () => {
  it.each<[what: string, body: string, code: string]>([
    ["empty", " ", "admin/body-malformed"],
    ["a list", "[]", "admin/body-malformed"],
    ["null", "null", "admin/body-malformed"],
    ["a text", '"x"', "admin/body-malformed"],
    ["not JSON", '{"name":', "admin/body-malformed"],
    ["a comment", '{"name":"x"/**/}', "admin/body-malformed"],
    ["a name twice", '{"name":"a","name":"b"}', "admin/body-malformed"],
    ["a name twice, escaped", '{"name":"a","\\u006eame":"b"}', "admin/body-malformed"],
    ["a name twice, within", '{"name":{"a":1,"a":2}}', "admin/body-malformed"],
    ["a deep list", `{"name":${"[".repeat(30_000)}${"]".repeat(30_000)}}`, "admin/field-invalid"],
    ["many members", `{${Array.from({ length: 4_000 }, (_, i) => `"m${i}":1`).join()}}`, "admin/member-unknown"],
    ["too large", JSON.stringify({ name: "x".repeat(1_000_000) }), "request/too-large"],
  ])("%s", async (_, body, code) => {
    const refused = await call("POST", "/scopes", body);
    expect([refused.status < 500, refused.code]).toEqual([true, code]);
    expect(refused.headers.get("content-type")).toBe("application/problem+json; charset=utf-8");
    expect(refused.text.length).toBeLessThan(20_000);
  });

  it("the same name in two objects, or as a value, isn't twice", async () => {
    const body = '{"name":"x","description":"name","sensitive":false,"api":{"name":1},"state":{"name":1}}';
    expect((await call("POST", "/scopes", body)).pointers).toEqual(["/api", "/state"]);
  });

  it.each(["text/plain", "application/x-www-form-urlencoded", "application/merge-patch+json", "multipart/form-data"])(
    "as %s",
    async (type) => {
      const body = JSON.stringify({ name: "typed", description: "x" });
      const refused = await call("POST", "/scopes", body, { "content-type": type });
      expect([refused.status, refused.code, refused.headers.get("accept")]).toEqual([
        415,
        "admin/wrong-content-type",
        "application/json",
      ]);
    },
  );

  it("compressed", async () => {
    const refused = await call("POST", "/scopes", "{}", { "content-encoding": "gzip" });
    expect([refused.status, refused.code]).toEqual([415, "request/content-encoding-unsupported"]);
  });
});

describe("the URL", () => {
  it.each([
    `/scopes?${"x".repeat(5_000)}=1`,
    `/scopes?limit=${"9".repeat(5_000)}`,
    `/scopes?q=${"y ".repeat(2_500).replaceAll(" ", "%20")}`,
  ])("what is too long in it is refused, and can be decided again from the journal", async (path) => {
    const refused = await call("GET", path);
    expect(refused.status).toBe(400);
    await world.deps.journal.flush();
    const entry = await world.deps.journal.find(world.journal.at(-1)?.ref ?? "");
    expect(entry?.refusal.refused).toBe(refused.code);
    expect(entry?.on).toBeDefined();
  });

  it.each([
    ["/scopes?limit=0", "request/parameter-invalid"],
    ["/scopes?limit=201", "request/parameter-invalid"],
    ["/scopes?limit=1e2", "request/parameter-invalid"],
    ["/scopes?limit=1&limit=2", "request/parameter-invalid"],
    ["/scopes?dry_run=true", "admin/parameter-unknown"],
    ["/scopes/openid?x", "admin/parameter-unknown"],
    ["/scopes/%E0%A4%A", "request/http-malformed"],
    ["/scopes/", "admin/not-found"],
    ["/scopes/__proto__", "admin/not-found"],
    ["/applications/constructor", "admin/not-found"],
    [`/apis/${"x".repeat(3_000)}`, "admin/not-found"],
  ])("%s", async (path, code) => {
    const refused = await call("GET", path);
    expect([refused.status < 500, refused.code ?? refused.text]).toEqual([true, expect.stringContaining(code)]);
  });

  it.each(["PUT", "POST", "OPTIONS", "TRACE", "PROPFIND"].filter((method) => method !== "TRACE"))(
    "%s isn't for one scope",
    async (method) => {
      const refused = await call(method, "/scopes/openid");
      expect([refused.status, refused.code, refused.headers.get("allow")]).toEqual([
        405,
        "request/wrong-method",
        "GET, PATCH, DELETE",
      ]);
    },
  );

  it.each(["yes", "1", "TRUE", ""])("dry_run=%s changes nothing", async (value) => {
    const scope = { name: `dry-${value}`, description: "x" };
    expect((await call("POST", `/scopes?dry_run=${value}`, scope)).code).toBe("request/parameter-invalid");
    expect((await call("GET", `/scopes/dry-${value}`)).status).toBe(404);
  });

  it.each(["*", 'W/"1"', "1", '"1", "2"', ""])("If-Match: %s isn't a version", async (ifMatch) => {
    await call("POST", "/scopes", { name: "matched", description: "x" });
    const refused = await call("PATCH", "/scopes/matched", { sensitive: true }, { "if-match": ifMatch });
    expect(refused.code).toMatch(/^admin\/(changed-meanwhile|if-match-absent)$/);
  });
});
