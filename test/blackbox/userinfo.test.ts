/** Userinfo: three ways to bring the token, claims by scope, their types (OpenID Connect Core 5; requirements-openid.md 5 to 13). */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DemoServer, startDemo } from "../demo-server.ts";
import { answerOf, demoApps } from "./application.ts";
import { Person } from "./person.ts";
import { startWorld } from "./world.ts";

let server: DemoServer;
let person: Person;
beforeAll(async () => {
  server = await startDemo();
  person = new Person(server.issuer);
});
afterAll(() => server.close());

const url = () => `${server.issuer}/userinfo`;
const token = async (scope: string) => (await demoApps(server.issuer).web.tokens(person, { scope })).access_token;

describe("userinfo", () => {
  it("returns GET, POST with the header, and POST with the token in the body alike", async () => {
    const access = await token("openid email");
    const header = { authorization: `Bearer ${access}` };
    const form = new URLSearchParams({ access_token: access });
    const expected = { sub: "demo-ada", email: "ada@people.example", email_verified: true };
    for (const init of [
      { headers: header },
      { method: "POST", headers: header },
      { method: "POST", body: form },
      { headers: { authorization: `bearer ${access}` } },
    ]) {
      const answer = await answerOf(server.issuer, await fetch(url(), init));
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual(expected);
      expect(answer.headers.get("content-type")).toBe("application/json; charset=utf-8");
      expect(answer.headers.get("cache-control")).toBe("no-store");
    }
  });

  it("gives the 14 claims of profile, in their types", async () => {
    const answer = await fetch(url(), { headers: { authorization: `Bearer ${await token("openid profile")}` } });
    expect(await answer.json()).toEqual({
      sub: "demo-ada",
      name: "Ada Lovelace",
      given_name: "Ada",
      family_name: "Lovelace",
      middle_name: "Demo",
      nickname: "Ada",
      preferred_username: "ada",
      profile: "https://people.example/ada",
      picture: "https://people.example/ada.png",
      website: "https://ada.example",
      gender: "female",
      birthdate: "1990-01-01",
      zoneinfo: "Europe/London",
      locale: "en-GB",
      updated_at: 1_767_225_600,
    });
  });

  it("gives nothing but the subject for openid alone", async () => {
    const answer = await fetch(url(), { headers: { authorization: `Bearer ${await token("openid")}` } });
    expect(await answer.json()).toEqual({ sub: "demo-ada" });
  });

  it("is open to a token for an API too, and follows the narrowed scope of a refresh", async () => {
    const { web } = demoApps(server.issuer);
    const tokens = await web.tokens(person, { scope: "openid email offline_access read_profile" });
    const { body } = await web.refresh(tokens.refresh_token, { scope: "openid read_profile" });
    const answer = await fetch(url(), { headers: { authorization: `Bearer ${body.access_token}` } });
    expect(await answer.json()).toEqual({ sub: "demo-ada" });
  });

  it("omits what is unknown about a user", async () => {
    const world = await startWorld();
    const { access_token: access } = await world
      .app("web")
      .tokens(world.person(), { scope: "openid profile email address phone" });
    const answer = await fetch(`${world.issuer}/userinfo`, { headers: { authorization: `Bearer ${access}` } });
    expect(await answer.json()).toEqual({ sub: expect.any(String), preferred_username: "ops" });
    await world.close();
  });
});
