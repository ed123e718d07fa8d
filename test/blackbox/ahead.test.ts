/** HEAD, and what a browser requests before anybody has opened it, change nothing, wherever they go. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Storage } from "../../src/ports/storage.ts";
import { PATHS } from "../../src/protocol/metadata.ts";
import { VERIFIER } from "../catalogue/samples.ts";
import { AUTHORIZE, encode, openWorld, type World } from "../catalogue/world.ts";

const READS = ["find", "findByUsername", "hasOperator", "all"];

let world: World;
/** What was written to the stores since the test began; the journal of refusals is none of them. */
let writes: string[] = [];
let cookie: string;

beforeAll(async () => {
  world = await openWorld({ storage: watched });
  await world.deps.storage.consents.add("demo-ada", "demo-web", AUTHORIZE.scope.split(" "), world.clock.now);
});
afterAll(() => world.close());
beforeEach(async () => {
  ({ cookie = "" } = await world.signedIn("ada"));
  writes = [];
});

function watched(storage: Storage): Storage {
  const stores = Object.entries(storage).map(([name, store]) => {
    if (typeof store !== "object" || name === "refusals") return [name, store];
    const seen = new Proxy(store as Record<string, (...given: unknown[]) => unknown>, {
      get: (target, method: string) => {
        if (!READS.includes(method)) writes.push(`${name}.${method}`);
        return target[method];
      },
    });
    return [name, seen];
  });
  return Object.fromEntries(stores) as Storage;
}

const WITH_EFFECT = [
  ["a code", `${PATHS.authorization}?${encode(AUTHORIZE)}`],
  ["the end of a session", `${PATHS.signOut}?client_id=demo-web&id_token_hint=`],
] as const;

const AHEAD: readonly (readonly [name: string, init: RequestInit])[] = [
  ["HEAD", { method: "HEAD" }],
  ["sec-purpose: prefetch", { headers: { "sec-purpose": "prefetch" } }],
  ["sec-purpose: prerender", { headers: { "sec-purpose": "prerender;x" } }],
  ["purpose: prefetch", { headers: { purpose: "prefetch" } }],
  ["x-purpose: preview", { headers: { "x-purpose": "preview" } }],
  ["x-moz: prefetch", { headers: { "x-moz": "prefetch" } }],
];

const send = (path: string, init: RequestInit = {}) =>
  world.send(path, { ...init, headers: { ...init.headers, cookie, accept: "text/html" } });

async function idToken(): Promise<string> {
  const code = await world.code();
  const fields = { grant_type: "authorization_code", code, redirect_uri: AUTHORIZE.redirect_uri };
  const answer = await world.form(
    "/token",
    { ...fields, code_verifier: VERIFIER },
    { authorization: `Basic ${Buffer.from("demo-web:demo-web-secret").toString("base64")}` },
  );
  return ((await answer.json()) as { id_token: string }).id_token;
}

describe.each(WITH_EFFECT)("a GET whose effect is %s", (_, path) => {
  const target = async () => (path.endsWith("hint=") ? path + (await idToken()) : path);

  it("has it", async () => {
    const at = await target();
    writes = [];
    expect((await send(at)).status).toBeLessThan(400);
    expect(writes).not.toEqual([]);
  });

  it.each(AHEAD)("has none by %s, and has it afterwards", async (how, init) => {
    const at = await target();
    writes = [];
    const answer = await send(at, init);
    expect(writes).toEqual([]);
    expect(answer.status).toBe(400);
    expect(answer.headers.get("location")).toBeNull();
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect(world.journal.at(-1)?.refusal).toEqual({ refused: "request/not-opened", evidence: { sign: how } });
    expect((await send(at)).status).toBeLessThan(400);
    expect(writes).not.toEqual([]);
  });
});

describe("everywhere else", () => {
  const paths = [...Object.values(PATHS), "/", "/errors/scope", "/errors/scope/unknown", "/refusals/000000000000"];
  const demo = [
    "/demo",
    "/demo/sign-in",
    "/demo/callback?state=x&code=y",
    "/demo/walk",
    "/demo/act/refresh",
    "/demo/spa",
  ];

  it.each([...paths, ...demo])("%s changes nothing either", async (path) => {
    for (const [, init] of AHEAD) await send(path, init);
    // The readiness of the database is measured by writing to it.
    expect(writes.filter((write) => !write.startsWith("check"))).toEqual([]);
    const still = await send("/errors", {});
    expect(still.status).toBe(200);
  });
});

it("a response to the demo's application is not used up", async () => {
  const begun = await world.form("/demo/sign-in", {}, { cookie });
  const visitor = begun.headers.getSetCookie()[0]?.split(";", 1)[0] ?? "";
  const state = new URL(begun.headers.get("location") ?? "").searchParams.get("state");
  const callback = `/demo/callback?${encode({ state: state ?? "", error: "access_denied", iss: world.deps.issuer })}`;
  const visit = (init: RequestInit) =>
    world.send(callback, { ...init, headers: { ...init.headers, cookie: visitor, accept: "text/html" } });
  for (const [, init] of AHEAD) expect((await visit(init)).status).toBeGreaterThanOrEqual(400);
  expect((await visit({})).headers.get("location")).toContain("/demo/walk");
});
