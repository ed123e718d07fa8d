/** A dry run says which requests would begin and cease to be refused: by what was granted and refused lately, decided again. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Consequences } from "../../src/service/admin/consequences.ts";
import { as } from "../catalogue/reach/world.ts";
import { CHALLENGE } from "../catalogue/samples.ts";
import { encode, openWorld, type World } from "../catalogue/world.ts";
import { type Answer, AUDITOR, type Call, caller, callerAs, etagOf, PORTAL } from "./caller.ts";

const CALLBACK = "https://till.example/callback";
const OTHER = "https://till.example/other";

let world: World;
let call: Call;
let app: Answer;
let id: string;

beforeAll(async () => {
  world = await openWorld({ clients: [AUDITOR, PORTAL] });
  call = await caller(world);
  await call("POST", "/scopes", { name: "till.read", description: "Read the till" });
});
afterAll(() => world.close());

beforeEach(async () => {
  world.clock.now += 60_000;
  call = await caller(world);
  app = await call("POST", "/applications", {
    client_name: "Till",
    redirect_uris: [CALLBACK, OTHER],
    grant_types: ["authorization_code", "refresh_token", "client_credentials"],
    scope: "openid till.read read_profile",
  });
  id = String(app.json.client_id);
});

const credentials = () => as(id, String(app.json.client_secret));
const machine = async (scope: string) =>
  (await world.form("/token", { grant_type: "client_credentials", scope }, credentials())).status;

async function signIn(redirect_uri = CALLBACK, scope = "openid till.read", username = "ada") {
  await world.deps.storage.consents.add(`demo-${username}`, id, scope.split(" "), world.clock.now);
  const form = {
    client_id: id,
    redirect_uri,
    response_type: "code",
    scope,
    code_challenge: CHALLENGE,
    code_challenge_method: "S256",
  };
  const response = await world.send(`/authorize?${encode(form)}`, { headers: await world.signedIn(username) });
  return new URL(response.headers.get("location") ?? "none:").searchParams.get("error") ?? "granted";
}

const tried = async (patch: object | undefined, path = `/applications/${id}`, by = call): Promise<Consequences> => {
  const before = await call("GET", path);
  const method = patch === undefined ? "DELETE" : "PATCH";
  const answer = await by(
    method,
    `${path}?dry_run=true${patch === undefined ? "&force=true" : ""}`,
    patch,
    etagOf(before),
  );
  expect(answer.status, answer.text).toBe(200);
  expect((await call("GET", path)).headers.get("etag")).toBe(before.headers.get("etag"));
  return answer.json.consequences as Consequences;
};
const refusedIn = ({ would_be_refused }: Consequences): readonly string[] =>
  would_be_refused.map(({ client, request, code }) => `${client === id ? "it" : client} ${request} ${code}`).sort();

describe("an application", () => {
  it("without one of its redirect URIs: only what comes back there is refused", async () => {
    expect([await signIn(CALLBACK), await signIn(OTHER)]).toEqual(["granted", "granted"]);
    expect(refusedIn(await tried({ redirect_uris: [CALLBACK] }))).toEqual([
      "it authorization redirect-uri/path-mismatch",
    ]);
    expect(refusedIn(await tried({ redirect_uris: [CALLBACK, OTHER, "https://till.example/third"] }))).toEqual([]);
  });

  it("without one of its scopes: what asked for it is refused", async () => {
    expect([await machine("till.read"), await machine("read_profile")]).toEqual([200, 200]);
    const consequences = await tried({ scope: "openid read_profile" });
    expect(refusedIn(consequences)).toEqual(["it token/client_credentials scope/not-allowed-for-client"]);
    expect(consequences).toMatchObject({ successes_replayed: 2, clients: [id], clients_count: 1 });
    const [one] = consequences.would_be_refused;
    expect(one?.granted_at).toBe(new Date(world.clock.now).toISOString());
  });

  it("without a grant type, disabled, and removed", async () => {
    expect([await machine("till.read"), await signIn()]).toEqual([200, "granted"]);
    expect(refusedIn(await tried({ grant_types: ["authorization_code", "refresh_token"] }))).toEqual([
      "it token/client_credentials client/grant-type-not-allowed",
    ]);
    expect(refusedIn(await tried({ disabled: true }))).toEqual([
      "it authorization client/not-registered",
      "it token/client_credentials client/disabled",
    ]);
    expect(refusedIn(await tried(undefined))).toEqual([
      "it authorization client/not-registered",
      "it token/client_credentials client/unknown",
    ]);
  });

  it("what was refused would be granted, and what is granted by now isn't counted", async () => {
    expect(await machine("write_multipass")).toBe(400);
    const ref = world.journal.at(-1)?.ref ?? "";
    const scope = "openid till.read read_profile write_multipass";
    expect((await tried({ scope })).would_be_granted).toEqual([ref]);
    await call("PATCH", `/applications/${id}`, { scope }, etagOf(app));
    expect((await tried({ client_name: "Till 2" })).would_be_granted).toEqual([]);
  });

  it("what was already refused for another change isn't blamed on this one", async () => {
    expect(await machine("till.read")).toBe(200);
    await call("PATCH", `/applications/${id}`, { scope: "openid read_profile" }, etagOf(app));
    expect(refusedIn(await tried({ disabled: true }))).toEqual([]);
  });

  it("of another owner has no consequences that anybody else sees", async () => {
    const ada = await callerAs(world, "ada");
    const answer = await ada("PATCH", `/applications/${id}?dry_run=true`, { disabled: true }, etagOf(app));
    expect([answer.status, answer.code]).toEqual([404, "admin/not-found"]);
  });
});

describe("a scope", () => {
  it("that is removed: who used it would be refused, with their applications", async () => {
    expect(await machine("till.read")).toBe(200);
    const consequences = await tried({ state: "removed", replacement: "read_profile" }, "/scopes/till.read");
    expect(consequences.clients).toContain(id);
    expect(refusedIn(consequences)).toContain("it token/client_credentials scope/removed");
    expect(refusedIn(await tried({ state: "deprecated" }, "/scopes/till.read"))).toEqual([]);
    expect(refusedIn(await tried({ description: "Read the tills" }, "/scopes/till.read"))).toEqual([]);
  });

  it("that is in use isn't removed, and the rule says so in a dry run too", async () => {
    const before = await call("GET", "/scopes/till.read");
    const answer = await call("DELETE", "/scopes/till.read?dry_run=true", undefined, etagOf(before));
    expect([answer.status, answer.code]).toEqual([409, "admin/in-use"]);
  });

  it("of very many applications is judged by the first ones, and their number is known", async () => {
    await call("POST", "/scopes", { name: "crowd", description: "Many have it" });
    for (let n = 0; n < 60; n++)
      await call("POST", "/applications", {
        client_name: `Crowd ${n}`,
        grant_types: ["client_credentials"],
        scope: "crowd",
      });
    const { clients, clients_count } = await tried({ sensitive: true }, "/scopes/crowd");
    expect([clients.length, clients_count]).toEqual([50, 60]);
  });
});

describe("what users lose", () => {
  const losses = async (patch: object | undefined, path?: string, by?: Call) => {
    const { grants, consent } = await tried(patch, path, by);
    return { ...grants, ...consent };
  };

  it("grants that end, or lose scopes, and who is asked again", async () => {
    for (const username of ["ada", "grace"])
      expect(await signIn(CALLBACK, "openid till.read", username)).toBe("granted");
    expect(await signIn(CALLBACK, "openid", "root")).toBe("granted");
    const live = { live: 3, more: false };
    expect(await losses({ client_name: "Till 2" })).toMatchObject({ ...live, ending: 0, losing: 0, users: 0 });
    expect(await losses({ scope: "openid read_profile" })).toMatchObject({ ...live, ending: 0, losing: 2 });
    expect(await losses({ disabled: true })).toMatchObject({ ...live, ending: 3, losing: 0 });
    expect(await losses(undefined)).toMatchObject({ ...live, ending: 3 });
  });

  it("a scope that is replaced: its users are asked for the other one, and are named only to those who may see users", async () => {
    const name = "till.write";
    await call("POST", "/scopes", { name, description: "Write the till" });
    await call("PATCH", `/applications/${id}`, { scope: `openid ${name}` }, etagOf(app));
    for (const username of ["ada", "grace"]) expect(await signIn(CALLBACK, `openid ${name}`, username)).toBe("granted");
    const patch = { state: "removed", replacement: "till.read" };
    expect(await losses(patch, `/scopes/${name}`)).toEqual({ live: 2, more: false, ending: 0, losing: 2, users: 2 });
    const root = await callerAs(world, "root");
    expect((await losses(patch, `/scopes/${name}`, root)).first?.toSorted()).toEqual(["ada", "grace"]);
    expect(await losses({ state: "deprecated" }, `/scopes/${name}`)).toMatchObject({ losing: 0, users: 0 });
  });
});
