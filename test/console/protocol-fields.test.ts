/** What an application's tabs change of the protocol: authentication, requests, tokens. Each value is judged by the admin API's rules. */
import { generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Call, caller } from "../admin/caller.ts";
import { ISSUER, openWorld, type World } from "../catalogue/world.ts";
import { Visitor } from "./visitor.ts";

let world: World;
let call: Call;
let grace: Visitor;
let root: Visitor;
beforeAll(async () => {
  world = await openWorld();
  call = await caller(world);
  grace = await Visitor.signedIn(world, "grace");
  root = await Visitor.signedIn(world, "root");
});
afterAll(() => world.close());

const { publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const JWKS = { keys: [{ ...publicKey.export({ format: "jwk" }), kid: "one" }] };

const register = async (more: object = {}): Promise<string> => {
  const body = {
    client_name: "Reports",
    redirect_uris: ["https://reports.example/callback"],
    scope: "openid",
    ...more,
  };
  return String((await call("POST", "/applications", { owner: "grace", ...body })).json.client_id);
};
const of = async (id: string) => (await call("GET", `/applications/${id}`)).json;
const hidden = (text: string, name: string): string =>
  (new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? "")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");

/** What a browser sends of a form: each field as it is shown, but for those that were typed. */
function fieldsOf(text: string): Record<string, string | string[]> {
  const form = /<form[^>]*class="form"[\s\S]*?<\/form>/.exec(text.slice(text.indexOf("<main")))?.[0] ?? "";
  const sent: Record<string, string | string[]> = {};
  const decoded = (value = ""): string =>
    value.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&amp;", "&");
  for (const [tag, name = ""] of form.matchAll(/<input [^>]*name="([^"]+)"[^>]*>/g)) {
    const value = decoded(/value="([^"]*)"/.exec(tag)?.[1] ?? "");
    const isBox = /type="(?:checkbox|radio)"/.test(tag);
    if (!isBox || / checked/.test(tag)) sent[name] = isBox ? [...[sent[name] ?? []].flat(), value] : value;
  }
  for (const [, name = "", value] of form.matchAll(/<textarea [^>]*name="([^"]+)"[^>]*>([^<]*)<\/textarea>/g))
    sent[name] = decoded(value).trim();
  for (const [, name = "", options = ""] of form.matchAll(/<select [^>]*name="([^"]+)"[^>]*>([\s\S]*?)<\/select>/g))
    sent[name] = decoded(
      /<option selected[^>]*value="([^"]*)"|<option value="([^"]*)" selected/
        .exec(options)
        ?.slice(1)
        .find((one) => one !== undefined),
    );
  return sent;
}

/** Opens a tab, types, looks at the preview and confirms it. The page that refuses, if one does. */
async function save(by: Visitor, path: string, typed: Readonly<Record<string, string | readonly string[]>>) {
  const shown = await by.get(path);
  const preview = await by.post(path, { ...fieldsOf(shown.text), ...typed });
  if (preview.status !== 200) return preview;
  const saved = await by.post(path, { etag: hidden(preview.text, "etag"), patch: hidden(preview.text, "patch") });
  expect(saved.text).toContain("Saved.");
  return undefined;
}

describe("a tab", () => {
  it.each(["settings", "redirect-uris", "authentication", "requests", "tokens"])(
    "%s changes nothing when nothing is typed",
    async (tab) => {
      const id = await register({
        ...{ grant_types: ["authorization_code", "urn:ietf:params:oauth:grant-type:token-exchange"] },
        ...{ jwks: JWKS, token_endpoint_auth_methods: ["private_key_jwt"], token_endpoint_auth_signing_alg: "ES256" },
        ...{ subject_type: "pairwise", userinfo_signed_response_alg: "ES256", request_uris: ["https://r.example/1"] },
        token_exchange: { subjects: ["demo-web"], adds: ["openid"], delegation: "required" },
      });
      const before = await of(id);
      expect(before.client_name).toBe("Reports");
      const path = `/applications/${id}/${tab}`;
      const preview = await root.post(path, fieldsOf((await root.get(path)).text));
      expect([preview.status, preview.text.includes("Nothing: everything is as it was")]).toEqual([200, true]);
      expect(await of(id)).toEqual(before);
    },
  );

  it.each<[tab: string, typed: Readonly<Record<string, string | readonly string[]>>, members: object]>([
    [
      "authentication",
      { token_endpoint_auth_methods: "private_key_jwt", jwks: JSON.stringify(JWKS), dpop_bound_access_tokens: "true" },
      { token_endpoint_auth_method: "private_key_jwt", jwks: JWKS, dpop_bound_access_tokens: true },
    ],
    ["authentication", { jwks_uri: "https://reports.example/keys" }, { jwks_uri: "https://reports.example/keys" }],
    [
      "requests",
      {
        require_signed_request_object: "true",
        request_object_signing_alg: "ES256",
        require_pushed_authorization_requests: "true",
      },
      {
        require_signed_request_object: true,
        request_object_signing_alg: "ES256",
        require_pushed_authorization_requests: true,
      },
    ],
    [
      "requests",
      {
        request_uris: "https://reports.example/request\nhttps://reports.example/other",
        authorization_signed_response_alg: "ES256",
      },
      {
        request_uris: ["https://reports.example/request", "https://reports.example/other"],
        authorization_signed_response_alg: "ES256",
      },
    ],
    [
      "tokens",
      {
        id_token_signed_response_alg: "ES256",
        userinfo_signed_response_alg: "EdDSA",
        subject_type: "pairwise",
        default_max_age: "3600",
      },
      {
        id_token_signed_response_alg: "ES256",
        userinfo_signed_response_alg: "EdDSA",
        subject_type: "pairwise",
        default_max_age: 3600,
      },
    ],
    ["tokens", { "id_token_claims.all": "true" }, { id_token_claims: true }],
    ["tokens", { id_token_claims: "email, name" }, { id_token_claims: ["email", "name"] }],
    ["tokens", { introspection_signed_response_alg: "ES256" }, { introspection_signed_response_alg: "ES256" }],
  ])("%s saves %j", async (tab, typed, members) => {
    const id = await register();
    expect((await save(grace, `/applications/${id}/${tab}`, typed))?.text).toBeUndefined();
    expect(await of(id)).toMatchObject(members);
  });

  it("encrypts responses to a key that the application has", async () => {
    const { publicKey: key } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const id = await register({ jwks: { keys: [{ ...key.export({ format: "jwk" }), kid: "seal", use: "enc" }] } });
    const typed = { introspection_encrypted_response_alg: "ECDH-ES", introspection_encrypted_response_enc: "A256GCM" };
    expect(await save(grace, `/applications/${id}/tokens`, typed)).toBeUndefined();
    const responses = { authorization_encrypted_response_alg: "ECDH-ES" };
    expect(await save(grace, `/applications/${id}/requests`, responses)).toBeUndefined();
    expect(await of(id)).toMatchObject({ ...typed, ...responses });
    const keys = (await grace.get(`/applications/${id}/authentication`)).text;
    expect(/<caption class="unseen">Its keys<\/caption>.*?<\/table>/s.exec(keys)?.[0]).toMatch(
      /seal.*EC, P-256.*Encryption/s,
    );
  });

  it("of an application that asks users without a browser says how it is notified", async () => {
    const id = await register({ jwks: JWKS });
    expect((await root.get(`/applications/${id}/requests`)).text).not.toContain("CIBA");
    const grants = ["authorization_code", "urn:openid:params:grant-type:ciba"];
    expect(await save(root, `/applications/${id}/settings`, { grant_types: grants })).toBeUndefined();
    const path = `/applications/${id}/requests`;
    const refused = await save(grace, path, { backchannel_token_delivery_mode: "ping" });
    expect(refused?.text).toMatch(
      /id="backchannel_client_notification_endpoint-fault">.*the URL at which a client with ping/,
    );
    const typed = {
      backchannel_token_delivery_mode: "ping",
      backchannel_client_notification_endpoint: "https://reports.example/decided",
      backchannel_authentication_request_signing_alg: "ES256",
    };
    expect((await save(grace, path, typed))?.text).toBeUndefined();
    expect(await of(id)).toMatchObject(typed);
  });

  it("shows what the server has where something of it is chosen, and what is chosen and gone", async () => {
    const id = await register();
    const path = `/applications/${id}/settings`;
    const api = `${ISSUER}/api`;
    expect((await save(root, path, { introspects: api }))?.text).toBeUndefined();
    expect((await of(id)).introspects).toEqual([api]);
    const refused = await save(grace, path, { introspects: [api, "https://gone.example"] });
    expect(refused?.text).toMatch(/id="introspects-https:\/\/gone.example"[^>]*checked/);
    expect(refused?.text).toMatch(/id="introspects-fault">.*an API that an operator has allowed/);
  });

  it("removes what was emptied", async () => {
    const id = await register({ jwks: JWKS, request_uris: ["https://r.example/1"], default_max_age: 60 });
    expect(await save(grace, `/applications/${id}/authentication`, { jwks: "" })).toBeUndefined();
    expect(await save(grace, `/applications/${id}/requests`, { request_uris: "" })).toBeUndefined();
    expect(await save(grace, `/applications/${id}/tokens`, { default_max_age: "" })).toBeUndefined();
    const { jwks, request_uris: uris, default_max_age: age } = await of(id);
    expect([jwks, age]).toEqual([undefined, undefined]);
    expect(uris ?? []).toEqual([]);
  });

  it.each<[tab: string, typed: Readonly<Record<string, string>>, member: string, says: RegExp]>([
    ["authentication", { jwks: "{ not json" }, "jwks", /Expected/],
    ["authentication", { jwks_uri: "http://reports.example/keys" }, "jwks_uri", /an https URL/],
    ["authentication", { token_endpoint_auth_methods: "private_key_jwt" }, "jwks", /public keys/],
    ["requests", { request_uris: "ftp://reports.example/" }, "request_uris", /an https URL/],
    ["tokens", { id_token_encrypted_response_alg: "RSA-OAEP-256" }, "id_token_encrypted_response_alg", /a key in jwks/],
    ["tokens", { sector_identifier_uri: "nowhere" }, "sector_identifier_uri", /an https URL/],
  ])("%s with %j says what is wrong beside the field", async (tab, typed, member, says) => {
    const id = await register();
    const refused = await save(root, `/applications/${id}/${tab}`, typed);
    expect(refused?.status).toBe(400);
    const fault = new RegExp(`id="${member}-fault">(.*?)</p>`).exec(refused?.text ?? "")?.[1] ?? "none";
    expect(fault).toMatch(says);
    // A field that depends on another one is shown, since it is wrong.
    expect(refused?.text).not.toMatch(
      new RegExp(`data-needs="[^"]*"[^>]*>\\s*<div class="field">\\s*<label for="${member}"`),
    );
  });

  it("names a fault of a member that is on another tab, with a link", async () => {
    const id = await register({ redirect_uris: [], grant_types: ["client_credentials"] });
    const refused = await save(grace, `/applications/${id}/settings`, { grant_types: "authorization_code" });
    expect(refused?.text).toContain(
      `href="/console/applications/${id}/redirect-uris">After signing in, on the tab Redirect URIs`,
    );
  });
});

describe("token exchange", () => {
  const EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";

  it("has a policy that an operator sets and an owner sees, only where the application may exchange", async () => {
    const id = await register({ grant_types: ["client_credentials", EXCHANGE], redirect_uris: [] });
    const path = `/applications/${id}/tokens`;
    const typed = {
      "token_exchange.subjects": "demo-web, demo-spa",
      "token_exchange.adds": "openid",
      "token_exchange.delegation": "never",
      "token_exchange.audience": "https://other.example",
      "token_exchange.clientId": "reports-there",
      "token_exchange.scopes": "orders.read orders.write",
    };
    expect(await save(root, path, typed)).toBeUndefined();
    const assertion = {
      audience: "https://other.example",
      clientId: "reports-there",
      scopes: ["orders.read", "orders.write"],
    };
    expect((await of(id)).token_exchange).toEqual({
      ...{ subjects: ["demo-web", "demo-spa"], adds: ["openid"], delegation: "never", identityAssertions: [assertion] },
    });
    expect(await save(root, path, { "token_exchange.audience": "" })).toBeUndefined();
    expect((await of(id)).token_exchange).toEqual({
      subjects: ["demo-web", "demo-spa"],
      adds: ["openid"],
      delegation: "never",
    });
    const refused = await save(grace, path, { "token_exchange.subjects": "demo-web demo-service" });
    expect(refused?.text).toContain("what an operator has set");
    const other = await register();
    expect((await root.get(`/applications/${other}/tokens`)).text).not.toContain("token_exchange");
  });
});
