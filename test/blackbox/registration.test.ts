/** Applications register themselves, over real sockets (RFC 7591, RFC 7592, OpenID Connect Registration 1.0; requirements C3, 51, 56, 57, 64, 65). */
import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DemoServer, startDemo } from "../demo-server.ts";
import { codeIn } from "./refusal.ts";

let server: DemoServer;
beforeAll(async () => {
  server = await startDemo();
});
afterAll(() => server.close());

const URI = "https://app.example/callback";

interface Information {
  readonly client_id: string;
  readonly client_secret?: string;
  readonly registration_client_uri: string;
  readonly registration_access_token: string;
  readonly [member: string]: unknown;
}

const register = (body: object | string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${server.issuer}/register`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });

async function registered(body: object = {}): Promise<Information> {
  const response = await register({ redirect_uris: [URI], ...body });
  expect(response.status).toBe(201);
  return (await response.json()) as Information;
}

const manage = (
  { registration_client_uri: url, registration_access_token: token }: Information,
  init: RequestInit = {},
) =>
  fetch(url, {
    ...init,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...init.headers },
  });

async function refusedAs(response: Response, error: string, code: string, says: RegExp, status = 400): Promise<void> {
  const body = (await response.json()) as { error: string; error_description: string; error_uri: string };
  expect([response.status, body.error, codeIn(body.error_uri, server.issuer)]).toEqual([status, error, code]);
  expect(body.error_description).toMatch(says);
  expect(response.headers.get("cache-control")).toBe("no-store");
}

describe("POST /register", () => {
  it("C3: 201, JSON, no-store, with everything as it is registered", async () => {
    const response = await register({ redirect_uris: [URI], client_name: "Notes" });
    expect(response.status).toBe(201);
    expect(response.headers.get("content-type")).toMatch(/^application\/json/);
    expect(response.headers.get("cache-control")).toBe("no-store");
    const body = (await response.json()) as Information;
    expect(body).toMatchObject({
      client_name: "Notes",
      redirect_uris: [URI],
      grant_types: ["authorization_code"],
      response_types: ["code"],
      token_endpoint_auth_method: "client_secret_basic",
      client_secret_expires_at: 0,
      scope: "openid profile email offline_access read_profile write_notes",
      application_type: "web",
      registration_client_uri: `${server.issuer}/register/${body.client_id}`,
    });
    expect(body.client_secret).toMatch(/^[\w-]{43}$/);
    expect(body.registration_access_token).toMatch(/^[\w-]{43}$/);
  });

  it("MCP's clients: no scope, unknown members, resource, a loopback redirect URI", async () => {
    const body = await registered({
      redirect_uris: ["http://127.0.0.1:33418/callback"],
      token_endpoint_auth_method: "none",
      grant_types: ["authorization_code", "refresh_token", "urn:ietf:params:oauth:grant-type:device_code"],
      response_types: ["code"],
      resource: "http://localhost:3000/mcp",
      mcp_unknown: { a: 1 },
    });
    expect(body).not.toHaveProperty("client_secret");
    expect(body).not.toHaveProperty("client_secret_expires_at");
    expect(body).not.toHaveProperty("resource");
    expect(body.grant_types).toEqual(expect.arrayContaining(["authorization_code", "refresh_token"]));
    expect(body.application_type).toBe("native");
  });

  it("scopes that it may not have are left out, and the response says so", async () => {
    const { scope } = await registered({ scope: "openid write_multipass read_profile candor:keys" });
    expect(scope).toBe("openid read_profile write_notes");
  });

  it("an app that names no authentication method may send its secret either way", async () => {
    const { client_id, client_secret = "" } = await registered({
      redirect_uris: [],
      grant_types: ["client_credentials"],
    });
    const form = { grant_type: "client_credentials", scope: "read_profile" };
    const basic = `Basic ${Buffer.from(`${client_id}:${client_secret}`).toString("base64")}`;
    const send = (body: Record<string, string>, headers = {}) =>
      fetch(`${server.issuer}/token`, { method: "POST", headers, body: new URLSearchParams(body) });
    expect((await send(form, { authorization: basic })).status).toBe(200);
    expect((await send({ ...form, client_id, client_secret })).status).toBe(200);
  });

  it("it may ask for more scopes of the same API later, as MCP's clients do", async () => {
    expect((await registered({ scope: "read_profile offline_access" })).scope).toBe(
      "offline_access read_profile write_notes",
    );
  });

  it("an app without users gets no scope about users, and default_max_age is kept", async () => {
    const machine = await registered({ redirect_uris: [], grant_types: ["client_credentials"] });
    expect(machine.scope).toBe("read_profile write_notes");
    expect((await registered({ default_max_age: 60 })).default_max_age).toBe(60);
  });

  it("64: initiate_login_uri is accepted, and returned by GET", async () => {
    const information = await registered({ initiate_login_uri: "https://app.example/start" });
    const read = (await (await manage(information)).json()) as Information;
    expect(read.initiate_login_uri).toBe("https://app.example/start");
  });

  it.each<[what: string, body: object, error: string, code: string, says: RegExp]>([
    [
      "51: a fragment",
      { redirect_uris: [`${URI}#a`] },
      "invalid_redirect_uri",
      "redirect-uri-invalid",
      /redirect_uris\[0\] is .*#a'\. Expected: .*no fragment/,
    ],
    ["no redirect URI", {}, "invalid_redirect_uri", "redirect-uri-invalid", /redirect_uris is missing/],
    ["http", { redirect_uris: ["http://app.example/"] }, "invalid_redirect_uri", "redirect-uri-invalid", /https/],
    [
      "a script",
      { redirect_uris: ["javascript:alert(1)"] },
      "invalid_redirect_uri",
      "redirect-uri-invalid",
      /javascript/,
    ],
    [
      "65: http initiate_login_uri",
      { redirect_uris: [URI], initiate_login_uri: "http://a.example/" },
      "invalid_client_metadata",
      "metadata-invalid",
      /initiate_login_uri is 'http:\/\/a\.example\/'\. Expected: an https URL/,
    ],
    [
      "57: an unreachable sector",
      { redirect_uris: [URI], sector_identifier_uri: "https://127.0.0.1:1/x" },
      "invalid_client_metadata",
      "metadata-invalid",
      /sector_identifier_uri/,
    ],
    [
      "an unknown method",
      { redirect_uris: [URI], token_endpoint_auth_method: "no_such" },
      "invalid_client_metadata",
      "metadata-invalid",
      /token_endpoint_auth_method is 'no_such'\. Expected: one of client_secret_basic/,
    ],
    [
      "response types without a grant",
      { redirect_uris: [URI], response_types: ["id_token"] },
      "invalid_client_metadata",
      "metadata-invalid",
      /response_types/,
    ],
    [
      "encryption",
      { redirect_uris: [URI], id_token_encrypted_response_alg: "RSA-OAEP" },
      "invalid_client_metadata",
      "metadata-invalid",
      /id_token_encrypted_response_alg/,
    ],
    [
      "pairwise, with redirect URIs of two hosts",
      { redirect_uris: [URI, "https://other.example/callback"], subject_type: "pairwise" },
      "invalid_client_metadata",
      "metadata-invalid",
      /sector_identifier_uri is missing/,
    ],
    [
      "a wrong type",
      { redirect_uris: [URI], contacts: "a@b.example" },
      "invalid_client_metadata",
      "metadata-invalid",
      /contacts/,
    ],
    [
      "no statement",
      { redirect_uris: [URI], software_statement: "x" },
      "invalid_software_statement",
      "statement-invalid",
      /software_statement/,
    ],
    [
      "a statement by anybody",
      { redirect_uris: [URI], software_statement: "a.b.c" },
      "unapproved_software_statement",
      "statement-unapproved",
      /trusts no issuer/,
    ],
  ])("%s", async (_, body, error, code, says) => {
    await refusedAs(await register(body), error, `registration/${code}`, says);
  });

  it("text that isn't JSON, another type, and a member that is there twice", async () => {
    const code = "registration/metadata-invalid";
    await refusedAs(
      await register("{"),
      "invalid_client_metadata",
      code,
      /body is not JSON\. Expected: one JSON object/,
    );
    await refusedAs(
      await register({}, { "content-type": "text/plain" }),
      "invalid_client_metadata",
      code,
      /Content-Type/,
    );
    await refusedAs(await register('{"scope":"a","scope":"b"}'), "invalid_client_metadata", code, /twice/);
  });

  it("an access token that isn't an initial one is refused, although none is needed", async () => {
    const response = await register({ redirect_uris: [URI] }, { authorization: "Bearer nobody" });
    expect(response.headers.get("www-authenticate")).toMatch(/^Bearer .*error="invalid_token"/);
    await refusedAs(response, "invalid_token", "registration/token-invalid", /initial access token/, 401);
  });
});

describe("the registration's own token (RFC 7592)", () => {
  it("reads, replaces and removes it", async () => {
    const information = await registered({ client_name: "Before", policy_uri: "https://app.example/privacy" });
    const { client_secret: secret, ...own } = information;
    expect(await (await manage(information)).json()).toEqual(own);
    const body = JSON.stringify({
      client_id: own.client_id,
      client_secret: secret,
      redirect_uris: [URI],
      client_name: "After",
    });
    const changed = await manage(information, { method: "PUT", body });
    expect(changed.status).toBe(200);
    const now = (await changed.json()) as Information;
    expect(now.client_name).toBe("After");
    expect(now).not.toHaveProperty("policy_uri");
    const removed = await manage(information, { method: "DELETE" });
    expect([removed.status, await removed.text()]).toEqual([204, ""]);
    await refusedAs(
      await manage(information),
      "invalid_token",
      "registration/token-invalid",
      /registration access token/,
      401,
    );
  });

  it("another id or secret is refused", async () => {
    const information = await registered();
    const put = (members: object) =>
      manage(information, { method: "PUT", body: JSON.stringify({ redirect_uris: [URI], ...members }) });
    const code = "registration/metadata-invalid";
    await refusedAs(await put({}), "invalid_client_metadata", code, /client_id is missing/);
    await refusedAs(await put({ client_id: "x" }), "invalid_client_metadata", code, /client_id is 'x'/);
    const { client_id } = information;
    const response = await put({ client_id, client_secret: "chosen-by-me" });
    expect(await response.clone().text()).not.toContain("chosen-by-me");
    await refusedAs(response, "invalid_client_metadata", code, /client_secret is not shown/);
  });

  it("a wrong token doesn't tell whether the client exists", async () => {
    const one = await registered();
    const other = await registered();
    const said = async (url: string) => {
      const response = await fetch(url, { headers: { authorization: `Bearer ${one.registration_access_token}` } });
      const { error, error_description: text } = (await response.json()) as Record<string, string>;
      return [response.status, error, text?.replace(/ref \w+/, "")];
    };
    expect(await said(other.registration_client_uri)).toEqual(await said(`${server.issuer}/register/nobody`));
    expect((await said(`${server.issuer}/register/demo-web`))[0]).toBe(401);
  });

  it("a client learns that its registration is gone", async () => {
    const information = await registered({ token_endpoint_auth_method: "none" });
    await manage(information, { method: "DELETE" });
    const form = { grant_type: "authorization_code", code: "x", redirect_uri: URI, code_verifier: "v".repeat(43) };
    const response = await fetch(`${server.issuer}/token`, {
      method: "POST",
      body: new URLSearchParams({ ...form, client_id: information.client_id }),
    });
    await refusedAs(response, "invalid_client", "client/registration-gone", /Register the app again/, 401);
    const page = await fetch(`${server.issuer}/authorize?client_id=${information.client_id}&response_type=code`);
    expect(await page.text()).toContain("client/registration-gone");
    const unknown = await fetch(`${server.issuer}/authorize?client_id=app-${"A".repeat(28)}&response_type=code`);
    expect(await unknown.text()).not.toContain("client/registration-gone");
  });
});

describe("errors of an app that nobody vouches for (RFC 9700 4.11.2)", () => {
  const asked = async (form: Record<string, string>) => {
    const { client_id } = await registered({ token_endpoint_auth_method: "none" });
    const query = new URLSearchParams({ client_id, redirect_uri: URI, response_type: "code", state: "s", ...form });
    return fetch(`${server.issuer}/authorize?${query}`, { redirect: "manual" });
  };

  it("are shown on a page before anybody signs in", async () => {
    const response = await asked({ scope: "openid", response_type: "token" });
    expect([response.status, response.headers.get("location")]).toEqual([400, null]);
    expect(await response.text()).toContain("request/response-type-unsupported");
  });

  it("go to the app at once if the operator vouches for everybody who registers", async () => {
    const other = await startDemo({ config: { registration: { mode: "open", vouched: true } } });
    try {
      const { client_id } = (await (
        await fetch(`${other.issuer}/register`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ redirect_uris: [URI], token_endpoint_auth_method: "none" }),
        })
      ).json()) as Information;
      const query = new URLSearchParams({ client_id, redirect_uri: URI, response_type: "token", state: "s" });
      const response = await fetch(`${other.issuer}/authorize?${query}`, { redirect: "manual" });
      expect(response.headers.get("location")).toMatch(/^https:\/\/app\.example\/callback#error=/);
    } finally {
      await other.close();
    }
  });

  it("go to the app with prompt=none, which asks for no page", async () => {
    const pkce = { code_challenge: "A".repeat(43), code_challenge_method: "S256" };
    const response = await asked({ scope: "openid", prompt: "none", ...pkce });
    expect(response.headers.get("location")).toMatch(/^https:\/\/app\.example\/callback\?error=login_required/);
  });
});

it("an initial access token of the configuration registers apps, which are vouched for, until it expires", async () => {
  const [token, old] = ["partners-".repeat(5), "yesterday-".repeat(5)];
  const of = (text: string) => createHash("sha256").update(text).digest("hex");
  const other = await startDemo({
    config: {
      registration: {
        mode: "initial-access-token",
        tokens: [
          { label: "Partners", sha256: of(token) },
          { label: "Old", sha256: of(old), expiresAt: "2026-01-01T00:00:00Z" },
        ],
      },
    },
  });
  try {
    const send = (headers: Record<string, string>) =>
      fetch(`${other.issuer}/register`, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: JSON.stringify({ redirect_uris: [URI], token_endpoint_auth_method: "none" }),
      });
    const statuses = [await send({}), await send({ authorization: `Bearer ${old}` })].map(({ status }) => status);
    expect(statuses).toEqual([401, 401]);
    const response = await send({ authorization: `Bearer ${token}` });
    expect(response.status).toBe(201);
    const { client_id } = (await response.json()) as Information;
    const query = new URLSearchParams({ client_id, redirect_uri: URI, response_type: "token", scope: "openid" });
    const refused = await fetch(`${other.issuer}/authorize?${query}`, { redirect: "manual" });
    expect(refused.headers.get("location")).toMatch(/^https:\/\/app\.example\/callback/);
  } finally {
    await other.close();
  }
});

it("response types are those of the server, and PKCE is asked for as its policy says", async () => {
  const other = await startDemo({
    config: {
      responseTypes: ["code", "id_token", "code id_token"],
      registration: { mode: "open", pkceRequired: false },
    },
  });
  try {
    const send = async (members: object) => {
      const response = await fetch(`${other.issuer}/register`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ redirect_uris: [URI], ...members }),
      });
      return (await response.json()) as Information;
    };
    const implicit = await send({ grant_types: ["implicit"], response_types: ["id_token"] });
    expect(implicit).toMatchObject({ grant_types: ["implicit"], response_types: ["id_token"] });
    const types = { grant_types: ["authorization_code", "implicit"], response_types: ["id_token code", "token"] };
    expect(await send(types)).toMatchObject({ response_types: ["code id_token"] });
    expect(await send({ response_types: ["token"] })).toMatchObject({ error: "invalid_client_metadata" });
    const { client_id } = await send({});
    const query = new URLSearchParams({ client_id, redirect_uri: URI, response_type: "code", scope: "openid" });
    const page = await fetch(`${other.issuer}/authorize?${query}`, { headers: { accept: "text/html" } });
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('name="password"')]);
  } finally {
    await other.close();
  }
});

it("is off unless the operator turns it on", async () => {
  const closed = await startDemo({ config: { registration: { mode: "off" } } });
  try {
    const metadata = await (await fetch(`${closed.issuer}/.well-known/openid-configuration`)).json();
    expect(metadata).not.toHaveProperty("registration_endpoint");
    const response = await fetch(`${closed.issuer}/register`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ redirect_uris: [URI] }),
    });
    expect([
      response.status,
      codeIn(((await response.json()) as { error_uri: string }).error_uri, closed.issuer),
    ]).toEqual([404, "request/wrong-endpoint"]);
  } finally {
    await closed.close();
  }
});
