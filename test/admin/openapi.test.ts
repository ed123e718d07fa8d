/** The OpenAPI document says what the server does: no route, member or response is missing in it. */
import { Validator } from "@seriousme/openapi-schema-validator";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openapi } from "../../src/admin/openapi.ts";
import { CLIENT } from "../../src/protocol/client-record.ts";
import { ISSUER, openWorld, type World } from "../catalogue/world.ts";
import { type Call, caller, callerWith, etagOf } from "./caller.ts";

let world: World;
let call: Call;
beforeAll(async () => {
  world = await openWorld();
  call = await caller(world);
});
afterAll(() => world.close());

interface Schema {
  readonly properties: Readonly<Record<string, { readonly description?: string }>>;
  readonly required?: readonly string[];
}
interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, object>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}
const document = openapi(ISSUER) as Document;
const { schemas } = document.components;

it("is published, also to those without a token", async () => {
  const { json, headers } = await callerWith(world, undefined)("GET", "/openapi.json");
  expect(json).toEqual(JSON.parse(JSON.stringify(document)));
  expect([json.openapi, headers.get("content-type")]).toEqual(["3.1.0", "application/json; charset=utf-8"]);
});

it("is valid OpenAPI 3.1, says a validator of others", async () => {
  const validator = new Validator();
  const { valid, errors } = await validator.validate(JSON.parse(JSON.stringify(document)));
  expect([valid, errors, validator.version]).toEqual([true, undefined, "3.1"]);
  const broken = { ...document, paths: { "/x": { get: { responses: { 200: {} } } } } };
  expect((await new Validator().validate(JSON.parse(JSON.stringify(broken)))).valid).toBe(false);
});

it("names each operation once, and each parameter of a path", () => {
  const all = Object.entries(document.paths).flatMap(([path, { parameters = [], ...operations }]) =>
    Object.values(operations).map((operation) => ({ path, parameters, operation })),
  ) as { path: string; parameters: { name: string; in: string }[]; operation: { operationId: string } }[];
  expect(new Set(all.map(({ operation }) => operation.operationId)).size).toBe(all.length);
  for (const { path, parameters } of all)
    expect(parameters.filter((one) => one.in === "path").map(({ name }) => `{${name}}`)).toEqual(
      path.match(/\{\w+\}/g) ?? [],
    );
});

it("refers only to what it defines", () => {
  const refs = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(
    ([, name = ""]) => name,
  );
  expect(refs.length).toBeGreaterThan(20);
  expect(refs.filter((name) => !(name in schemas))).toEqual([]);
});

it.each(["NewApplication", "NewScope", "NewApi"])("describes each member of %s", (name) => {
  for (const [member, { description }] of Object.entries(schemas[name]?.properties ?? {}))
    expect([member, description]).toEqual([member, expect.stringMatching(/\S.*\.$/s)]);
});

it("each path accepts the methods that it has in the document", async () => {
  for (const [path, methods] of Object.entries(document.paths)) {
    const { headers } = await call("PUT", path.replace("{id}", "x"));
    const listed = Object.keys(methods).filter((method) => method !== "parameters");
    expect([path, headers.get("allow")]).toEqual([path, listed.map((method) => method.toUpperCase()).join(", ")]);
  }
});

describe.each([
  ["Application", "applications", { client_name: "x", redirect_uris: ["https://x.example/"], owner: "grace" }],
  ["Scope", "scopes", { name: "x", description: "x", api: `${ISSUER}/api`, state: "deprecated", sunset: "2030-01-01" }],
  ["Api", "apis", { resource: "https://x.example/", name: "x" }],
])("%s", (name, plural, body) => {
  it("what is shown has only members of the document, and all that are required", async () => {
    const { properties, required = [] } = schemas[name] ?? expect.fail("It has no schema.");
    const created = await call("POST", `/${plural}`, body);
    const path = new URL(created.headers.get("location") ?? "").pathname.slice("/admin/v1".length);
    const list = await call("GET", `/${plural}?limit=200`);
    const changed = await call("PATCH", path, {}, etagOf(created));
    const items = list.json.items as readonly Readonly<Record<string, unknown>>[];
    for (const shown of [created.json, changed.json, (await call("GET", path)).json, ...items]) {
      expect(Object.keys(shown).filter((member) => !(member in properties))).toEqual([]);
      expect(required.filter((member) => !(member in shown))).toEqual([]);
    }
  });
});

it("everything that decisions know of a client is a member", async () => {
  const client = (await world.deps.registry.client("demo-web"))?.client ?? expect.fail("There is no demo-web.");
  const settings = Object.keys(CLIENT.write(client, () => "") as object);
  const { json } = await call("GET", "/applications/demo-web");
  // The id and the name have names of RFC 7591, and a single method is there under both names.
  expect(Object.keys(json).length).toBe(settings.length + ["owned_by", "token_endpoint_auth_method"].length);
});
