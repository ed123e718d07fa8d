/** Session management (requirements-openid.md 66, 77): what responses say of the session, and what the browser keeps. The frame itself: test/browser. */
import { hash } from "node:crypto";
import { decodeJwt } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { Person } from "../blackbox/person.ts";
import { refusedOn } from "../blackbox/refusal.ts";
import { CALLBACK, type Provider, SUITE, startProvider } from "./provider.ts";
import { authorizationUrl, authorize, cameIn, type Parameters, request } from "./relying-party.ts";

const ORIGIN = new URL(CALLBACK).origin;
let [server, ada] = [undefined as unknown as Provider, undefined as unknown as Person];
beforeAll(async () => {
  const app = { ...SUITE, redirectUris: ["com.example.app:/cb"], applicationType: "native" as const };
  server = await startProvider([{ id: "app", ...app }], { sessionManagement: true });
});
beforeEach(() => {
  ada = new Person(server.issuer);
});
afterAll(() => server.close());

const stateCookie = ({ cookies }: Person): string =>
  [...cookies].find(([name]) => name.includes("candor-state-"))?.[1] ?? "";

/** What the frame computes. */
function isUnchanged(state: string | undefined, cookie: string, client = "suite", origin = ORIGIN): boolean {
  expect(state).toMatch(/^[\w-]{43}\.[\w-]{22}$/);
  const [salted, salt] = state?.split(".") ?? [];
  return salted === hash("sha256", `${client} ${origin} ${cookie} ${salt}`, "base64url");
}

const asks = async (sent: Parameters = {}) => (await authorize(ada, request(sent))).parameters;

describe("oidcc-session-management-discovery-endpoint-verification", () => {
  it("lists the frame where it is on, and only there", async () => {
    const metadata = await (await fetch(`${server.issuer}/.well-known/openid-configuration`)).json();
    expect(metadata.check_session_iframe).toBe(`${server.issuer}/check-session`);
    const off = await startProvider();
    const without = await (await fetch(`${off.issuer}/.well-known/openid-configuration`)).json();
    expect(without).not.toHaveProperty("check_session_iframe");
    const person = new Person(off.issuer);
    refusedOn(await person.page(`${off.issuer}/check-session`), 404, "request/wrong-endpoint");
    expect((await authorize(person, request())).parameters).not.toHaveProperty("session_state");
    expect(stateCookie(person)).toBe("");
    await off.close();
  });

  it("any page may frame it, and it may load nothing", async () => {
    const { headers } = await fetch(`${server.issuer}/check-session`);
    expect(headers.get("content-security-policy")).toMatch(
      /^default-src 'none'; script-src 'sha256-[\w+/]+='; base-uri 'none'; form-action 'none'; frame-ancestors \*$/,
    );
    expect(headers.has("x-frame-options")).toBe(false);
    expect(headers.has("set-cookie")).toBe(false);
  });
});

describe("session_state", () => {
  it.each([
    ["code", {}],
    ["code", { response_mode: "form_post" }],
    ["code", { response_mode: "fragment" }],
    ["id_token", {}],
    ["id_token token", {}],
    ["code id_token", { response_mode: "form_post" }],
    ["code id_token token", {}],
  ])("is in the response to %s with %j", async (response_type, more) => {
    const { session_state } = await asks({ response_type, ...more });
    expect(isUnchanged(session_state, stateCookie(ada))).toBe(true);
    expect(stateCookie(ada)).not.toBe("");
  });

  it.each(["query.jwt", "fragment.jwt", "form_post.jwt"])("is in the signed response of %s", async (response_mode) => {
    const { response = "" } = cameIn(
      await ada.walk(authorizationUrl(server.issuer, request({ response_mode }))),
    ).parameters;
    expect(isUnchanged(String(decodeJwt(response).session_state), stateCookie(ada))).toBe(true);
  });

  it("has another salt each time, and is worth nothing to another client or origin", async () => {
    const [first, second] = [await asks(), await asks({ prompt: "none" })];
    expect(first.session_state).not.toBe(second.session_state);
    for (const { session_state } of [first, second]) {
      expect(isUnchanged(session_state, stateCookie(ada))).toBe(true);
      expect(isUnchanged(session_state, stateCookie(ada), "suite-2")).toBe(false);
      expect(isUnchanged(session_state, stateCookie(ada), "suite", "https://evil.example")).toBe(false);
    }
  });

  it("is in errors too, so that an app can wait for somebody to sign in", async () => {
    const { error, session_state } = await asks({ prompt: "none" });
    expect(error).toBe("login_required");
    expect(isUnchanged(session_state, "")).toBe(true);
    await ada.signIn();
    expect(isUnchanged(session_state, stateCookie(ada))).toBe(false);
  });

  it("is left out for an app without pages", async () => {
    const sent = { client_id: "app", redirect_uri: "com.example.app:/cb" };
    const end = await ada.walk(authorizationUrl(server.issuer, request(sent)));
    expect(cameIn(end).parameters).toMatchObject({ code: expect.any(String) });
    expect(cameIn(end).parameters).not.toHaveProperty("session_state");
  });
});

describe("the browser's state", () => {
  const keeps = async (path: string, init?: RequestInit) =>
    (await ada.browse(server.issuer + path, init)).headers.getSetCookie().filter((one) => one.includes("-state-"));

  it("can be read by scripts, and says nothing of the cookie or the sid", async () => {
    await ada.walk(`${server.issuer}/sign-in`);
    const cookie = stateCookie(ada);
    const session = [...ada.cookies].find(([name]) => name.includes("candor-session-"))?.[1] ?? "";
    expect(cookie).toMatch(/^[\w-]{22}$/);
    expect(session).not.toContain(cookie);
    const { id_token = "" } = await asks({ response_type: "id_token" });
    expect(decodeJwt(id_token).sid).not.toBe(cookie);
  });

  it("stays when the same user types the password again, and changes with another user", async () => {
    const { session_state } = await asks();
    const before = stateCookie(ada);
    await asks({ prompt: "login" });
    expect(isUnchanged(session_state, stateCookie(ada))).toBe(true);
    const grace = new Person(server.issuer, "grace", "staple-battery-horse");
    for (const [name, value] of ada.cookies) grace.cookies.set(name, value);
    await grace.signIn();
    expect(stateCookie(grace)).toMatch(/^[\w-]{22}$/);
    expect(stateCookie(grace)).not.toBe(before);
  });

  it("oidcc-session-management-rp-initiated-logout: ends with the session", async () => {
    const { session_state, id_token = "" } = await asks({ response_type: "id_token" });
    expect(await keeps(`/sign-out?id_token_hint=${id_token}`)).toEqual([
      expect.stringMatching(/^candor-state-\w{8}=; Max-Age=0; Path=\/; SameSite=Lax$/),
    ]);
    expect(isUnchanged(session_state, stateCookie(ada))).toBe(false);
  });

  it("is set right where the session has ended elsewhere, or the cookie was lost", async () => {
    const { session_state } = await asks();
    const [name = "", cookie] = [...ada.cookies].find(([one]) => one.includes("candor-state-")) ?? [];
    ada.cookies.delete(name);
    await asks({ prompt: "none" });
    expect(stateCookie(ada)).toBe(cookie);
    ada.cookies.set(name, "a string of somebody else");
    await asks({ prompt: "none" });
    expect(stateCookie(ada)).toBe(cookie);
    const session = [...ada.cookies.keys()].find((one) => one.includes("candor-session-")) ?? "";
    ada.cookies.set(session, "1.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
    const after = await asks({ prompt: "none" });
    expect(isUnchanged(session_state, stateCookie(ada))).toBe(false);
    expect([stateCookie(ada), isUnchanged(after.session_state, "")]).toEqual(["", true]);
  });

  it("stays as it is where another site's frame or form comes without the session's cookie", async () => {
    await asks();
    const [cookie, session] = [
      stateCookie(ada),
      [...ada.cookies.keys()].find((one) => one.includes("-session-")) ?? "",
    ];
    ada.cookies.delete(session);
    const { error, session_state } = await asks({ prompt: "none" });
    expect([error, stateCookie(ada), isUnchanged(session_state, cookie)]).toEqual(["login_required", cookie, true]);
  });
});
