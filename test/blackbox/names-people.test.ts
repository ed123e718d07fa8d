/** The reasons that users meet: wrong passwords, pauses, foreign forms, hints and URLs that cannot be trusted. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCandor } from "../../src/index.ts";
import { testClock } from "../clock.ts";
import { type DemoServer, startDemo } from "../demo-server.ts";
import { freePort } from "../free-port.ts";
import { answerOf, demoApps } from "./application.ts";
import { formsOf, Person, pageOf } from "./person.ts";
import { refused, refusedOn } from "./refusal.ts";

let server: DemoServer;
const clock = testClock();
beforeAll(async () => {
  server = await startDemo({ clock: clock.now });
});
afterAll(() => server.close());

async function attempt(person: Person, username: string, password: string) {
  const url = `${server.issuer}/sign-in`;
  const [form] = formsOf(await pageOf(url, await person.browse(url)));
  const response = await person.post(url, { ...form?.fields, username, password });
  return pageOf(url, response);
}

describe("sign-in", () => {
  it("user/credentials-wrong keeps what was typed, and not the password", async () => {
    const page = await attempt(new Person(server.issuer), "ada", "not-her-password");
    expect(page.status).toBe(401);
    expect(page.title).toBe("Error: Sign in · Candor");
    expect(page.html).toContain("The username or password is wrong. Try again.");
    expect(page.html).not.toContain("not-her-password");
    expect(formsOf(page)[0]?.fields).toMatchObject({ username: "ada", password: "" });
  });

  it("continues to the app after a wrong and a right attempt", async () => {
    const person = new Person(server.issuer, "ada", "wrong");
    const { url } = demoApps(server.issuer).web.begin();
    const again = await person.page(url);
    expect(again.status).toBe(401);
    const [form] = formsOf(again);
    const right = { ...form?.fields, username: "ada", password: "correct-horse-battery" };
    const to = await person.sentTo(await person.post(form?.action ?? "", right));
    expect(to.searchParams.get("code")).toMatch(/^candor_code_/);
  });

  it("user/throttled after five failures, for this name only, until the pause is over", async () => {
    clock.hold();
    const person = new Person(server.issuer);
    for (let i = 0; i < 5; i++) expect((await attempt(person, "grace", `guess-${i}`)).status).toBe(401);
    const paused = await attempt(person, "grace", "staple-battery-horse");
    expect(paused.status).toBe(429);
    expect(paused.html).toContain("Too many failed attempts. Try again in");
    const wait = Number(paused.headers.get("retry-after"));
    expect(wait).toBeGreaterThan(0);
    expect((await attempt(person, "root", "open-the-console")).status).toBe(303);
    clock.pass(wait);
    expect((await attempt(person, "grace", "staple-battery-horse")).status).toBe(303);
  });

  it("many guesses at once are no way around the pause", async () => {
    clock.hold();
    const person = new Person(server.issuer);
    const guesses = Array.from({ length: 20 }, (_, i) => attempt(person, "nobody-at-all", `guess-${i}`));
    const statuses = (await Promise.all(guesses)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(6);
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(14);
  });

  it("a new session is made at every sign-in, and the former one ends", async () => {
    const person = new Person(server.issuer);
    await person.signIn();
    const [former] = [...person.cookies].filter(([name]) => name.includes("session"));
    await person.signIn();
    const thief = new Person(server.issuer);
    thief.cookies.set(...(former as [string, string]));
    const { url } = demoApps(server.issuer).web.begin({ prompt: "none" });
    expect((await thief.sentTo(url)).searchParams.get("error")).toBe("login_required");
  });
});

describe("forms that did not come from our own page", () => {
  const paths = ["/sign-in", "/consent", "/sign-out", "/welcome/operator"];
  it.each<[string, number, string]>([
    ["/sign-in", 200, "Error: Sign in"],
    ["/consent", 403, "Error: This page is out of date"],
    ["/sign-out", 200, "Signed out"],
    ["/welcome/operator", 403, "Error: The link is no longer valid"],
  ])("%s without the token, or with one of another browser, does nothing", async (path, status, title) => {
    const own = formsOf(await new Person(server.issuer, "ada", "wrong").page(`${server.issuer}/sign-in`));
    for (const csrf of ["", "x", own[0]?.fields.csrf ?? ""]) {
      const person = new Person(server.issuer);
      await person.browse(`${server.issuer}/sign-in`);
      const fields = {
        csrf: csrf || "-",
        request: "",
        username: "ada",
        password: "correct-horse-battery",
        answer: "allow",
      };
      const page = await pageOf(path, await person.post(server.issuer + path, fields));
      expect([page.status, page.title]).toEqual([status, `${title} · Candor`]);
      expect([...person.cookies.keys()].some((name) => name.includes("session"))).toBe(false);
    }
  });

  it.each(paths)("%s with the right token, from another site or origin", async (path) => {
    const person = new Person(server.issuer);
    if (path === "/consent" || path === "/sign-out") await person.signIn();
    const source = path === "/welcome/operator" ? "/sign-in" : path === "/consent" ? "/sign-out" : path;
    const [form] = formsOf(await pageOf(server.issuer, await person.browse(server.issuer + source)));
    const foreign = [
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
      { "sec-fetch-site": "none" },
      { origin: "https://attacker.example" },
      { origin: "null" },
    ];
    for (const headers of foreign) {
      const fields = { ...form?.fields, username: "ada", password: "correct-horse-battery", answer: "allow" };
      const page = await pageOf(path, await person.post(server.issuer + path, fields, headers));
      refusedOn(page, 403, "user/form-foreign");
      const header = "origin" in headers ? "Origin" : "Sec-Fetch-Site";
      expect(page.html).toContain(
        `The ${header} header shows that this form wasn't sent from a page at ${server.issuer}`,
      );
    }
  });

  it.each(paths)("%s from a program: without its cookie, and with a token that does not fit", async (path) => {
    const person = new Person(server.issuer);
    const [form] = formsOf(await pageOf(server.issuer, await person.browse(`${server.issuer}/sign-in`)));
    const cookies = [...person.cookies].map((pair) => pair.join("=")).join("; ");
    const post = async (csrf: string, headers: Record<string, string>) => {
      const fields = { csrf, username: "ada", password: "correct-horse-battery", answer: "allow" };
      const init = { method: "POST", headers, body: new URLSearchParams(fields) };
      return pageOf(path, await fetch(server.issuer + path, { ...init, redirect: "manual" }));
    };
    refusedOn(await post(form?.fields.csrf ?? "", {}), 403, "user/form-cookie-absent");
    refusedOn(await post("x", { cookie: cookies }), 403, "user/form-stale");
    refusedOn(await post("x", {}), 403, "user/form-cookie-absent");
  });
});

describe("transport and life", () => {
  it("unsupported_over_http: transport/insecure, in JSON and on a page; health is served", async () => {
    const [port, issuer] = [await freePort(), "https://id.example"];
    const config = { issuer, port, host: "localhost", logLevel: "silent" as const };
    const candor = await createCandor({ config, storage: "memory" });
    const address = await candor.listen();
    const send = (path: string, init?: RequestInit) => fetch(address + path, init);
    for (const path of ["/token", "/authorize", "/userinfo", "/jwks", "/.well-known/openid-configuration"]) {
      const answer = await answerOf(issuer, await send(path, { method: "POST", body: "x=y" }));
      const says = refused(answer, 400, "invalid_request", "transport/insecure");
      expect(says).toBe("This request came over http. Send it over https to https://id.example.");
    }
    const spoofed = await send("/jwks", { headers: { "x-forwarded-proto": "https", forwarded: "proto=https" } });
    expect(spoofed.status).toBe(400);
    refusedOn(
      await pageOf("", await send("/authorize", { headers: { accept: "text/html" } })),
      400,
      "transport/insecure",
    );
    expect((await send("/healthz")).status).toBe(200);
    await candor.close();
  });
});
