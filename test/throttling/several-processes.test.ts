/** Four servers on one database: somebody who guesses gets no more than the limit and one guess for each other server. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { Deps } from "../../src/service/deps.ts";
import { type Credentials, signIn } from "../../src/service/sign-in.ts";
import { basic, formOf } from "../catalogue/samples.ts";
import { AUTHORIZE, encode, openWorld, type World } from "../catalogue/world.ts";

const SERVERS = 4;
const directory = mkdtempSync(join(tmpdir(), "candor-guesses-"));
const worlds: World[] = [];
beforeAll(async () => {
  for (let n = 0; n < SERVERS; n++) worlds.push(await openWorld({ sqliteIn: directory }));
});
afterAll(async () => {
  await Promise.all(worlds.map((world) => world.close()));
  rmSync(directory, { recursive: true, force: true });
});

/** Seconds pass, for all servers. */
const pass = (seconds: number): void => {
  for (const { clock } of worlds) clock.now += seconds * 1_000;
};
// Every count drains in between.
beforeEach(() => pass(3_600));

const ask = (world: World, secret: string, path = "/token") =>
  world.form(path, path === "/token" ? { grant_type: "client_credentials" } : { token: "x" }, {
    authorization: basic(`demo-service:${secret}`),
  });
/** What came back, and how often. */
async function tally(all: readonly Promise<{ readonly status: number }>[]): Promise<Record<number, number>> {
  const counts: Record<number, number> = {};
  for (const { status } of await Promise.all(all)) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}
const each = <T>(times: number, act: (world: World, n: number) => T): T[] =>
  Array.from({ length: times }, (_, n) => worlds.map((world) => act(world, n))).flat();

it("compares thirty wrong secrets of a client, however they are spread over servers and endpoints", async () => {
  const paths = ["/token", "/introspect", "/revoke"];
  expect(await tally(each(50, (world, n) => ask(world, `guess ${n}`, paths[n % 3])))).toEqual({ 401: 30, 429: 170 });
  // The right one can be guessed, so it waits as well, on every server.
  expect(await tally(each(1, (world) => ask(world, "demo-service-secret")))).toEqual({ 429: SERVERS });
  pass(20);
  expect(await tally(each(10, (world, n) => ask(world, `guess ${n}`)))).toEqual({ 401: 1, 429: 39 });
  pass(30 * 20);
  expect(await tally(each(1, (world) => ask(world, "demo-service-secret")))).toEqual({ 200: SERVERS });
});

it("tells a server of failures elsewhere at the first wrong secret that it gets", async () => {
  const [first, ...others] = worlds as [World, ...World[]];
  expect(await tally(Array.from({ length: 100 }, (_, n) => ask(first, `guess ${n}`)))).toEqual({ 401: 30, 429: 70 });
  expect(await tally(others.map((world) => ask(world, "a guess that is wrong")))).toEqual({ 429: SERVERS - 1 });
  expect(await tally(each(1, (world) => ask(world, "demo-service-secret")))).toEqual({ 429: SERVERS });
});

it("refuses five guesses of a user's password from a network as wrong, and compares one more for each other server at most", async () => {
  let compared = 0;
  const deps = worlds.map(({ deps: own }): Deps => {
    const verify: Deps["passwords"]["verify"] = async (...given) => {
      compared++;
      return own.passwords.verify(...given);
    };
    return { ...own, passwords: { ...own.passwords, verify } };
  });
  const wrong: Credentials = { username: "ada", password: "wrong", address: "192.0.2.9", marks: undefined };
  const form = formOf({ username: "ada" });
  const guessed = await Promise.all(
    Array.from({ length: 50 }, () => deps.map((own) => signIn(own, wrong, form))).flat(),
  );
  const saying = (code: string) => guessed.filter((one) => "refused" in one && one.refused === code).length;
  expect([saying("user/credentials-wrong"), saying("user/throttled")]).toEqual([5, 50 * SERVERS - 5]);
  expect(compared).toBeGreaterThanOrEqual(5);
  expect(compared).toBeLessThanOrEqual(5 + SERVERS - 1);
  const again = compared;
  await Promise.all(deps.map((own) => signIn(own, { ...wrong, password: "correct-horse-battery" }, form)));
  expect(compared).toBe(again);
});

it("names the refusal that a library got from another server, when it tries another way to authenticate", async () => {
  const [one, two] = worlds as [World, World];
  const fields = { grant_type: "refresh_token", refresh_token: "made-up" };
  const first = await one.form("/token", fields, { authorization: basic("demo-web:demo-web-secret") });
  expect(first.status).toBe(400);
  await one.deps.journal.flush();
  const second = await two.form("/token", { ...fields, client_id: "demo-web", client_secret: "demo-web-secret" });
  const { error_description: says } = (await second.json()) as { error_description: string };
  expect(says).toContain("Fix the previous refusal first: refresh-token/unknown (");
  expect(says).toContain(`ref ${one.journal.at(-1)?.ref})`);
});

it("accepts on one server the form, the session and the familiar browser of another", async () => {
  const [one, two, three] = worlds as [World, World, World];
  const cookies = new Map<string, string>();
  const cookie = () => [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const keep = (response: Response): Response => {
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    return response;
  };
  const csrfOf = async (response: Response) => /name="csrf" value="([^"]*)"/.exec(await response.text())?.[1];
  const csrf = await csrfOf(keep(await one.send("/sign-in")));
  const user = { username: "grace", password: "staple-battery-horse" };
  expect(keep(await two.form("/sign-in", { csrf, ...user }, { cookie: cookie() })).status).toBe(303);
  const authorize = await three.send(`/authorize?${encode({ ...AUTHORIZE, prompt: "none" })}`, {
    headers: { cookie: cookie() },
  });
  // She is signed in there, and has not allowed the app anything yet.
  expect(new URL(authorize.headers.get("location") ?? "").searchParams.get("error")).toBe("consent_required");
  // Strangers fill the count of the network. The familiar browser is known on every server.
  const form = formOf({ username: "grace" });
  for (let n = 0; n < 10; n++)
    await signIn(one.deps, { ...user, password: "wrong", address: "192.0.2.7", marks: undefined }, form);
  const marks = [...cookies].find(([name]) => name.includes("familiar"))?.[1];
  const credentials = { ...user, address: "192.0.2.7" };
  expect(await signIn(two.deps, { ...credentials, marks: undefined }, form)).toMatchObject({
    refused: "user/throttled",
  });
  expect(await signIn(three.deps, { ...credentials, marks }, form)).toMatchObject({ subject: "demo-grace" });
});
