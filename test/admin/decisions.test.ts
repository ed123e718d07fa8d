/** What would be decided about a request, by the admin API: the same decision as the endpoint's, and nothing is done. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { as } from "../catalogue/reach/world.ts";
import { encode, ISSUER, openWorld, type World } from "../catalogue/world.ts";
import { AUDITOR, type Call, caller, callerAs, PORTAL } from "./caller.ts";

let world: World;
let admin: Call;
let grace: Call;
beforeAll(async () => {
  world = await openWorld({ clients: [AUDITOR, PORTAL] });
  admin = await caller(world);
  grace = await callerAs(world, "grace");
});
afterAll(() => world.close());

const SERVICE = { client_id: "demo-service", endpoint: "token" };
const WEB = { client_id: "demo-web", endpoint: "authorization" };
const code = { response_type: "code", redirect_uri: `${ISSUER}/demo/callback`, state: "s" };
const pkce = { code_challenge: "x".repeat(43), code_challenge_method: "S256" };

interface Shown {
  readonly granted?: string;
  readonly refusal?: { readonly code: string; readonly page: string; readonly fixes: readonly { says: string }[] };
  readonly trace: readonly {
    readonly result: string;
    readonly cites?: { url: string };
    readonly could_refuse: readonly { code: string }[];
  }[];
}
const decided = async (body: object, call = admin): Promise<Shown> => {
  const { status, json } = await call("POST", "/decisions", body);
  expect(status).toBe(200);
  return json as unknown as Shown;
};

describe("a request", () => {
  it.each<[body: object, comesTo: string]>([
    [{ ...SERVICE, parameters: { grant_type: "client_credentials" } }, "an access token for read_profile"],
    [{ ...SERVICE, parameters: { grant_type: "client_credentials", scope: "write_multipas" } }, "scope/misspelled"],
    [{ ...SERVICE, parameters: {} }, "request/parameter-absent"],
    [{ client_id: "demo-web", endpoint: "token", parameters: { grant_type: "refresh_token" } }, "an access token"],
    [{ ...WEB, parameters: { ...code, ...pkce, scope: "openid" } }, "the user is asked to allow openid"],
    [{ ...WEB, parameters: { ...code, ...pkce, scope: "openid" }, user: "consented" }, "a code for openid"],
    [
      { ...WEB, parameters: { ...code, ...pkce, scope: "openid", prompt: "none" }, user: "nobody" },
      "user/login-required",
    ],
    [{ ...WEB, parameters: { ...code, scope: "openid" } }, "pkce/required"],
    [{ ...WEB, parameters: { ...code, ...pkce, redirect_uri: "https://evil.example/" } }, "redirect-uri/unregistered"],
    [{ ...WEB, parameters: { constructor: "x", "": "y" } }, "request/parameter-absent"],
  ])("%j: %s", async (body, comesTo) => {
    const { granted, refusal, trace } = await decided(body);
    const text = granted ?? refusal?.code ?? "";
    expect(text.startsWith(comesTo) || text).toBe(true);
    const failed = trace.find(({ result }) => result === "failed");
    if (refusal === undefined) expect(failed).toBeUndefined();
    else expect(failed?.could_refuse.map((one) => one.code)).toContain(refusal.code);
    expect(trace.every(({ cites }) => cites !== undefined)).toBe(true);
  });

  it("is decided as the endpoint decides it", async () => {
    for (const scope of [
      "read_profile",
      "reports.read",
      "manage_pass",
      "read_profile,write_multipass",
      "Write_multipass",
    ]) {
      const parameters = { grant_type: "client_credentials", scope };
      const { refusal } = await decided({ ...SERVICE, parameters });
      const sent = await world.send("/token", {
        method: "POST",
        headers: { ...as("demo-service"), "content-type": "application/x-www-form-urlencoded" },
        body: encode(parameters),
      });
      const { error_uri: page } = (await sent.json()) as { error_uri?: string };
      expect(refusal?.page).toBe(page?.split("?", 1)[0]);
    }
  });

  it("isn't kept or counted, and issues nothing", async () => {
    await world.deps.journal.flush();
    const before = [(await world.deps.journal.list({ limit: 100 })).length, await world.deps.storage.lastId()];
    await decided({ ...SERVICE, parameters: { grant_type: "client_credentials", scope: "reports.read" } });
    await decided({ ...WEB, parameters: { ...code, ...pkce, scope: "openid" }, user: "consented" });
    await world.deps.journal.flush();
    expect([(await world.deps.journal.list({ limit: 100 })).length, await world.deps.storage.lastId()]).toEqual(before);
  });
});

describe("whose application it is", () => {
  const ask = (client_id: string) => ({
    client_id,
    endpoint: "token",
    parameters: { grant_type: "client_credentials" },
  });
  it("another's looks as if it didn't exist", async () => {
    expect((await grace("POST", "/decisions", ask("demo-service"))).status).toBe(200);
    const [foreign, nothing] = await Promise.all(
      ["demo-strict", "nothing"].map((id) => grace("POST", "/decisions", ask(id))),
    );
    for (const one of [foreign, nothing]) expect([one?.status, one?.code]).toEqual([404, "admin/not-found"]);
  });

  it("needs a token that may read applications", async () => {
    const scopes = await caller(world, "candor:scopes");
    expect((await scopes("POST", "/decisions", ask("demo-service"))).status).toBe(403);
    const reads = await caller(world, "candor:applications:read", AUDITOR.id);
    expect((await reads("POST", "/decisions", ask("demo-service"))).status).toBe(200);
  });
});

it.each<[body: object, pointers: string[]]>([
  [{}, ["/client_id", "/endpoint", "/parameters"]],
  [{ ...SERVICE, endpoint: "introspection", parameters: {} }, ["/endpoint"]],
  [{ ...SERVICE, parameters: { scope: 1 } }, ["/parameters/scope"]],
  [{ ...SERVICE, parameters: { scope: "x".repeat(4_001) } }, ["/parameters/scope"]],
  [
    { ...SERVICE, parameters: Object.fromEntries([..."x".repeat(51)].map((x, i) => [`${x}${i}`, ""])) },
    ["/parameters"],
  ],
  [{ ...SERVICE, parameters: {}, user: "root" }, ["/user"]],
  [{ ...SERVICE, parameters: {}, secret: "candor" }, ["/secret"]],
])("%j is refused at %s", async (body, pointers) => {
  const { status, pointers: named, text } = await admin("POST", "/decisions", body);
  expect([status, [...named].sort()]).toEqual([400, pointers]);
  expect(text).not.toContain("xxxxxxxxxx");
});
