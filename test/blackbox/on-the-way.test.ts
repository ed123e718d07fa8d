/** Whatever is accepted when it arrives can go all the way: through sign-in, consent and a change of account, back to the application. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { secret } from "./application.ts";
import { formsOf, pageOf } from "./person.ts";
import { refusedOn } from "./refusal.ts";
import { startWorld, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

/** Whether the first response to a request asks the user, by the URL as a browser writes it. */
async function isTaken(url: string): Promise<boolean> {
  const response = await fetch(new URL(url), { redirect: "manual", headers: { accept: "text/html" } });
  await response.text();
  return response.status === 200;
}

/** The largest number for which the predicate holds, from one for which it does. */
async function most(holds: (n: number) => Promise<boolean>, from: number, below: number): Promise<number> {
  let [good, bad] = [from, below];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (await holds(middle)) good = middle;
    else bad = middle;
  }
  return good;
}

/** A request with a value in it that is written into the URL as it is, encoded by no library. */
function raw(name: string, value: string, more = {}): string {
  return `${world
    .app("web")
    .begin({ prompt: "consent", ...more })
    .url.replace(/&state=[^&]*/, "")}&${name}=${value}`;
}

const encoded = (one: string): string => (/[A-Za-z0-9:/?@!$()*,;="<>{}|^]/.test(one) ? one : encodeURIComponent(one));

describe.each([":", "=", ";", "a", "%", "+", "ü", "😀", "'", "\n", "{", "<"])("a state of %j", (one) => {
  it("as long as it is accepted comes back whole, after sign-in, consent and a change of account", async () => {
    const state = (n: number) => one.repeat(n);
    const url = (n: number) => raw("state", encoded(one).repeat(n));
    const n = await most((n) => isTaken(url(n)), 1, 8_192);
    expect(n).toBeGreaterThan(900);
    const person = world.person();
    const to = await person.sentTo(url(n));
    expect(to.searchParams.get("state")).toBe(state(n));
    expect(to.searchParams.has("code")).toBe(true);
    const asked = await pageOf(url(n), await person.browse(url(n)));
    const [, other = ""] = /href="([^"]*select_account[^"]*)"/.exec(asked.html) ?? [];
    const again = await person.sentTo(new URL(other.replaceAll("&amp;", "&"), world.issuer).href, "deny");
    expect(again.searchParams.get("state")).toBe(state(n));
    expect(person.asked).toEqual(["sign-in", "consent"]);
  });
});

describe.each(["nonce", "login_hint", "claims_locales", "ui_locales", "acr_values"])("%s", (name) => {
  it.each([":", '"', "ü"])("of %j as long as it is accepted goes all the way", async (one) => {
    const url = (n: number) => raw(name, encoded(one).repeat(n));
    const holds = async (n: number) => isTaken(url(n));
    const n = await most(holds, 1, 8_193);
    expect((await world.person().sentTo(url(n))).searchParams.get("code")).toMatch(/^candor_code_/);
  });
});

it("3,940 colons come back, and what is too long is refused at once", async () => {
  const to = await world.person().sentTo(raw("state", ":".repeat(3_940)));
  expect(to.searchParams.get("state")).toBe(":".repeat(3_940));
  for (const one of [":", "ü"]) {
    const page = await world.person().page(raw("state", encodeURIComponent(one).repeat(one === ":" ? 3_940 : 2_400)));
    refusedOn(page, 413, "request/too-large");
  }
});

it.each(["\u0001", '"', "ü", "a"])("a nonce of 1,024 times %j comes back as a hint, at both endpoints", async (one) => {
  const person = world.person();
  const nonce = one.repeat(1_024);
  const { id_token } = await world.app("web").tokens(person, { nonce });
  const { url } = world.app("web").begin({ prompt: "none", id_token_hint: id_token, state: secret(12) });
  expect((await person.sentTo(url)).searchParams.has("code")).toBe(true);
  const back = { id_token_hint: id_token, post_logout_redirect_uri: "https://app.example/bye?from=candor", state: "s" };
  const done = await person.browse(`${world.issuer}/sign-out?${new URLSearchParams(back)}`);
  expect(done.headers.get("location")).toBe("https://app.example/bye?from=candor&state=s");
});

it("a sign-out that is asked about returns with the longest state that is accepted", async () => {
  const person = world.person();
  await person.signIn();
  const ask = (n: number) =>
    `${world.issuer}/sign-out?client_id=web&post_logout_redirect_uri=https://app.example/bye?from=candor&state=${"=".repeat(n)}`;
  const status = async (n: number) => (await person.browse(ask(n))).status;
  const n = await most(async (n) => (await status(n)) === 200, 1, 8_193);
  const [form] = formsOf(await pageOf(ask(n), await person.browse(ask(n))));
  const done = await person.post(form?.action ?? "", form?.fields ?? {});
  expect(new URL(done.headers.get("location") ?? "").searchParams.get("state")).toBe("=".repeat(n));
});
