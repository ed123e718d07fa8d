import type { FastifyReply } from "fastify";
import { beforeAll, describe, expect, it } from "vitest";
import { openKeys } from "../adapters/keys/keys.ts";
import { memoryStorage } from "../adapters/memory/storage.ts";
import type { Shared } from "../service/deps.ts";
import { Browser } from "./browser.ts";
import { cookieName } from "./cookies.ts";

const ISSUER = "https://id.example";
const T = Date.UTC(2026, 5, 15);
let browser: Browser;
let plain: Browser;
let deps: Shared;
beforeAll(async () => {
  const storage = memoryStorage();
  let made = 0;
  deps = {
    storage,
    keys: await openKeys(storage.keys, undefined, T),
    random: (length: number) => new Uint8Array(length).fill(++made),
    clock: () => T,
    issuer: ISSUER,
    registries: { current: () => ({ settings: { sessionLifetime: 3600 } }) },
  } as never;
  browser = new Browser(deps, "lifetime");
  plain = new Browser({ ...deps, issuer: "http://localhost:4000/auth" }, "browser");
});

const request = (headers: Record<string, string> = {}, host = "id.example") => ({ headers, host }) as never;
function reply() {
  const set: string[] = [];
  return { set, request: {}, header: (_: string, value: string) => void set.push(value) } as unknown as FastifyReply & {
    set: string[];
  };
}
const signedIn = (id: number) => ({ session: { id }, account: {} }) as never;

const isOwnForm = (...form: Parameters<Browser["faultOf"]>): boolean => browser.faultOf(...form) === undefined;

/** A page's token, and the cookies of the browser that it was shown in. */
function shown(as?: never, about?: string) {
  const answer = reply();
  const token = browser.formToken(request(), answer, as, about);
  return { token, cookie: answer.set[0]?.split(";", 1)[0] ?? "", set: answer.set };
}

describe("the token of a form", () => {
  it("is good in the browser that it was shown in", () => {
    const { token, cookie } = shown();
    expect(isOwnForm(request({ cookie }), token, undefined)).toBe(true);
    expect(token).toMatch(/^candor_form_[A-Za-z0-9_-]{24}$/);
    expect(cookie).toMatch(/^__Host-candor-form-[0-9a-f]{8}=candor_browser_[A-Za-z0-9_-]{22}$/);
  });

  it.each([
    ["another token", () => shown().token],
    ["no token", () => undefined],
    ["an empty one", () => ""],
    ["a longer one", (token: string) => `${token}A`],
    ["a shorter one", (token: string) => token.slice(0, -1)],
  ])("%s is refused", (_, other) => {
    const { token, cookie } = shown();
    expect(isOwnForm(request({ cookie }), other(token), undefined)).toBe(false);
  });

  it("isn't valid in another browser, or with a missing or malformed cookie", () => {
    const { token, cookie } = shown();
    const other = shown().cookie;
    const name = cookie.split("=", 1)[0];
    for (const sent of [{ cookie: other }, {}, { cookie: `${name}=` }, { cookie: `${name}=candor_browser_x` }])
      expect(isOwnForm(request(sent), token, undefined)).toBe(false);
    // Not even one that was made for a cookie that anybody could set.
    const bare = reply();
    const made = browser.formToken(request({ cookie: `${name}=x` }), bare, undefined);
    expect(bare.set[0]).toContain("=candor_browser_");
    expect(isOwnForm(request({ cookie: `${name}=x` }), made, undefined)).toBe(false);
  });

  it("is bound to the session and to what the form is about", () => {
    const { token, cookie } = shown(signedIn(7), "client_id=a");
    const good = (as: never | undefined, about?: string) => isOwnForm(request({ cookie }), token, as, about);
    expect(good(signedIn(7), "client_id=a")).toBe(true);
    expect(good(signedIn(8), "client_id=a")).toBe(false);
    expect(good(undefined, "client_id=a")).toBe(false);
    expect(good(signedIn(7), "client_id=b")).toBe(false);
    expect(good(signedIn(7))).toBe(false);
  });

  it("is not good without a session because the session's number was put into the cookie", () => {
    const { token, cookie } = shown(signedIn(7), " x");
    expect(isOwnForm(request({ cookie: `${cookie} 7` }), token, undefined, "x")).toBe(false);
  });

  it("leaves the browser the cookie that it has", () => {
    const { cookie } = shown();
    const answer = reply();
    const again = browser.formToken(request({ cookie }), answer, undefined);
    expect(answer.set).toEqual([]);
    expect(isOwnForm(request({ cookie }), again, undefined)).toBe(true);
  });
});

describe("where a form was posted from", () => {
  const OWN = { "sec-fetch-site": "same-origin", origin: ISSUER };
  it.each<[headers: Record<string, string>, from: string | undefined, accepted: boolean]>([
    [{}, undefined, true],
    [OWN, "here", true],
    [{ origin: ISSUER }, "here", true],
    [{ "sec-fetch-site": "same-origin" }, "here", true],
    [{ origin: "https://evil.test" }, "other site", false],
    [{ ...OWN, "sec-fetch-site": "cross-site" }, "other site", false],
    [{ ...OWN, "sec-fetch-site": "same-site" }, "other site", false],
    [{ ...OWN, "sec-fetch-site": "none" }, "other site", false],
    [{ "sec-fetch-site": "cross-site" }, "other site", false],
    [{ origin: "null" }, "other site", false],
    [{ origin: "http://id.example" }, "other host", false],
    [{ origin: "https://id.example:8443" }, "other site", false],
  ])("%j: %s", (headers, from, accepted) => {
    const { token, cookie } = shown();
    expect(browser.cameFrom(request(headers))).toBe(from);
    expect(isOwnForm(request({ cookie, ...headers }), token, undefined)).toBe(accepted);
  });
});

describe("a form from elsewhere is reported as such", () => {
  const foreign = (header: string) => ({ is: "foreign", header, expected: ISSUER });
  it.each<[headers: Record<string, string>, good: boolean, fault: object]>([
    [{ "sec-fetch-site": "cross-site", origin: "https://evil.test" }, true, foreign("Sec-Fetch-Site")],
    [{ "sec-fetch-site": "none" }, true, foreign("Sec-Fetch-Site")],
    [{ "sec-fetch-site": "same-origin", origin: "http://id.example" }, true, foreign("Origin")],
    [{ origin: "null" }, false, foreign("Origin")],
    [{ cookie: "" }, true, { is: "cookie-absent" }],
    [{ cookie: "" }, false, { is: "cookie-absent" }],
    [{}, false, { is: "stale" }],
  ])("%j, token good: %s", (headers, good, fault) => {
    const { token, cookie } = shown();
    expect(browser.faultOf(request({ cookie, ...headers }), good ? token : "x", undefined)).toEqual(fault);
  });
});

describe("cookies", () => {
  it("the session lives as long as it does at the server, the marks a year", () => {
    const answer = reply();
    browser.keep(answer, { session: "s", marks: "m", subject: "ada" });
    const secure = "Path=/; HttpOnly; Secure; SameSite=Lax";
    expect(answer.set).toEqual([
      `${cookieName(ISSUER, "session")}=s; Max-Age=3600; ${secure}`,
      `${cookieName(ISSUER, "familiar")}=m; Max-Age=31536000; ${secure}`,
    ]);
    const gone = reply();
    browser.forget(gone);
    expect(gone.set).toEqual([`${cookieName(ISSUER, "session")}=; Max-Age=0; ${secure}`]);
  });

  it("or ends with the browser, below the issuer, where http leaves nothing better", () => {
    const answer = reply();
    plain.keep(answer, { session: "s", marks: "m", subject: "ada" });
    const name = cookieName("http://localhost:4000/auth", "session");
    expect(answer.set[0]).toBe(`${name}=s; Path=/auth; HttpOnly; SameSite=Lax`);
  });

  it("the marks are read from their own cookie", () => {
    const cookie = `${cookieName(ISSUER, "session")}=s; ${cookieName(ISSUER, "familiar")}=m`;
    expect([browser.marks(request({ cookie })), browser.marks(request())]).toEqual(["m", undefined]);
  });
});
