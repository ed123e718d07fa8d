/** The server's clock is set back, or leaps ahead: what has ended stays ended, and nobody is kept out for as long as it is wrong. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Application, tokensOf } from "./application.ts";
import { Person } from "./person.ts";
import { refused } from "./refusal.ts";
import { startWorld, type World } from "./world.ts";

const [MINUTE, HOUR, DAY, YEAR] = [60, 3_600, 86_400, 365 * 86_400];

let world: World;
let web: Application;
let wrong = 0;
beforeAll(async () => {
  world = await startWorld();
  web = world.app("web");
});
afterEach(() => set(0));
afterAll(() => world.close());

/** Makes the clock wrong by so many seconds. */
function set(seconds: number): void {
  world.pass(seconds - wrong);
  wrong = seconds;
}

const refresh = async (token: string) => tokensOf(await web.refresh(token));
const active = async (token: string) => (await web.introspect(token)).body.active;

describe.each([
  ["an hour", HOUR],
  ["a day", DAY],
  ["two minutes", 2 * MINUTE],
])("set back by %s", (_, seconds) => {
  it("does not let an old refresh token in again: it ends the family", async () => {
    const { refresh_token: first } = await web.tokens(world.person());
    const { refresh_token: second } = await refresh(first);
    set(-seconds);
    const answer = await web.refresh(first);
    refused(answer, 400, "invalid_grant", "refresh-token/reused");
    expect(answer.body.error_description).toMatch(
      /^This refresh token was replaced before the server's clock was set back by \d+ s/,
    );
    refused(await web.refresh(second), 400, "invalid_grant", "refresh-token/revoked");
  });

  it("does not make a code live longer", async () => {
    const { code, verifier } = await web.code(world.person());
    set(-seconds);
    const answer = await web.redeem(code, verifier);
    refused(answer, 400, "invalid_grant", "code/expired");
    expect(answer.body.error_description).toMatch(
      /^The code was issued before the server's clock was set back by \d+ s/,
    );
  });

  it("leaves live families alive, and new tokens are good at once", async () => {
    const { refresh_token: first } = await web.tokens(world.person());
    set(-seconds);
    const next = await refresh(first);
    expect(await active(next.access_token)).toBe(true);
    expect((await refresh(next.refresh_token)).refresh_token).not.toBe(next.refresh_token);
  });
});

describe("set back by a day", () => {
  it("does not make access tokens live longer, opaque ones nor JWTs", async () => {
    const { access_token: opaque } = await web.tokens(world.person(), { scope: "openid read_opaque offline_access" });
    const { access_token: jwt } = await web.tokens(world.person());
    expect([await active(opaque), await active(jwt)]).toEqual([true, true]);
    set(-DAY);
    expect([await active(opaque), await active(jwt)]).toEqual([false, false]);
    set(-MINUTE);
    expect([await active(opaque), await active(jwt)]).toEqual([true, true]);
  });

  it("makes no user or client wait for a day after wrong secrets or passwords", async () => {
    const guess = () =>
      web.post("/token", { grant_type: "client_credentials", client_id: "post", client_secret: "wrong" });
    const mistyped = new Person(world.issuer, world.regular.username, "a wrong password");
    for (let i = 0; i < 7; i++) await mistyped.signIn().catch(() => undefined);
    for (let i = 0; i < 40; i++) await guess();
    set(-DAY);
    const { headers } = await guess();
    expect(Number(headers.get("retry-after") ?? 0)).toBeLessThanOrEqual(15 * MINUTE);
    await world.person().signIn();
  });
});

describe("a year ahead for a minute", () => {
  it("refuses what has lasted that long, and grants it again afterwards", async () => {
    const { refresh_token: first, access_token: access } = await web.tokens(world.person());
    set(YEAR);
    expect(await active(access)).toBe(false);
    set(0);
    expect(await active(access)).toBe(true);
    expect((await web.refresh(first)).status).toBe(200);
  });

  it("and what was issued in that minute is not good for a year", async () => {
    const before = await web.tokens(world.person());
    set(YEAR);
    const person = world.person();
    const during = await web.tokens(person);
    set(0);
    expect(await active(during.access_token)).toBe(false);
    refused(await web.refresh(during.refresh_token), 400, "invalid_grant", "refresh-token/expired");
    const { url } = web.begin({ prompt: "none" });
    expect((await person.sentTo(url)).searchParams.get("error")).toBe("login_required");
    expect((await web.refresh(before.refresh_token)).status).toBe(200);
  });
});

it("a sign-in of the future is not a recent one", async () => {
  const person = world.person();
  await web.tokens(person);
  set(-HOUR);
  const { url } = web.begin({ prompt: "none", max_age: "60" });
  expect((await person.sentTo(url)).searchParams.get("error")).toBe("login_required");
  const { url: usual } = web.begin({ prompt: "none" });
  expect((await person.sentTo(usual)).searchParams.get("code")).toMatch(/^candor_code_/);
});
