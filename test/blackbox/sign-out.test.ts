/** Sign-out as applications ask for it (OpenID Connect RP-Initiated Logout 1.0; requirements-openid.md 66 to 74). */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { secret } from "./application.ts";
import { formsOf, type Person, pageOf } from "./person.ts";
import { refusedOn } from "./refusal.ts";
import { startWorld, type World } from "./world.ts";

const BYE = "https://app.example/bye?from=candor";
let world: World;
let person: Person;
let idToken: string;
beforeAll(async () => {
  world = await startWorld();
});
beforeEach(async () => {
  person = world.person();
  idToken = (await world.app("web").tokens(person)).id_token;
});
afterAll(() => world.close());

async function ask(parameters: Record<string, string>, by: "GET" | "POST" = "GET") {
  const query = new URLSearchParams(parameters);
  const url = `${world.issuer}/sign-out`;
  const cross = { origin: "https://app.example", "sec-fetch-site": "cross-site" };
  let response: Response;
  if (by === "GET") response = await person.browse(`${url}?${query}`);
  else {
    // Turned into a GET of the same, with which a browser sends its Lax cookie.
    const turned = await person.browse(url, { method: "POST", body: query, headers: cross });
    expect({ status: turned.status, location: turned.headers.get("location") }).toEqual({
      status: 303,
      location: `${url}?${query}`,
    });
    response = await person.browse(`${url}?${query}`);
  }
  return { location: response.headers.get("location"), status: response.status, page: await pageOf(url, response) };
}

async function signedIn(): Promise<boolean> {
  const { url } = world.app("web").begin({ prompt: "none" });
  return (await person.sentTo(url)).searchParams.has("code");
}

describe("with an ID token as hint", () => {
  it.each(["GET", "POST"] as const)(
    "by %s: ends the session and returns with a state of 128 characters",
    async (by) => {
      const state = secret(96);
      expect(state).toHaveLength(128);
      expect(await signedIn()).toBe(true);
      const parameters = { id_token_hint: idToken, post_logout_redirect_uri: BYE, state };
      expect(await ask(parameters, by)).toMatchObject({ status: 303, location: `${BYE}&state=${state}` });
      expect(await signedIn()).toBe(false);
    },
  );

  it("adds no state if none was sent", async () => {
    expect((await ask({ id_token_hint: idToken, post_logout_redirect_uri: BYE })).location).toBe(BYE);
  });

  it("without a URL ends the session and says so", async () => {
    const { page } = await ask({ id_token_hint: idToken });
    expect({ status: page.status, title: page.title }).toEqual({ status: 200, title: "Signed out · Candor" });
    expect(await signedIn()).toBe(false);
  });

  it("an expired one is fine, and one of a user who is not signed in any more", async () => {
    world.pass(7200);
    expect((await ask({ id_token_hint: idToken, post_logout_redirect_uri: BYE })).location).toBe(BYE);
    expect((await ask({ id_token_hint: idToken, post_logout_redirect_uri: BYE })).location).toBe(BYE);
  });

  it("forgets the session's cookie", async () => {
    const response = await person.browse(`${world.issuer}/sign-out?id_token_hint=${idToken}`);
    const [cookie] = response.headers.getSetCookie().filter((one) => one.startsWith("candor-session-"));
    expect(cookie).toMatch(/^candor-session-[0-9a-f]{8}=; .*(Max-Age=0|1970)/);
    expect([...person.cookies.keys()].join(" ")).not.toContain("candor-session");
  });
});

describe("what cannot be trusted is refused on a page, and the session stays", () => {
  it.each<[string, () => Record<string, string>, string]>([
    [
      "an unregistered address",
      () => ({ post_logout_redirect_uri: "https://attacker.example/" }),
      "redirect-uri/post-logout-unregistered",
    ],
    ["a query added", () => ({ post_logout_redirect_uri: `${BYE}&x=1` }), "redirect-uri/post-logout-unregistered"],
    [
      "a redirect URI that is none for sign-out",
      () => ({ post_logout_redirect_uri: "https://app.example/callback" }),
      "redirect-uri/post-logout-unregistered",
    ],
  ])("%s", async (_, change, code) => {
    const parameters = { id_token_hint: idToken, post_logout_redirect_uri: BYE, ...change() };
    const { page } = await ask(parameters);
    refusedOn(page, 400, code);
    expect(await signedIn()).toBe(true);
  });

  it.each<[string, Record<string, string>, string]>([
    ["without hint and client", {}, "request/parameter-absent"],
    ["of a client that is not there", { client_id: "nobody" }, "client/not-registered"],
    ["of a client that is disabled", { client_id: "off" }, "client/not-registered"],
    ["of another client", { client_id: "two" }, "redirect-uri/post-logout-unregistered"],
  ])("a return URL %s", async (_, parameters, code) => {
    refusedOn((await ask({ post_logout_redirect_uri: BYE, ...parameters })).page, 400, code);
    expect(await signedIn()).toBe(true);
  });
});

describe("a hint that cannot be verified counts for nothing: the user is asked, and does not return", () => {
  const forged = (): string => {
    const [, payload] = idToken.split(".");
    return `${Buffer.from('{"alg":"none"}').toString("base64url")}.${payload}.`;
  };
  const tampered = (): string => idToken.slice(0, -8) + (idToken.endsWith("AAAAAAAA") ? "BBBBBBBB" : "AAAAAAAA");
  /** As if it had been signed by a key that has been removed since. */
  const ofAnotherKey = (): string => {
    const [header = "", payload = "", signature = ""] = idToken.split(".");
    const { alg } = JSON.parse(Buffer.from(header, "base64url").toString());
    const gone = Buffer.from(JSON.stringify({ alg, kid: "gone" })).toString("base64url");
    return `${gone}.${payload}.${signature}`;
  };

  it.each<[string, () => Record<string, string> | Promise<Record<string, string>>]>([
    ["its key is gone", () => ({ id_token_hint: ofAnotherKey() })],
    ["alg none", () => ({ id_token_hint: forged() })],
    ["a bad signature", () => ({ id_token_hint: tampered() })],
    ["another client", () => ({ client_id: "two" })],
    ["no token at all", () => ({ id_token_hint: "nonsense" })],
    ["an access token", async () => ({ id_token_hint: (await world.app("web").tokens(person)).access_token })],
    [
      "and the return URL is not registered",
      () => ({ id_token_hint: "nonsense", post_logout_redirect_uri: "https://attacker.example/" }),
    ],
  ])("%s", async (_, change) => {
    const parameters = { id_token_hint: idToken, post_logout_redirect_uri: BYE, state: "s", ...(await change()) };
    const { page, location } = await ask(parameters);
    expect({ status: page.status, title: page.title, location }).toEqual({
      status: 200,
      title: "Sign out · Candor",
      location: null,
    });
    expect(page.html).toMatch(/\/errors\/user\/hint-invalid\?ref=\w{12}"/);
    expect(await signedIn()).toBe(true);
    const [form] = formsOf(page);
    const done = await pageOf(page.url, await person.post(form?.action ?? "", form?.fields ?? {}));
    expect([done.status, done.title]).toEqual([200, "Signed out · Candor"]);
    expect(await signedIn()).toBe(false);
  });
});

describe("while nobody is signed in, a sign-out is simply done", () => {
  it.each<[string, Record<string, string>, string | null]>([
    ["without anything", {}, null],
    [
      "with a client and its return URL",
      { client_id: "web", post_logout_redirect_uri: BYE, state: "s" },
      `${BYE}&state=s`,
    ],
    ["with a hint that is worth nothing", { id_token_hint: "nonsense", post_logout_redirect_uri: BYE }, null],
  ])("%s", async (_, parameters, to) => {
    const answer = await fetch(`${world.issuer}/sign-out?${new URLSearchParams(parameters)}`, { redirect: "manual" });
    expect(answer.headers.get("location")).toBe(to);
    if (to === null) expect((await pageOf("", answer)).title).toBe("Signed out · Candor");
  });

  it("and still goes nowhere that is not registered", async () => {
    const evil = { client_id: "web", post_logout_redirect_uri: "https://attacker.example/" };
    const answer = await fetch(`${world.issuer}/sign-out?${new URLSearchParams(evil)}`, { redirect: "manual" });
    expect([answer.status, answer.headers.get("location")]).toEqual([400, null]);
  });
});

describe("return URLs", () => {
  it.each([
    ["http://127.0.0.1:53211/bye", 303],
    ["http://127.0.0.1/bye", 303],
    ["http://[::1]:9/bye", 303],
    ["http://127.0.0.1:53211/other", 400],
    ["http://127.0.0.1:53211@evil.example/bye", 400],
    ["http://localhost:53211/bye", 400],
  ])("of a native application have any loopback port: %s", async (uri, status) => {
    const parameters = new URLSearchParams({ client_id: "native", post_logout_redirect_uri: uri });
    const answer = await fetch(`${world.issuer}/sign-out?${parameters}`, { redirect: "manual" });
    expect([answer.status, answer.headers.get("location")]).toEqual([status, status === 303 ? uri : null]);
  });

  it.each(["https://app.example/bye?x=a%20b", "https://app.example/bye?y=%7E'&z"])(
    "keep their own query as it is registered: %s",
    async (uri) => {
      const parameters = new URLSearchParams({ client_id: "odd", post_logout_redirect_uri: uri, state: "a b" });
      const answer = await fetch(`${world.issuer}/sign-out?${parameters}`, { redirect: "manual" });
      expect(answer.headers.get("location")).toBe(`${uri}&state=a+b`);
    },
  );
});

describe("without a hint the user is asked", () => {
  it.each<[string, Record<string, string>]>([
    ["no parameters", {}],
    ["a state only", { state: "s" }],
    ["a client and its address", { client_id: "web", post_logout_redirect_uri: BYE, state: "s" }],
  ])("%s", async (_, parameters) => {
    const { page, location } = await ask(parameters);
    expect({ status: page.status, location, title: page.title }).toEqual({
      status: 200,
      location: null,
      title: "Sign out · Candor",
    });
    expect(await signedIn()).toBe(true);
    const [form] = formsOf(page);
    const answer = await person.post(form?.action ?? "", form?.fields ?? {});
    const back = parameters.post_logout_redirect_uri === undefined ? null : `${BYE}&state=s`;
    expect(answer.headers.get("location")).toBe(back);
    expect(await signedIn()).toBe(false);
  });

  it("also if the hint names another user than the one who is signed in", async () => {
    const other = world.person();
    const page = await pageOf("", await other.browse(`${world.issuer}/sign-out?id_token_hint=${idToken}`));
    expect(page.title).toBe("Signed out · Candor");
  });
});
