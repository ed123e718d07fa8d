/** Authorization requests as reviewers check them (requirements-oauth.md, "Authorization endpoint"; requirements-openid.md 2, 14 to 31). */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { secret } from "./application.ts";
import { formsOf, pageOf } from "./person.ts";
import { refusedOn, refusedTo } from "./refusal.ts";
import { REDIRECT, startWorld, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

describe("the request", () => {
  it("SupportsPostAuthorizationRequests: the same by a form, from another site", async () => {
    const person = world.person();
    const { url, state } = world.app("web").begin();
    const [at = "", query] = url.split("?");
    const headers = { origin: "https://app.example", "sec-fetch-site": "cross-site" };
    const response = await person.browse(at, { method: "POST", body: new URLSearchParams(query), headers });
    const to = await person.sentTo(response);
    expect(to.searchParams.get("state")).toBe(state);
    expect(to.searchParams.get("code")).toMatch(/^candor_code_/);
  });

  it.each<[string, Record<string, string>]>([
    ["unknown ones (UnrecognizedParameterAllowed)", { foo: "bar", "x-1": "é" }],
    ["display=page", { display: "page" }],
    ["display=popup", { display: "popup" }],
    ["ui_locales", { ui_locales: "de en" }],
    ["claims_locales", { claims_locales: "de" }],
    ["acr_values", { acr_values: "1 2" }],
    ["claims", { claims: '{"userinfo":{"name":{"essential":true}}}' }],
    ["an order of scopes of one's own", { scope: "read_profile profile openid" }],
    ["a nonce of 384 characters", { nonce: secret(288) }],
  ])("takes %s", async (_, parameters) => {
    const tokens = await world.app("web").tokens(world.regular, parameters);
    expect(tokens.id_token).toMatch(/^ey/);
  });

  it("SameParameterTwiceDisallowed: each known one; unknown ones are ignored", async () => {
    for (const more of ["scope=openid", "response_type=code", "nonce=a&nonce=b", "code_challenge_method=S256"]) {
      const { url, state } = world.app("web").begin();
      const to = await world.regular.sentTo(`${url}&${more}`);
      refusedTo(to, world.issuer, "invalid_request", "request/parameter-repeated", state);
    }
    expect((await world.regular.sentTo(`${world.app("web").begin().url}&x=1&x=2`)).searchParams.has("code")).toBe(true);
  });

  it("may omit redirect_uri if one is registered and openid isn't requested, but not if it is", async () => {
    const app = world.app("web", { redirectUri: undefined as never });
    const { code, verifier } = await app.code(world.regular, { scope: "read_profile" });
    expect((await app.redeem(code, verifier)).status).toBe(200);
    refusedOn(await world.regular.page(app.begin({ scope: "openid" }).url), 400, "redirect-uri/absent");
  });

  it("RedirectUriConfusion, CodePollution: nothing but the registered URL is followed", async () => {
    const tricks = [
      "/../evil",
      "%2f..%2fevil",
      ";/evil",
      "?code=polluted",
      "&x=1",
      "%23",
      "\\@evil",
      "/",
      "%00",
      " ",
      "@evil",
    ];
    const hosts = ["https://app.example@evil.example/callback", "https://app.example.evil.example/callback"];
    for (const redirect_uri of [...tricks.map((trick) => REDIRECT + trick), ...hosts, "javascript:alert(1)"]) {
      const page = await world.regular.page(world.app("web").begin({ redirect_uri }).url);
      expect([page.status, page.headers.get("location")]).toEqual([400, null]);
      expect(page.html).toMatch(/<dd><code>redirect-uri\/[a-z-]+<\/code>/);
    }
  });

  it("a request that is too long to continue as a URL is refused at once", async () => {
    const long = { state: "s".repeat(8000), nonce: "n".repeat(8000), login_hint: "l".repeat(4000) };
    const [at = "", query] = world.app("web").begin(long).url.split("?");
    const person = world.person();
    const page = await person.page(await person.browse(at, { method: "POST", body: new URLSearchParams(query) }));
    expect(person.asked).toEqual([]);
    refusedOn(page, 413, "request/too-large");
  });

  it("the user's decision counts only for the session that was asked: the other one is asked again", async () => {
    const [ada, other] = [world.person(), world.person()];
    await Promise.all([ada.signIn(), other.signIn()]);
    const { url } = world.app("web").begin({ prompt: "consent" });
    const [form] = formsOf(await pageOf(url, await ada.browse(url)));
    const page = await pageOf(
      form?.action ?? "",
      await other.post(form?.action ?? "", { ...form?.fields, answer: "allow" }),
    );
    expect([page.status, page.title]).toEqual([200, "Allow access · Candor"]);
    expect(formsOf(page)[0]?.fields.csrf).not.toBe(form?.fields.csrf);
  });
});
