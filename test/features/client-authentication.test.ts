/** A client authentication method is a file and a line of the list: it is then supported, refused with reasons, kept, and decided again. */
import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";

import type { Candor } from "../../src/index.ts";
import { basic } from "../catalogue/samples.ts";
import { seal, sealed } from "./seal/method.ts";
import { toyHeader } from "./toy-header/method.ts";

const ISSUER = "https://candor.example";
const SECRET = "a-secret-of-this-test";
const LIST = "../../src/protocol/client-authentication/list.ts";

let candor: Candor | undefined;
beforeAll(async () => {
  const { METHODS } = await vi.importActual<typeof import("../../src/protocol/client-authentication/list.ts")>(LIST);
  // Modules are shared with the files that were tested before, and must not be with those that come after.
  vi.resetModules();
  // The toy has the parameter of assertions.
  const others = METHODS.filter(({ name }) => !name.endsWith("_jwt"));
  vi.doMock("../../src/protocol/client-authentication/list.ts", () => ({ METHODS: [...others, toyHeader, seal] }));
  vi.doMock("../../src/service/client-authentication/list.ts", () => ({ VERIFICATIONS: { seal: sealed } }));
  const { createCandor } = await import("../../src/index.ts");
  const shop = {
    id: "shop",
    secrets: [{ value: SECRET }],
    scopes: ["orders_read"],
    grantTypes: ["client_credentials" as const],
    // A name that the types of the package do not know: it is there only in this test.
    authMethods: ["toy_header" as "none"],
  };
  candor = await createCandor({
    storage: "memory",
    config: {
      issuer: ISSUER,
      logLevel: "warn",
      trustedProxy: ["127.0.0.1"],
      scopes: [{ name: "orders_read", description: "Read orders" }],
      clients: [
        shop,
        { ...shop, id: "other", authMethods: ["client_secret_basic"] },
        { ...shop, id: "sealed", secrets: [], authMethods: ["seal" as "none"] },
      ],
    },
  });
});
afterAll(async () => {
  await candor?.close();
  vi.doUnmock("../../src/protocol/client-authentication/list.ts");
  vi.doUnmock("../../src/service/client-authentication/list.ts");
  vi.resetModules();
});

function served(): Candor {
  if (candor === undefined) throw new Error("It did not start.");
  return candor;
}

const send = (headers: Record<string, string>, form: Record<string, string>, path = "/token") =>
  served().fetch(new Request(`${ISSUER}${path}`, { method: "POST", headers, body: new URLSearchParams(form) }));

const right = { grant_type: "client_credentials", client_id: "shop", scope: "orders_read" };
const KEY = { "x-toy-key": SECRET };

/** The status of a token request over a socket, with lines of the header as they are. */
async function statusAt(port: string, keys: string[]): Promise<number | undefined> {
  const raw = {
    "content-type": "application/x-www-form-urlencoded",
    "x-forwarded-proto": "https",
    host: "candor.example",
  };
  const sent = request({
    host: "127.0.0.1",
    port,
    path: "/token",
    method: "POST",
    headers: { ...raw, "x-toy-key": keys },
  });
  sent.end(String(new URLSearchParams(right)));
  const [response] = (await once(sent, "response")) as [IncomingMessage];
  response.resume();
  return response.statusCode;
}

/** The refusal behind the response, as its client reads it with its own method. */
async function refusalOf(response: Response): Promise<string> {
  const { error_uri: uri = "" } = (await response.json()) as Record<string, string>;
  const ref = new URL(uri).searchParams.get("ref");
  return (await send({ ...KEY, accept: "application/json" }, { client_id: "shop" }, `/refusals/${ref}`)).text();
}

it("it is in the metadata, for each endpoint that clients authenticate at", async () => {
  const response = await served().fetch(new Request(`${ISSUER}/.well-known/openid-configuration`));
  const metadata = (await response.json()) as Record<string, string[]>;
  for (const endpoint of ["token", "revocation", "introspection"])
    expect(metadata[`${endpoint}_endpoint_auth_methods_supported`]).toContain("toy_header");
});

describe("it authenticates", () => {
  it("at the token endpoint", async () => {
    expect(await (await send(KEY, right)).json()).toMatchObject({ token_type: "Bearer", scope: "orders_read" });
  });

  it("at the introspection endpoint", async () => {
    const response = await send(KEY, { client_id: "shop", token: "unknown" }, "/introspect");
    expect(await response.json()).toEqual({ active: false });
  });
});

describe("what is wrong with it has a reason", () => {
  it.each<[code: string, headers: Record<string, string>, form: Record<string, string>]>([
    // From outside, a wrong secret and an unknown client are the same.
    ["client-auth/failed", { "x-toy-key": "another-secret" }, right],
    ["client-auth/failed", KEY, { ...right, client_id: "nobody" }],
    ["client-auth/malformed", { "x-toy-key": "short" }, right],
    ["client-auth/repeated", { ...KEY, authorization: basic(`shop:${SECRET}`) }, right],
    ["client-auth/repeated", KEY, { ...right, client_secret: SECRET }],
    ["client-auth/method-mismatch", KEY, { ...right, client_id: "other" }],
    ["client-auth/method-mismatch", { authorization: basic(`shop:${SECRET}`) }, right],
    ["client-auth/secret-absent", {}, right],
    // What has no client_id isn't a failed guess.
    ["request/parameter-absent", KEY, { grant_type: "client_credentials" }],
    ["request/parameter-absent", KEY, { grant_type: "client_credentials", clientId: "shop" }],
    ["client-auth/repeated", KEY, { ...right, client_assertion: "pohs" }],
  ])("%s: %j %j", async (code, headers, form) => {
    const { error_uri: uri } = (await (await send(headers, form)).json()) as Record<string, string>;
    expect(uri).toContain(`/errors/${code}?ref=`);
  });
});

it("its header is sent once: two are never joined to one credential, and are no failed guess", async () => {
  const { port } = new URL(await served().listen({ host: "127.0.0.1", port: 0 }));
  expect(await statusAt(port, [SECRET])).toBe(200);
  expect(await statusAt(port, [SECRET, SECRET])).toBe(400);
  const { ambiguityOf } = await import("../../src/http/ambiguous.ts");
  const rawHeaders = ["Host", "candor.example", "X-Toy-Key", SECRET, "x-toy-key", SECRET];
  const raw = { rawHeaders, headers: { host: "candor.example" }, httpVersionMajor: 1, httpVersion: "1.1" };
  expect(ambiguityOf(raw as never)).toBe("the X-Toy-Key header is repeated");
});

describe("its refusal is kept and decided again", () => {
  it("without the secret, with its own check in the trace, and with the misspelled scope's fix proved", async () => {
    const text = await refusalOf(await send(KEY, { ...right, scope: "orders_raed" }));
    expect(text).not.toContain(SECRET);
    const { trace, fixes, request } = JSON.parse(text);
    expect(trace).toContainEqual(
      expect.objectContaining({ asks: "Is the key long enough to be one?", result: "passed" }),
    );
    expect(trace).toContainEqual(expect.objectContaining({ asks: "Is its secret right?", result: "passed" }));
    expect(fixes[0]?.outcome).toMatchObject({ is: "granted" });
    expect(request.parts).toContainEqual(
      expect.objectContaining({ in: "header", name: "x-toy-key", length: SECRET.length }),
    );
  });

  it("a wrong secret's fix is to send the right one by this method", async () => {
    const { code, fixes, request } = JSON.parse(await refusalOf(await send({ "x-toy-key": "another-secret" }, right)));
    expect(code).toBe("client-auth/secret-wrong");
    // Where it was sent.
    const marks = [expect.objectContaining({ note: "matches none of the client's secrets" })];
    expect(request.parts).toContainEqual(
      expect.objectContaining({ in: "header", name: "x-toy-key", length: 14, marks }),
    );
    expect(fixes[0]?.outcome).toMatchObject({ is: "granted" });
  });

  it.each<[headers: Record<string, string>, form: Record<string, string>, once: string, again: string]>([
    [{ authorization: basic(`shop:${SECRET}`) }, {}, "Authorization", "x-toy-key"],
    [{}, { client_secret: SECRET }, "x-toy-key", "client_secret"],
    [{}, { client_assertion: "pohs" }, "x-toy-key", "client_assertion"],
  ])("two methods at once are marked where each has its credential: %j %j", async (headers, form, once, again) => {
    const { code, request } = JSON.parse(await refusalOf(await send({ ...KEY, ...headers }, { ...right, ...form })));
    expect(code).toBe("client-auth/repeated");
    const parts = request.parts as { name: string; marks: { note: string }[] }[];
    const marked = parts.flatMap(({ name, marks }) => marks.map(({ note }) => [name, note]));
    expect(marked).toEqual([
      [once, "once here"],
      [again, "and again here"],
    ]);
    expect(request.marks).toEqual([]);
  });

  it("a fix names the client's registered method", async () => {
    const { fixes } = JSON.parse(await refusalOf(await send({ authorization: basic(`shop:${SECRET}`) }, right)));
    expect(fixes[0]).toMatchObject({ says: "Authenticate with toy_header.", outcome: { is: "granted" } });
  });

  it("the operator may allow the method that was used", async () => {
    const { error_uri: uri = "" } = await (await send(KEY, { ...right, client_id: "other" })).json();
    const ref = new URL(uri).searchParams.get("ref");
    const headers = { authorization: basic(`other:${SECRET}`), accept: "application/json" };
    const { fixes } = await (await send(headers, {}, `/refusals/${ref}`)).json();
    expect(fixes).toContainEqual(
      expect.objectContaining({
        changes: [{ change: "add_to_client", member: "authMethods", values: ["toy_header"] }],
        outcome: expect.objectContaining({ is: "granted" }),
      }),
    );
  });

  it("its secret is covered wherever else it was sent", async () => {
    const text = await refusalOf(await send(KEY, { ...right, scope: `orders_read ${SECRET}` }));
    expect(text).toContain("scope/");
    expect(text).not.toContain(SECRET);
  });
});

it("its header is among the places that secrets are planted in", async () => {
  const { PLANTS } = await import("../properties/planted-places.ts");
  const { PLACES } = await import("../properties/secret-places.ts");
  expect(PLANTS.map(([, place]) => place)).toContain("header x-toy-key");
  expect(Object.keys(PLACES)).toEqual(expect.arrayContaining(["header x-toy-key", "parameter client_secret"]));
});

it("it is in the documentation", async () => {
  const { features } = await import("../../docs/features.ts");
  expect(features()).toContain(`| \`toy_header\` |`);
  const { configuration } = await import("../../docs/configuration.ts");
  expect(configuration()).toContain(`\`toy_header\`: ${toyHeader.sends}`);
});

describe("one that verifies something else, and waits for it", () => {
  const by = { ...right, client_id: "sealed", client_assertion: "delaes" };

  it("authenticates", async () => {
    expect(await (await send({}, by)).json()).toMatchObject({ token_type: "Bearer", scope: "orders_read" });
  });

  it("has a reason of its own", async () => {
    const { error_uri: uri } = (await (await send({}, { ...by, client_assertion: "sealed" })).json()) as {
      error_uri: string;
    };
    expect(uri).toContain("/errors/request/parameter-invalid?ref=");
  });

  it("is what a fix sends", async () => {
    const { error_uri: uri = "" } = (await (
      await send({}, { ...by, client_assertion: "", scope: "orders_raed" })
    ).json()) as {
      error_uri?: string;
    };
    expect(uri).toContain("/errors/client-auth/secret-absent?ref=");
    const ref = new URL(uri).searchParams.get("ref");
    const { client_id, client_assertion } = by;
    const headers = { accept: "application/json" };
    const kept = await (await send(headers, { client_id, client_assertion }, `/refusals/${ref}`)).json();
    expect(JSON.stringify(kept.fixes[0].outcome)).toContain("scope/misspelled");
  });
});
