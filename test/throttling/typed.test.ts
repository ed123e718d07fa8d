/** User names and passwords as devices type them: over HTTP, with the real hash. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { memoryStorage } from "../../src/adapters/memory/storage.ts";
import { argon2Passwords } from "../../src/adapters/passwords/argon2.ts";
import { hashPassword } from "../../src/service/passwords.ts";
import { openWorld, type World } from "../catalogue/world.ts";

let world: World;
const passwords = argon2Passwords();
const [COMPOSED, DECOMPOSED] = ["kawa z Łodzi, zażółć".normalize("NFC"), "kawa z Łodzi, zażółć".normalize("NFD")];

beforeAll(async () => {
  world = await openWorld({ storage: () => memoryStorage() });
  Object.assign(world.deps, { passwords });
  const add = async (username: string, passwordHash: string) => {
    const account = { subject: `usr ${username}`, username, passwordHash, claims: {}, createdAt: 0 };
    expect(await world.deps.storage.people.insert({ ...account, role: "user", disabled: false })).toBe(true);
  };
  await add("jan", await hashPassword(passwords, DECOMPOSED));
  // As versions before made them: from the bytes as they were typed.
  await add("old-composed", await passwords.hash(COMPOSED));
  await add("old-decomposed", await passwords.hash(DECOMPOSED));
  await add("blank ", await passwords.hash("the one with a blank"));
  await add("twin", await passwords.hash("the one without"));
  await add("twin ", await passwords.hash("the one with it"));
});
afterAll(() => world.close());

async function signIn(username: string, password: string): Promise<number> {
  world.clock.now += 86_400_000;
  const page = await world.send("/sign-in");
  const csrf = /name="csrf" value="([^"]+)"/.exec(await page.text())?.[1] ?? "";
  const cookie = page.headers.get("set-cookie")?.split(";", 1)[0] ?? "";
  return (await world.form("/sign-in", { csrf, username, password }, { cookie })).status;
}

describe("a password with accents", () => {
  it.each(["jan", "old-composed", "old-decomposed"])("is right composed and decomposed: %s", async (username) => {
    expect(await signIn(username, COMPOSED)).toBe(303);
    expect(await signIn(username, DECOMPOSED)).toBe(303);
    expect(await signIn(username, `${COMPOSED} `)).toBe(401);
    expect(await signIn(username, COMPOSED.toUpperCase())).toBe(401);
  });
});

describe("a user name", () => {
  it.each(["jan ", " jan", "Jan\u00a0", "\u200bjan", "\u200eJAN\ufeff", "ｊａｎ", `${" ".repeat(100)}jan`])(
    "is accepted without what a keyboard adds: %j",
    async (typed) => expect(await signIn(typed, COMPOSED)).toBe(303),
  );

  it.each(["j an", "jana", "", " ", "\u200b", "ja\u0274"])("is not %j", async (typed) =>
    expect(await signIn(typed, COMPOSED)).toBe(401),
  );

  it("that has a blank goes on working, and comes before its twin where it is typed exactly", async () => {
    expect(await signIn("blank ", "the one with a blank")).toBe(303);
    expect(await signIn("twin ", "the one with it")).toBe(303);
    expect(await signIn("twin", "the one without")).toBe(303);
    expect(await signIn("twin", "the one with it")).toBe(401);
  });
});
