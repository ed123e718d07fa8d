/**
 * Every operation that reads is called, with an id that exists and with one that doesn't: its real responses are those of the OpenAPI
 * document. `caller.ts` holds every response of every test against it; changes are all made in `audited.test.ts`.
 */
import { afterAll, beforeAll, expect, it } from "vitest";
import { asService, openWorld, type World } from "../catalogue/world.ts";
import { type Call, caller, callerAs, PORTAL } from "./caller.ts";
import { document, faultsOf } from "./conforming.ts";

let world: World;
let call: Call;
let ids: Readonly<Record<string, string>>;
beforeAll(async () => {
  world = await openWorld({ clients: [PORTAL] });
  const scopes = "candor:applications candor:scopes candor:users candor:keys candor:refusals candor:audit";
  call = await caller(world, scopes);
  await callerAs(world, "ada");
  const refused = await world.form("/token", { grant_type: "client_credentials", scope: "read_profil" }, asService);
  const ref = new URL(((await refused.json()) as { error_uri: string }).error_uri).searchParams.get("ref") ?? "";
  await call("POST", "/teams", { name: "crew" });
  const app = await call("POST", "/applications", { client_name: "A", grant_types: ["client_credentials"] });
  const request = { application: app.json.client_id, scope: "reports.read", reason: "Reports." };
  const asked = await call("POST", "/requests", request);
  const firstId = async (path: string): Promise<string> => {
    const [first] = (await call("GET", path)).json.items as readonly { readonly id: string }[];
    return first?.id ?? expect.fail(`${path} is empty.`);
  };
  await call("POST", "/invitations", { role: "user" });
  const issuer = "https://issuer.example";
  await call("POST", "/trusted-issuers", {
    ...{ issuer, jwks_uri: `${issuer}/jwks`, clients: ["demo-service"], scopes: ["read_profile"] },
  });
  ids = {
    ...{ applications: String(app.json.client_id), scopes: "read_profile", teams: "crew" },
    ...{ users: "demo-ada", refusals: ref, requests: String(asked.json.id) },
    apis: String(((await call("GET", "/apis")).json.items as { resource: string }[])[0]?.resource),
    ...{ grants: await firstId("/grants"), keys: await firstId("/keys") },
    ...{ audit: "1", "trusted-issuers": issuer },
  };
  await world.deps.journal.flush();
});
afterAll(() => world.close());

const reads = Object.entries(document.paths).flatMap(([path, methods]) => ("get" in methods ? [path] : []));
/** Parameters that a path needs. */
const NEEDED: Readonly<Record<string, string>> = { "/claims/preview": "?user=demo-ada&application=demo-web" };

it.each(reads.filter((path) => !path.includes("{")))("GET %s", async (path) => {
  expect((await call("GET", path + (NEEDED[path] ?? ""))).status).toBe(200);
  expect((await call("GET", `${path}?no-such-parameter=1`)).status).toBe(400);
});

it.each(reads.filter((path) => path.includes("{")))("GET %s", async (path) => {
  const id = ids[path.split("/")[1] ?? ""] ?? "none";
  const at = (one: string) => path.replaceAll(/\{\w+\}/g, encodeURIComponent(one));
  const { status } = await call("GET", at(id));
  expect([id, status]).toEqual([id, 200]);
  expect((await call("GET", at("no such id"))).status).toBeLessThan(500);
});

it("a response that isn't as described is found", () => {
  const headers = new Headers({ "content-type": "application/json", etag: '"1"' });
  const wrong = (text: string, status = 200) => faultsOf("GET", "/scopes/x", status, headers, text).length > 0;
  expect(wrong('{"name":1}')).toBe(true);
  expect(wrong("{}", 202)).toBe(true);
  expect(wrong('{"type":"x"}', 404)).toBe(true);
});
