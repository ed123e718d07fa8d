/** Pairwise subjects (OpenID Connect Core 8; requirements-openid.md 56, 57): the same wherever the client looks. */
import { decodeJwt } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Application } from "../blackbox/application.ts";
import { Person } from "../blackbox/person.ts";
import { CALLBACK, type Provider, SECRET, SUITE, startProvider } from "./provider.ts";
import { authorize, redeem, request, userinfo } from "./relying-party.ts";

let server: Provider;
let ada: Person;
const api = { resource: "https://api.example", name: "API", tokens: "jwt" as const };
beforeAll(async () => {
  const pairwise = { ...SUITE, subjectType: "pairwise" as const };
  server = await startProvider(
    [
      { id: "pairwise", ...pairwise, scopes: [...SUITE.scopes, "read"] },
      { id: "same-sector", ...pairwise },
      {
        id: "other-sector",
        ...pairwise,
        redirectUris: [CALLBACK, "https://other.example/callback"],
        sectorIdentifierUri: "https://other.example/sector.json",
      },
    ],
    { apis: [api], scopes: [{ name: "read", description: "Read", api: api.resource }] },
  );
  ada = new Person(server.issuer);
});
afterAll(() => server.close());

async function tokensOf(id: string, scope = "openid offline_access") {
  const { parameters } = await authorize(ada, request({ client_id: id, scope }));
  const { body } = await redeem(server.issuer, parameters.code, id);
  return body;
}
const subOf = (token: unknown) => String(decodeJwt(String(token)).sub);

describe("oidcc-registration-sector-uri", () => {
  it("pairwise subjects are those of the sector, and the same each time", async () => {
    const subs: string[] = [];
    for (const id of ["pairwise", "pairwise", "same-sector", "other-sector", "suite"])
      subs.push(subOf((await tokensOf(id)).id_token));
    const [own, again, sibling, other, plain] = subs;
    expect(own).toMatch(/^[\w-]{32}$/);
    expect([again, sibling]).toEqual([own, own]);
    expect(other).not.toBe(own);
    expect(plain).toBe("demo-ada");
  });

  it("everything that the client sees agrees: ID tokens, userinfo, introspection, access tokens", async () => {
    const tokens = await tokensOf("pairwise");
    const sub = subOf(tokens.id_token);
    expect((await userinfo(server.issuer, tokens.access_token)).body.sub).toBe(sub);
    const client = new Application(server.issuer, { id: "pairwise", secret: SECRET, redirectUri: CALLBACK });
    for (const token of [tokens.access_token, tokens.refresh_token])
      expect((await client.introspect(String(token))).body).toMatchObject({ active: true, sub });
    const { body: refreshed } = await client.refresh(String(tokens.refresh_token));
    expect(subOf(refreshed.id_token)).toBe(sub);
    const jwt = await tokensOf("pairwise", "openid read");
    expect(subOf(jwt.access_token)).toBe(sub);
    expect((await userinfo(server.issuer, jwt.access_token)).body.sub).toBe(sub);
    expect((await client.introspect(String(jwt.access_token))).body).toMatchObject({ active: true, sub });
    const { parameters } = await authorize(ada, request({ client_id: "pairwise", response_type: "id_token" }));
    expect(subOf(parameters.id_token)).toBe(sub);
  });

  it("an ID token with a pairwise subject is a hint for its user, and for nobody else", async () => {
    const { id_token } = await tokensOf("pairwise");
    const hinted = request({ client_id: "pairwise", prompt: "none", id_token_hint: String(id_token) });
    expect((await authorize(ada, hinted)).parameters.code).toEqual(expect.any(String));
    const grace = new Person(server.issuer, "grace", "staple-battery-horse");
    await authorize(grace, request({ client_id: "pairwise" }));
    expect((await authorize(grace, { ...hinted, state: "s" })).parameters.error).toBe("login_required");
  });

  it("claims can ask for one user by a pairwise subject", async () => {
    const sub = subOf((await tokensOf("pairwise")).id_token);
    const asks = (value: string) =>
      request({ client_id: "pairwise", prompt: "none", claims: JSON.stringify({ id_token: { sub: { value } } }) });
    expect((await authorize(ada, asks(sub))).parameters.code).toEqual(expect.any(String));
    const { parameters } = await authorize(ada, asks("demo-ada"));
    expect([parameters.error, parameters.error_description]).toEqual([
      "login_required",
      expect.stringContaining("the user that claims names"),
    ]);
  });
});
