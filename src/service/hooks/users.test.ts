/** Where users are looked up, with and without a store of the operator's own. */
import { beforeEach, describe, expect, it } from "vitest";
import { account } from "../../../test/storage-contract/samples.ts";
import { memoryStorage } from "../../adapters/memory/storage.ts";
import { HookFault, type StoredUser, type UserStore } from "../../ports/hooks.ts";
import { lastIdAt } from "../../ports/ids.ts";
import type { Storage } from "../../ports/storage.ts";
import { findBuiltIn, findUser, proveOwn } from "./users.ts";

let storage: Storage;
let calls: string[];
let found: unknown;
beforeEach(async () => {
  storage = memoryStorage();
  calls = [];
  found = undefined;
  await storage.people.insert(account("root", "root", { role: "operator" }));
  await storage.people.insert(account("former", "former"));
});

const own: UserStore = {
  find: (subject) => {
    calls.push(`find ${subject}`);
    return found as StoredUser;
  },
  findByUsername: (name) => {
    calls.push(`findByUsername ${name}`);
    return found as StoredUser;
  },
  verify: (user, password) => {
    calls.push(`verify ${user?.username}`);
    return password === "right";
  },
};
const where = (users?: UserStore) => ({ storage, hooks: users && { users, timeout: 1_000 } });
const because = async (run: Promise<unknown>): Promise<string> => {
  const fault = await run.catch((error: unknown) => error);
  return fault instanceof HookFault && fault.failure.is === "unusable"
    ? fault.failure.because
    : `not refused: ${fault}`;
};
const prove = (name: string, password: string) => proveOwn({ storage }, own, 1_000, name, password);

describe("without a store of the operator's own", () => {
  it("everybody is in the built-in one", async () => {
    expect(await findUser(where(), "former")).toMatchObject({ username: "former" });
    expect(await findUser({ storage, hooks: { claims: () => ({}), timeout: 1 } }, "former")).toMatchObject({});
    expect(await findBuiltIn(where(), "former")).toMatchObject({ subject: "former" });
  });
});

describe("with one", () => {
  it("only operators are in the built-in one, and the own one isn't asked for them", async () => {
    expect(await findUser(where(own), "root")).toMatchObject({ role: "operator" });
    expect(await findBuiltIn(where(own), "root")).toMatchObject({ subject: "root" });
    expect(await findUser(where(own), "former")).toBeUndefined();
    expect(await findBuiltIn(where(own), "former")).toBeUndefined();
    expect(calls).toEqual([]);
  });

  it("a user is what the store returns, and never an operator", async () => {
    found = {
      subject: "7",
      username: "ada",
      claims: { name: "Ada", team: "x" },
      endedAt: 1_800_000_000_000,
      role: "operator",
    };
    const user = await findUser(where(own), "7");
    expect(user).toEqual({
      subject: "7",
      username: "ada",
      role: "user",
      disabled: false,
      claims: { name: "Ada", team: "x" },
      ended: { through: lastIdAt(1_799_999_999_999), at: 1_800_000_000_000 },
    });
  });

  it.each([undefined, null])("there is no user for %j", async (nobody) => {
    found = nobody;
    expect(await findUser(where(own), "7")).toBeUndefined();
  });

  it("a name without a user is verified as well, so that it takes as long", async () => {
    expect(await prove("eve", "right")).toBeUndefined();
    expect(calls).toEqual(["findByUsername eve", "verify undefined"]);
  });

  it("a password proves a user who is enabled", async () => {
    found = { subject: "7", username: "ada" };
    expect(await prove("ada", "right")).toMatchObject({ subject: "7" });
    expect(await prove("ada", "wrong")).toBeUndefined();
    found = { subject: "7", username: "ada", disabled: true };
    expect(await prove("ada", "right")).toBeUndefined();
  });

  it.each(["root", "former"])("the subject of %s doesn't prove who the user is", async (subject) => {
    found = { subject, username: "ada" };
    expect(await because(prove("ada", "right"))).toBe("the subject belongs to an account of the built-in store");
    expect(await prove("ada", "wrong")).toBeUndefined();
  });

  it("a user who changes while being read is what was read first", async () => {
    let reads = 0;
    found = Object.defineProperty({ username: "ada" }, "subject", { get: () => (reads++ === 0 ? "7" : "root") });
    expect(await prove("ada", "right")).toMatchObject({ subject: "7" });
    expect(reads).toBe(1);
  });

  it.each<[user: unknown, says: string]>([
    [true, "the result isn't a user"],
    ["ada", "the result isn't a user"],
    [{ subject: 7, username: "ada" }, "subject isn't 1 to 255 printable ASCII characters"],
    [{ subject: "x".repeat(256), username: "ada" }, "subject isn't 1 to 255 printable ASCII characters"],
    [{ subject: "é", username: "ada" }, "subject isn't 1 to 255 printable ASCII characters"],
    [{ subject: "7" }, "username isn't 1 to 256 characters without control characters"],
    [{ subject: "7", username: "a\nb" }, "username isn't 1 to 256 characters without control characters"],
    [{ subject: "7", username: "a", disabled: 1 }, "disabled isn't true or false"],
    [{ subject: "7", username: "a", endedAt: "now" }, "endedAt isn't a time in milliseconds"],
    [{ subject: "7", username: "a", claims: [] }, "in claims, the result isn't a plain object"],
    [{ subject: "7", username: "a", claims: { at: new Date(0) } }, 'in claims, "at" isn\'t a JSON value'],
    [{ subject: "7", username: "a", claims: { x: "x".repeat(20_000) } }, "in claims, the result is too large"],
    [{ subject: "7", username: "a", claims: { email_verified: "yes" } }, "claims.email_verified isn't true or false"],
    [{ subject: "8", username: "a" }, "the user has another subject"],
  ])("%j is refused", async (user, says) => {
    found = user;
    expect(await because(findUser(where(own), "7"))).toBe(says);
  });
});

it("the end of a user includes what began before it, and nothing of that moment", () => {
  const at = 1_800_000_000_000;
  expect(lastIdAt(at)).toBeGreaterThan(lastIdAt(at - 1));
  expect(Number.isSafeInteger(lastIdAt(at))).toBe(true);
});
