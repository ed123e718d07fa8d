/** Trusted issuers by the admin API and in the console: added, in force for the next request, changed, removed, audited, and only an operator's. */
import { generateKeyPairSync } from "node:crypto";
import { SignJWT } from "jose";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Call, caller } from "../admin/caller.ts";
import { basic } from "../catalogue/samples.ts";
import { encode, ISSUER, openWorld, type World } from "../catalogue/world.ts";
import { Visitor } from "./visitor.ts";

const GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
const IDP = "https://idp.example";
const IN_FILE = "https://file.example";
const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const jwks = { keys: [{ ...publicKey.export({ format: "jwk" }), kid: "one", alg: "ES256" }] };
const AT = `/trusted-issuers/${encodeURIComponent(IDP)}`;

let world: World;
let call: Call;
let root: Visitor;
beforeEach(async () => {
  world = await openWorld({
    config: { trustedIssuers: [{ issuer: IN_FILE, jwks, clients: ["shop"], scopes: ["read_profile"] }] },
    clients: [{ id: "shop", secrets: [{ value: "secret-of-shop" }], grantTypes: [GRANT], scopes: ["read_profile"] }],
  });
  call = await caller(world, "candor:keys");
  root = await Visitor.signedIn(world, "root");
});
afterEach(() => world.close());

const members = { issuer: IDP, jwks, clients: ["shop"], scopes: ["read_profile"] };

/** Exchanges an assertion of the issuer: the status and the error. */
async function exchanged(issuer = IDP): Promise<string> {
  const now = Math.floor(world.deps.clock() / 1000);
  const assertion = await new SignJWT({ jti: `${Math.random()}` })
    .setProtectedHeader({ alg: "ES256", kid: "one" })
    .setIssuer(issuer)
    .setSubject("kim")
    .setAudience(ISSUER)
    .setIssuedAt(now)
    .setExpirationTime(now + 60)
    .sign(privateKey);
  const response = await world.send("/token", {
    method: "POST",
    headers: { authorization: basic("shop:secret-of-shop"), "content-type": "application/x-www-form-urlencoded" },
    body: encode({ grant_type: GRANT, assertion }),
  });
  const { error = "none" } = (await response.json()) as { readonly error?: string };
  return `${response.status} ${error}`;
}

describe("the admin API", () => {
  it("adds one, which is in force for the next request, changes and removes it, and the log has each", async () => {
    expect(await exchanged()).toBe("400 invalid_grant");
    const added = await call("POST", "/trusted-issuers", members);
    expect([added.status, added.json]).toEqual([201, { ...members, identity_assertions: false, subjects: "own" }]);
    expect(await exchanged()).toBe("200 none");
    const etag = added.headers.get("etag") ?? "";
    const changed = await call("PATCH", AT, { identity_assertions: true }, { "if-match": etag });
    expect([changed.status, changed.json.identity_assertions]).toEqual([200, true]);
    expect(await exchanged()).toBe("400 invalid_grant");
    const removed = await call("DELETE", AT, undefined, { "if-match": changed.headers.get("etag") ?? "" });
    expect(removed.status).toBe(204);
    expect((await call("GET", AT)).status).toBe(404);
    const entries = await world.deps.storage.audit.list({ kind: "trusted-issuer", limit: 9 });
    expect(entries.map(({ action }) => action)).toEqual(
      ["remove", "change", "add"].map((act) => `trusted-issuer/${act}`),
    );
  });

  it("lists those of the file too, which are changed only there", async () => {
    await call("POST", "/trusted-issuers", members);
    const { items } = (await call("GET", "/trusted-issuers")).json as { items: Record<string, unknown>[] };
    expect(items.map(({ issuer, owned_by }) => [issuer, owned_by])).toEqual([
      [IN_FILE, "file"],
      [IDP, undefined],
    ]);
    const at = `/trusted-issuers/${encodeURIComponent(IN_FILE)}`;
    expect((await call("PATCH", at, { subjects: "users" }, { "if-match": '"1"' })).code).toBe("admin/owned-by-file");
    expect((await call("POST", "/trusted-issuers", { ...members, issuer: IN_FILE })).code).toBe("admin/exists-already");
    expect(await exchanged(IN_FILE)).toBe("200 none");
  });

  it.each<[string, object, readonly string[]]>([
    ["no keys", { jwks: undefined }, ["/jwks"]],
    ["two places of keys", { jwks_uri: "https://idp.example/jwks" }, ["/jwks_uri"]],
    ["keys by plain http", { jwks: undefined, jwks_uri: "http://idp.example/jwks" }, ["/jwks_uri"]],
    ["a private key", { jwks: { keys: [privateKey.export({ format: "jwk" })] } }, ["/jwks/keys/0"]],
    ["a client that isn't there", { clients: ["shop", "shob"] }, ["/clients/1"]],
    ["a scope that isn't there", { scopes: ["read_profil"] }, ["/scopes/0"]],
    ["nobody who may send them", { clients: [] }, ["/clients"]],
    ["another choice of users", { subjects: "all" }, ["/subjects"]],
  ])("refuses %s", async (_, wrong, pointers) => {
    const refused = await call("POST", "/trusted-issuers", { ...members, ...wrong });
    expect([refused.status, refused.code, refused.pointers]).toEqual([400, "admin/field-invalid", pointers]);
  });

  it("accepts the URL of a client's document among clients", async () => {
    const added = await call("POST", "/trusted-issuers", {
      ...members,
      clients: ["shop", "https://agent.example/client"],
    });
    expect(added.status).toBe(201);
  });

  it("lists identity assertions in the metadata as soon as an issuer may send them", async () => {
    const profiles = async () =>
      ((await (await world.send("/.well-known/oauth-authorization-server")).json()) as Record<string, unknown>)
        .authorization_grant_profiles_supported;
    expect(await profiles()).toBeUndefined();
    await call("POST", "/trusted-issuers", { ...members, identity_assertions: true });
    expect(await profiles()).toEqual(["urn:ietf:params:oauth:grant-profile:id-jag"]);
  });

  it("isn't for those who may change applications only", async () => {
    const other = await caller(world, "candor:applications candor:scopes");
    expect((await other("GET", "/trusted-issuers")).status).toBe(403);
    expect((await other("POST", "/trusted-issuers", members)).status).toBe(403);
  });
});

describe("the console", () => {
  const typed = { issuer: IDP, jwks: JSON.stringify(jwks), clients: "shop", scopes: "read_profile", subjects: "own" };

  it("adds, reviews a change and removes", async () => {
    expect((await root.get("/trusted-issuers")).text).toContain("In a file");
    const added = await root.post("/trusted-issuers/new", typed);
    expect(added.text).toContain("The issuer is trusted from the next request on.");
    expect(await exchanged()).toBe("200 none");
    const etag = /name="etag" value="([^"]*)"/.exec(added.text)?.[1]?.replaceAll("&quot;", '"') ?? "";
    const others = { ...typed, subjects: "users", etag };
    const review = await root.post(AT, { ...others, step: "preview" });
    expect(review.text).toContain("subjects");
    expect((await call("GET", AT)).json.subjects).toBe("own");
    expect((await root.post(AT, { ...others, step: "save" })).text).toContain("The change is in force.");
    expect((await call("GET", AT)).json.subjects).toBe("users");
    const removal = await root.get(`${AT}/remove`);
    const version = /name="etag" value="([^"]*)"/.exec(removal.text)?.[1]?.replaceAll("&quot;", '"') ?? "";
    expect((await root.post(`${AT}/remove`, { etag: version })).text).toContain("trusted any more");
  });

  it("is named on the page of each application that may send its assertions", async () => {
    await call("POST", "/trusted-issuers", members);
    const { text } = await root.get("/applications/shop");
    const said = text.slice(text.indexOf("Sends assertions of"));
    expect(said).toContain(`href="/console/trusted-issuers/${encodeURIComponent(IDP)}">${IDP}`);
    expect(said).toContain(IN_FILE);
    expect((await root.get("/applications/demo-web")).text).not.toContain("Sends assertions of");
  });

  it("says what is wrong beside the field, and keeps what was typed", async () => {
    const refused = await root.post("/trusted-issuers/new", { ...typed, jwks: "", jwks_uri: "http://idp.example/" });
    expect(refused.status).toBe(422);
    expect(/id="jwks_uri-fault">(.*?)<\/p>/.exec(refused.text)?.[1]).toContain("an https URL");
    expect(refused.text).toContain(`value="${IDP}"`);
    expect(refused.text).toMatch(/id="scopes-read_profile"[^>]*checked/);
  });

  it("shows those of the file without a form, and nothing to users", async () => {
    const page = await root.get(`/trusted-issuers/${encodeURIComponent(IN_FILE)}`);
    expect([page.status, page.text.includes('name="etag"')]).toEqual([200, false]);
    const ada = await Visitor.signedIn(world, "ada");
    for (const path of ["/trusted-issuers", "/trusted-issuers/new", AT]) expect((await ada.get(path)).status).toBe(403);
    expect((await ada.post("/trusted-issuers/new", typed)).status).toBe(403);
    expect((await call("GET", AT)).status).toBe(404);
  });
});
