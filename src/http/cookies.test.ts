import { describe, expect, it } from "vitest";
import { clearCookie, cookieName, cookieOf, cookiePath, cookieTag, setCookie } from "./cookies.ts";

const HTTPS = "https://id.example/tenant";
const LOCAL = "http://localhost:4000";

it("a cookie's name has its purpose and its issuer, and https binds it to the host", () => {
  expect(cookieTag(LOCAL)).toMatch(/^[0-9a-f]{8}$/);
  expect(cookieTag("http://localhost:4001")).not.toBe(cookieTag(LOCAL));
  expect(cookieName(HTTPS, "session")).toBe(`__Host-candor-session-${cookieTag(HTTPS)}`);
  expect(cookieName(LOCAL, "form")).toBe(`candor-form-${cookieTag(LOCAL)}`);
});

it.each([
  [HTTPS, "/"],
  [LOCAL, "/"],
  [`${LOCAL}/tenant`, "/tenant"],
])("the cookies of %s are for %s", (issuer, path) => expect(cookiePath(issuer)).toBe(path));

describe("reading a cookie", () => {
  const read = (cookie: string | undefined, name = "a") => cookieOf({ headers: { cookie } } as never, name);
  it.each([
    [undefined, undefined],
    ["", undefined],
    ["a", undefined],
    ["ab", undefined],
    ["a=1", "1"],
    [" a = 1 ; b=2", "1"],
    ["b=2; a=1=x", "1=x"],
    ["a=1; a=2", "1"],
    ["aa=1; ba=2", undefined],
    ["=1; a=", ""],
    ["b=a=1", undefined],
  ])("%j: %j", (cookie, value) => expect(read(cookie)).toBe(value));
});

describe("setting a cookie", () => {
  const set = (act: (reply: never) => void): unknown[] => {
    const headers: unknown[] = [];
    act({ header: (...header: unknown[]) => headers.push(header) } as never);
    return headers;
  };
  it.each<[path: string, secure: boolean, maxAge: number | undefined, value: string]>([
    ["/", true, undefined, "a=v; Path=/; HttpOnly; Secure; SameSite=Lax"],
    ["/tenant", false, 60, "a=v; Max-Age=60; Path=/tenant; HttpOnly; SameSite=Lax"],
    ["/", true, 0, "a=v; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax"],
  ])("for %s, secure %j, %j seconds", (path, secure, maxAge, value) => {
    const options = { path, secure, ...(maxAge !== undefined && { maxAge }) };
    expect(set((reply) => setCookie(reply, "a", "v", options))).toEqual([["set-cookie", value]]);
  });
  it("and taking it away", () => {
    const gone = "a=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax";
    expect(set((reply) => clearCookie(reply, "a", { path: "/", secure: true }))).toEqual([["set-cookie", gone]]);
  });
});
