/** simple-oauth2: authorization code (its own way of client authentication), client_credentials, refresh, revocation. */
import { AuthorizationCode, ClientCredentials, ResourceOwnerPassword } from "simple-oauth2";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DemoServer, startDemo } from "../demo-server.ts";
import { challengeOf, demoApps, secret } from "./application.ts";
import { Person } from "./person.ts";
import { codeIn } from "./refusal.ts";

let server: DemoServer;
let auth: { tokenHost: string; tokenPath: string; revokePath: string };
beforeAll(async () => {
  server = await startDemo();
  auth = { tokenHost: server.issuer, tokenPath: "/token", revokePath: "/revoke" };
});
afterAll(() => server.close());

const web = { id: "demo-web", secret: "demo-web-secret" };
const service = { id: "demo-service", secret: "demo-service-secret" };

async function grant(scope: string[]) {
  const client = new AuthorizationCode({ client: web, auth: { ...auth, authorizePath: "/authorize" } });
  const [verifier, state, redirect_uri] = [secret(), secret(8), `${server.issuer}/demo/callback`];
  const pkce = { code_challenge: challengeOf(verifier), code_challenge_method: "S256" };
  const to = await new Person(server.issuer).sentTo(client.authorizeURL({ redirect_uri, scope, state, ...pkce }));
  expect(to.searchParams.get("state")).toBe(state);
  const redemption = { code: to.searchParams.get("code"), redirect_uri, code_verifier: verifier };
  return { client, redemption, token: await client.getToken(redemption) };
}

/** What the library throws: the response's JSON is at `data.payload`. */
async function failure(promise: Promise<unknown>) {
  const error = await promise.then(
    () => undefined,
    (e) => e,
  );
  const { error: name, error_uri } = error.data.payload;
  return { status: error.output.statusCode, error: name, code: codeIn(error_uri, server.issuer) };
}

describe("simple-oauth2", () => {
  it("runs the code flow, whose scopes it joins by spaces", async () => {
    const { token } = await grant(["read_profile", "write_multipass"]);
    expect(token.token).toMatchObject({ token_type: "Bearer", scope: "read_profile write_multipass", expires_in: 600 });
    expect(token.expired()).toBe(false);
    expect(token.expired(601)).toBe(true);
  });

  it("redeems a code once", async () => {
    const { client, redemption } = await grant(["read_profile"]);
    expect(await failure(client.getToken(redemption))).toEqual({
      status: 400,
      error: "invalid_grant",
      code: "code/already-used",
    });
  });

  it("refreshes, and revokes all that it has", async () => {
    const { token } = await grant(["offline_access", "read_profile"]);
    const next = await token.refresh();
    expect(next.token.refresh_token).not.toBe(token.token.refresh_token);
    const narrow = await next.refresh({ scope: ["read_profile"] });
    expect(narrow.token.scope).toBe("read_profile");
    await narrow.revokeAll();
    const app = demoApps(server.issuer).web;
    for (const kind of ["access_token", "refresh_token"] as const)
      expect((await app.introspect(String(narrow.token[kind]))).body).toEqual({ active: false });
    expect(await failure(narrow.refresh())).toEqual({
      status: 400,
      error: "invalid_grant",
      code: "refresh-token/revoked",
    });
  });

  it.each(["header", "body"] as const)("gets client_credentials with its secret in the %s", async (method) => {
    const client = new ClientCredentials({ client: service, auth, options: { authorizationMethod: method } });
    const { token } = await client.getToken({ scope: ["read_profile", "write_multipass"] });
    expect(token).toMatchObject({ scope: "read_profile write_multipass", token_type: "Bearer" });
    expect(token).not.toHaveProperty("refresh_token");
  });

  it("hears what a scope separator set to a comma does", async () => {
    const client = new ClientCredentials({ client: service, auth, options: { scopeSeparator: "," } });
    expect(await failure(client.getToken({ scope: ["read_profile", "write_multipass"] }))).toEqual({
      status: 400,
      error: "invalid_scope",
      code: "scope/wrong-delimiter",
    });
  });

  it("hears that there is no password grant", async () => {
    const client = new ResourceOwnerPassword({ client: web, auth });
    expect(await failure(client.getToken({ username: "ada", password: "x" }))).toEqual({
      status: 400,
      error: "unsupported_grant_type",
      code: "request/grant-type-unsupported",
    });
  });

  it("hears that its secret is wrong", async () => {
    const client = new ClientCredentials({ client: { ...service, secret: "wrong" }, auth });
    expect(await failure(client.getToken({}))).toEqual({
      status: 401,
      error: "invalid_client",
      code: "client-auth/failed",
    });
  });
});
