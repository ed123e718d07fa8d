/** A grant type is a folder and one line of the list: it is then supported, refused with reasons, kept, and decided again. */
import { afterAll, beforeAll, expect, it, vi } from "vitest";

import type { Candor } from "../../src/index.ts";
import { basic } from "../catalogue/samples.ts";
import { visit } from "./visit/grant.ts";
import { voucher, voucherWork } from "./voucher/grant.ts";

const ISSUER = "https://candor.example";
const SECRET = "a-secret-of-this-test";
const NAME = "urn:example:voucher";
const VISIT = "urn:example:visit";

let candor: Candor | undefined;
beforeAll(async () => {
  const list = await import("../../src/protocol/grants/list.ts");
  const work = await import("../../src/service/grants/list.ts");
  // Modules are shared with the files that were tested before, and must not be with those that come after.
  vi.resetModules();
  vi.doMock("../../src/protocol/grants/list.ts", () => ({ GRANTS: [...list.GRANTS, voucher, visit] }));
  vi.doMock("../../src/service/grants/list.ts", () => ({ WORK: { ...work.WORK, [NAME]: voucherWork } }));
  const { createCandor } = await import("../../src/index.ts");
  const shop = {
    id: "shop",
    secrets: [{ value: SECRET }],
    scopes: ["orders_read", "orders_write"],
    // Names that the types of the package do not know: they are there only in this test.
    grantTypes: [NAME, VISIT] as unknown as ["client_credentials"],
  };
  candor = await createCandor({
    storage: "memory",
    config: {
      issuer: ISSUER,
      logLevel: "warn",
      trustedProxy: ["127.0.0.1"],
      scopes: ["read", "write"].map((verb) => ({ name: `orders_${verb}`, description: `Can ${verb} orders` })),
      clients: [shop, { ...shop, id: "other", grantTypes: ["client_credentials"] }],
    },
  });
});
afterAll(async () => {
  await candor?.close();
  vi.doUnmock("../../src/protocol/grants/list.ts");
  vi.doUnmock("../../src/service/grants/list.ts");
  vi.resetModules();
});

function served(): Candor {
  if (candor === undefined) throw new Error("It did not start.");
  return candor;
}

async function ask(form: Record<string, string>, id = "shop") {
  const headers = { authorization: basic(`${id}:${SECRET}`) };
  const response = await served().fetch(
    new Request(`${ISSUER}/token`, { method: "POST", headers, body: new URLSearchParams(form) }),
  );
  return (await response.json()) as Record<string, string>;
}

const right = { grant_type: NAME, assertion: "open-sesame-1234", scope: "orders_read" };

it("it is in the metadata", async () => {
  const response = await served().fetch(new Request(`${ISSUER}/.well-known/openid-configuration`));
  expect(((await response.json()) as { grant_types_supported: string[] }).grant_types_supported).toContain(NAME);
});

it("it grants", async () => {
  expect(await ask(right)).toMatchObject({ token_type: "Bearer", scope: "orders_read" });
});

it.each<[code: string, form: Record<string, string>, id?: string]>([
  ["request/parameter-absent", { grant_type: NAME }],
  ["code/unknown", { ...right, assertion: "short" }],
  ["scope/misspelled", { ...right, scope: "orders_raed" }],
  ["client/grant-type-not-allowed", right, "other"],
  ["request/grant-type-unsupported", { ...right, grant_type: "urn:example:vouche" }],
  ["request/parameter-misplaced", right],
  // One that brings nothing has its checks too, after those of the client and before that of the scope.
  ["request/parameter-invalid", { grant_type: VISIT, scope: "orders_write" }],
  ["request/parameter-invalid", { grant_type: VISIT, scope: "orders_wriet" }],
  ["client/grant-type-not-allowed", { grant_type: VISIT, scope: "orders_write" }, "other"],
  ["scope/unknown", { grant_type: VISIT, scope: "photos_read" }],
])("what is wrong with it has a reason: %s", async (code, form, id) => {
  const sent = code === "request/parameter-misplaced" ? "?assertion=open-sesame-1234" : "";
  const headers = { authorization: basic(`${id ?? "shop"}:${SECRET}`) };
  const url = `${ISSUER}/token${sent}`;
  const response = await served().fetch(new Request(url, { method: "POST", headers, body: new URLSearchParams(form) }));
  const { error_uri: uri = "" } = (await response.json()) as Record<string, string>;
  expect(uri).toContain(`/errors/${code}?ref=`);
});

it("its refusal is kept without what was brought, and decided again: the misspelled scope's fix is proved", async () => {
  const { error_uri: uri = "" } = await ask({ ...right, scope: "orders_raed" });
  const ref = new URL(uri).searchParams.get("ref");
  const headers = { authorization: basic(`shop:${SECRET}`), accept: "application/json" };
  const response = await served().fetch(new Request(`${ISSUER}/refusals/${ref}`, { headers }));
  const text = await response.text();
  expect(text).not.toContain(right.assertion);
  const { trace, fixes } = JSON.parse(text) as {
    trace: { asks: string; result: string }[];
    fixes: { outcome: object }[];
  };
  expect(trace).toContainEqual(
    expect.objectContaining({ asks: "Is the voucher long enough to be one?", result: "passed" }),
  );
  expect(fixes[0]?.outcome).toMatchObject({ is: "granted" });
});

it("one that brings nothing grants, and its own check is in the trace", async () => {
  const visited = { grant_type: VISIT, scope: "orders_read" };
  expect(await ask(visited)).toMatchObject({ token_type: "Bearer", scope: "orders_read" });
  const { error_uri: uri = "" } = await ask({ ...visited, scope: "orders_write" });
  const headers = { authorization: basic(`shop:${SECRET}`), accept: "application/json" };
  const ref = new URL(uri).searchParams.get("ref");
  const response = await served().fetch(new Request(`${ISSUER}/refusals/${ref}`, { headers }));
  const { trace } = (await response.json()) as { trace: readonly object[] };
  expect(trace).toContainEqual(
    expect.objectContaining({ asks: "Does the visitor only want to read?", result: "failed" }),
  );
});

it("it is in the documentation", async () => {
  const { features } = await import("../../docs/features.ts");
  expect(features()).toContain(`| \`${NAME}\` |`);
});

it("what was loaded for it is kept by its own record, and a fix may suppose other facts", async () => {
  const { error_uri: uri = "" } = await ask({ ...right, assertion: "never-issued-1234" });
  const headers = { authorization: basic(`shop:${SECRET}`), accept: "application/json" };
  const ref = new URL(uri).searchParams.get("ref");
  const response = await served().fetch(new Request(`${ISSUER}/refusals/${ref}`, { headers }));
  const { code, trace, fixes } = (await response.json()) as Record<string, never> & {
    trace: { asks: string; result: string }[];
    fixes: { outcome: object }[];
  };
  expect(code).toBe("code/unknown");
  expect(trace).toContainEqual(expect.objectContaining({ asks: "Was the voucher issued?", result: "failed" }));
  expect(fixes[0]?.outcome).toMatchObject({ is: "granted", what: "an access token for orders_read" });
});
