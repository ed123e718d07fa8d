/** The table of names in PRODUCT.md, where it speaks of access tokens: token_expired, invalid_token, and the API's 403 (RFC 6750 3). */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testClock } from "../clock.ts";
import { type DemoServer, startDemo } from "../demo-server.ts";
import { type Answer, answerOf, demoApps, tokensOf } from "./application.ts";
import { Person } from "./person.ts";
import { codeIn, refused } from "./refusal.ts";

let server: DemoServer;
let apps: ReturnType<typeof demoApps>;
const clock = testClock();
let person: Person;
beforeAll(async () => {
  server = await startDemo({ clock: clock.now });
  apps = demoApps(server.issuer);
  person = new Person(server.issuer);
});
afterAll(() => server.close());

const get = async (path: string, token?: string, init: RequestInit = {}): Promise<Answer> => {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return answerOf(server.issuer, await fetch(server.issuer + path, { ...init, headers }));
};

/** The parameters of the challenge. */
function challengeOf({ headers }: Answer): Record<string, string> {
  const text = headers.get("www-authenticate") ?? "";
  expect(text).toMatch(/^Bearer /);
  return Object.fromEntries([...text.matchAll(/(\w+)="([^"]*)"/g)].map(([, name = "", value = ""]) => [name, value]));
}

/** What a challenge says of the server, or of the API that `candor/resource` protects (RFC 9728 5.1). */
const whose = (path: string): Record<string, string> =>
  path === "/userinfo"
    ? { realm: server.issuer }
    : { resource_metadata: `${server.issuer}/.well-known/oauth-protected-resource/api` };

/** Asserts the refusal in the body, and the same in the challenge. */
function refusedAt(path: string, answer: Answer, status: number, error: string, code: string, more: object = {}): void {
  refused(answer, status, error, code);
  const challenge = challengeOf(answer);
  expect(codeIn(challenge.error_uri, server.issuer)).toBe(code);
  expect(challenge).toEqual({ ...whose(path), ...answer.body, ...more });
}

const both = ["/userinfo", "/demo/api/profile"];

describe.each(both)("%s", (path) => {
  it("token/absent has a challenge without an error (RFC 6750 3.1)", async () => {
    const answer = await get(path);
    refused(answer, 401, "invalid_token", "token/absent");
    const { algs, scope, ...rest } = challengeOf(answer);
    expect(rest).toEqual(whose(path));
    expect(scope).toBe(path === "/userinfo" ? undefined : "read_profile");
  });

  it.each([
    ["token/malformed", "nonsense"],
    ["token/malformed", `candor_refresh_${"A".repeat(56)}`],
    ["token/unknown", `candor_access_${"A".repeat(56)}`],
    ["token/unknown", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0."],
  ])("%s: %s", async (code, token) => {
    refusedAt(path, await get(path, token), 401, "invalid_token", code);
  });

  it("an ID token isn't an access token", async () => {
    const { id_token: token } = await apps.web.tokens(person);
    refusedAt(path, await get(path, token), 401, "invalid_token", "token/malformed");
  });

  it("a changed signature is refused, and so is another algorithm", async () => {
    const { access_token: token } = await apps.web.tokens(person);
    const [header = "", payload, signature = ""] = token.split(".");
    const changed = (signature[0] === "A" ? "B" : "A") + signature.slice(1);
    refusedAt(path, await get(path, `${header}.${payload}.${changed}`), 401, "invalid_token", "token/unknown");
    const none = { ...JSON.parse(Buffer.from(header, "base64url").toString()), alg: "none" };
    const forged = `${Buffer.from(JSON.stringify(none)).toString("base64url")}.${payload}.`;
    refusedAt(path, await get(path, forged), 401, "invalid_token", "token/unknown");
  });

  it("token/expired, and not a second before", async () => {
    clock.hold();
    const { access_token: token, expires_in } = await apps.web.tokens(person);
    clock.pass(expires_in - 1);
    expect((await get(path, token)).status).toBe(200);
    clock.pass(1);
    refusedAt(path, await get(path, token), 401, "invalid_token", "token/expired");
  });

  it("token/revoked", async () => {
    const { access_token: token } = await apps.web.tokens(person);
    expect((await apps.web.revoke(token)).status).toBe(200);
    refusedAt(path, await get(path, token), 401, "invalid_token", "token/revoked");
  });

  it("request/parameter-misplaced: a token in the URL", async () => {
    const { access_token: token } = await apps.web.tokens(person);
    const answer = await get(`${path}?access_token=${token}`);
    refusedAt(path, answer, 400, "invalid_request", "request/parameter-misplaced");
    // What it advises is granted: the body is no way to bring a token by GET.
    expect(answer.body.error_description).toContain("Send it in the header Authorization: Bearer.");
    expect((await get(path, token)).status).toBe(200);
  });
});

describe("what the token is for", () => {
  it("token/wrong-audience: a token of OpenID Connect alone at the API", async () => {
    const { access_token: token } = await apps.web.tokens(person, { scope: "openid" });
    refusedAt("/demo/api/profile", await get("/demo/api/profile", token), 401, "invalid_token", "token/wrong-audience");
  });

  it("token/insufficient-scope names the scope in the challenge too", async () => {
    const { access_token: token } = tokensOf(await apps.service.token({ grant_type: "client_credentials" }));
    const answer = await get("/demo/api/multipass", token, { method: "POST" });
    const scope = { scope: "write_multipass" };
    refusedAt("/demo/api/multipass", answer, 403, "insufficient_scope", "token/insufficient-scope", scope);
  });

  it("token/no-openid: userinfo for a token without openid", async () => {
    const { access_token: token } = tokensOf(await apps.service.token({ grant_type: "client_credentials" }));
    refusedAt("/userinfo", await get("/userinfo", token), 403, "insufficient_scope", "token/no-openid");
  });

  it("token/repeated: in the header and in the body at once", async () => {
    const { access_token: token } = await apps.web.tokens(person);
    const init = { method: "POST", body: new URLSearchParams({ access_token: token }) };
    refusedAt("/userinfo", await get("/userinfo", token, init), 400, "invalid_request", "token/repeated");
  });
});
