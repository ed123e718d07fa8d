/** A sender constraint is a file and a line of the lists: tokens are then bound to a key, and useless without it. */
import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";

import type { Candor } from "../../src/index.ts";
import { basic } from "../catalogue/samples.ts";
import { stamp, stampWork } from "./stamp/constraint.ts";

const ISSUER = "https://candor.example";
const SECRET = "a-secret-of-this-test";
const STAMP = "a-stamp-of-this-test";
const cnf = { "x5t#S256": createHash("sha256").update(STAMP).digest("base64url") };

let candor: Candor | undefined;
beforeAll(async () => {
  // Modules are shared with the files that were tested before, and must not be with those that come after.
  vi.resetModules();
  vi.doMock("../../src/protocol/sender-constraints/list.ts", () => ({ CONSTRAINTS: [stamp] }));
  vi.doMock("../../src/service/sender-constraints/list.ts", () => ({ PROOF_WORK: { stamp: stampWork } }));
  const { createCandor } = await import("../../src/index.ts");
  candor = await createCandor({
    storage: "memory",
    config: {
      issuer: ISSUER,
      logLevel: "warn",
      trustedProxy: ["127.0.0.1"],
      apis: [{ resource: "https://api.example", name: "Orders", tokens: "opaque" }],
      scopes: [{ name: "orders_read", description: "Read orders", api: "https://api.example" }],
      clients: [
        {
          id: "shop",
          secrets: [{ value: SECRET }],
          scopes: ["orders_read"],
          grantTypes: ["client_credentials"],
          introspects: ["https://api.example"],
        },
      ],
    },
  });
});
afterAll(async () => {
  await candor?.close();
  vi.doUnmock("../../src/protocol/sender-constraints/list.ts");
  vi.doUnmock("../../src/service/sender-constraints/list.ts");
  vi.resetModules();
});

function served(): Candor {
  if (candor === undefined) throw new Error("It did not start.");
  return candor;
}

const CLIENT = { authorization: basic(`shop:${SECRET}`) };

const post = (path: string, headers: Record<string, string>, form: Record<string, string>) =>
  served().fetch(new Request(`${ISSUER}${path}`, { method: "POST", headers, body: new URLSearchParams(form) }));

const ask = (headers: Record<string, string>, form: Record<string, string> = {}) =>
  post("/token", { ...CLIENT, ...headers }, { grant_type: "client_credentials", scope: "orders_read", ...form });

async function bound(headers: Record<string, string> = { "x-stamp": STAMP }): Promise<string> {
  const { access_token: token = "" } = (await (await ask(headers)).json()) as Record<string, string>;
  return token;
}

async function introspected(token: string): Promise<Record<string, unknown>> {
  return (await (await post("/introspect", CLIENT, { token })).json()) as Record<string, unknown>;
}

/** The code of the refusal, and what is kept of it. */
async function refused(response: Response): Promise<{ code: string; kept: string }> {
  const { error_uri: uri = "" } = (await response.json()) as Record<string, string>;
  const { pathname, searchParams } = new URL(uri);
  const kept = await served().fetch(
    new Request(`${ISSUER}/refusals/${searchParams.get("ref")}`, {
      headers: { ...CLIENT, accept: "application/json" },
    }),
  );
  return { code: pathname.replace("/errors/", ""), kept: await kept.text() };
}

it("it is in the metadata", async () => {
  const response = await served().fetch(new Request(`${ISSUER}/.well-known/openid-configuration`));
  expect(await response.json()).toMatchObject({ stamp_bound_access_tokens: true });
});

it("what a request with a proof gets is bound to its key, and introspection says so", async () => {
  expect(await introspected(await bound())).toMatchObject({ active: true, cnf, token_type: "Bearer" });
  expect(await introspected(await bound({}))).not.toHaveProperty("cnf");
});

describe("a call with a bound token", () => {
  const call = async (headers: Record<string, string>) =>
    served().fetch(
      new Request(`${ISSUER}/userinfo`, { headers: { authorization: `Bearer ${await bound()}`, ...headers } }),
    );

  it.each([
    ["without proof", {}, "token/key-unproved"],
    ["with that of another key", { "x-stamp": "another-stamp-of-this-test" }, "token/key-unproved"],
    ["with an invalid one", { "x-stamp": "short" }, "request/parameter-invalid"],
    // The proof is accepted. What is refused then has another cause.
    ["with its own", { "x-stamp": STAMP }, "token/no-openid"],
  ])("%s: %s", async (_, headers, code) => {
    expect((await refused(await call(headers))).code).toBe(code);
  });
});

describe("a token request", () => {
  it("with an invalid proof is refused for that", async () => {
    const { code, kept } = await refused(await ask({ "x-stamp": "short" }));
    expect(code).toBe("request/parameter-invalid");
    expect(JSON.parse(kept).trace).toContainEqual(
      expect.objectContaining({ asks: "Is the proof of the client's key valid, if there is one?", result: "failed" }),
    );
  });

  it.each([
    ["another scope", { scope: "orders_raed" }],
    ["what is refused before its proof is read", { grant_type: "client_credential" }],
  ])("its refusal is kept without the proof, and decided again: %s", async (_, form) => {
    const { kept } = await refused(await ask({ "x-stamp": STAMP }, form));
    expect(kept).not.toContain(STAMP);
    const { fixes, request } = JSON.parse(kept);
    expect(request.parts).toContainEqual(expect.objectContaining({ name: "x-stamp", length: STAMP.length }));
    expect(fixes[0].outcome).toMatchObject({ is: "granted" });
  });
});

it("it is in the documentation", async () => {
  const { features } = await import("../../docs/features.ts");
  expect(features()).toContain(`| \`stamp\` |`);
});
