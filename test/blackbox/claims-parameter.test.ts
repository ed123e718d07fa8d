/** Claims that a request names, and the authentication that it wants (OpenID Connect Core 5.5, 3.1.2.1; requirements-openid.md 27, 35). */
import { decodeJwt } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DemoServer, startDemo } from "../demo-server.ts";
import { type Application, demoApps } from "./application.ts";
import { Person } from "./person.ts";
import { refusedTo } from "./refusal.ts";

let server: DemoServer;
let web: Application;
beforeAll(async () => {
  server = await startDemo();
  web = demoApps(server.issuer).web;
});
afterAll(() => server.close());

const userinfo = async (token: string) =>
  (await fetch(`${server.issuer}/userinfo`, { headers: { authorization: `Bearer ${token}` } })).json();
const claims = (of: object) => ({ claims: JSON.stringify(of) });

describe("claims that a request names", () => {
  it("are in userinfo and in the ID token as asked, also after a refresh", async () => {
    const tokens = await web.tokens(new Person(server.issuer), {
      scope: "openid offline_access",
      ...claims({ userinfo: { name: { essential: true } }, id_token: { email: null, unheard_of: null } }),
    });
    const both = { sub: "demo-ada", name: "Ada Lovelace" };
    expect(await userinfo(tokens.access_token)).toEqual(both);
    const { body } = await web.refresh(tokens.refresh_token ?? "");
    expect(await userinfo(String(body.access_token))).toEqual(both);
    for (const text of [tokens.id_token, body.id_token]) {
      const token = decodeJwt(String(text));
      expect(token).toMatchObject({ email: "ada@people.example" });
      for (const name of ["name", "email_verified", "acr", "unheard_of"]) expect(token).not.toHaveProperty(name);
    }
  });

  it("are asked about like the scopes that would release them, once", async () => {
    // The demo's own past goes on meanwhile, and its users allow more.
    await server.candor.users.add({ username: "new", password: "correct-horse-battery" });
    const user = new Person(server.issuer, "new", "correct-horse-battery");
    await web.tokens(user, { scope: "openid" });
    await web.tokens(user, { scope: "openid", ...claims({ userinfo: { email: null } }) });
    expect(user.asked).toEqual(["consent"]);
    await web.tokens(user, { scope: "openid", ...claims({ userinfo: { email: null } }) });
    expect(user.asked).toEqual([]);
    const silent = web.begin({ scope: "openid", prompt: "none", ...claims({ userinfo: { name: null } }) });
    const to = await user.sentTo(silent.url);
    refusedTo(to, server.issuer, "consent_required", "user/consent-required", silent.state);
  });

  it("are given only to a client that could get them by a scope of its own", async () => {
    const { spa } = demoApps(server.issuer);
    const asked = claims({ userinfo: { name: null, email: null, groups: null } });
    const { access_token: token } = await spa.tokens(new Person(server.issuer), { scope: "openid", ...asked });
    expect(await userinfo(token)).toEqual({ sub: "demo-ada", name: "Ada Lovelace" });
  });
});

describe("acr", () => {
  const acrOf = async (parameters: Readonly<Record<string, string>>) => {
    const { id_token } = await web.tokens(new Person(server.issuer), { scope: "openid", ...parameters });
    return decodeJwt(String(id_token)).acr;
  };

  it("is what was met, whatever was wanted, and is among those of the metadata", async () => {
    const response = await fetch(`${server.issuer}/.well-known/openid-configuration`);
    const { acr_values_supported: supported } = (await response.json()) as { readonly acr_values_supported: string[] };
    expect(supported).toEqual(["urn:candor:acr:password"]);
    expect(await acrOf({})).toBeUndefined();
    expect(await acrOf({ acr_values: "urn:example:two-factor urn:candor:acr:password" })).toBe(supported[0]);
    expect(await acrOf({ acr_values: "urn:example:two-factor" })).toBe(supported[0]);
    expect(await acrOf(claims({ id_token: { acr: { values: ["urn:example:two-factor"] } } }))).toBe(supported[0]);
    expect(await acrOf(claims({ id_token: { acr: { essential: true, values: supported } } }))).toBe(supported[0]);
  });

  it("that is essential and can't be met is refused, before anybody is asked to sign in", async () => {
    const person = new Person(server.issuer);
    const asked = claims({ id_token: { acr: { essential: true, value: "urn:example:two-factor" } } });
    const { url, state } = web.begin({ scope: "openid", ...asked });
    const to = await person.sentTo(url);
    refusedTo(to, server.issuer, "unmet_authentication_requirements", "user/acr-unmet", state);
    expect(person.asked).toEqual([]);
  });
});
