import { beforeEach, describe, expect, it } from "vitest";
import { timeIds } from "../../adapters/clock/system.ts";
import { memoryStorage } from "../../adapters/memory/storage.ts";
import type { Actor } from "../../ports/audit.ts";
import { chainFault } from "../../ports/audit-chain.ts";
import type { Storage } from "../../ports/storage.ts";
import { UserError } from "./fault.ts";
import { generatePassword } from "./generated-password.ts";
import { type Users, usersOf } from "./users.ts";

const T = 1_800_000_000_000;
const PASSWORD = "a-long-password";
const passwords = {
  hash: async (password: string) => `hash of ${password}`,
  verify: async (password: string, hash: string | undefined) => hash === `hash of ${password}`,
  isCurrent: () => true,
};

const ROOT: Actor = { is: "command", id: "root" };

let storage: Storage;
let users: Users;
let now = T;
let dice = 0;
beforeEach(() => {
  storage = memoryStorage();
  now = T;
  const random = (length: number) => new Uint8Array(length).fill(++dice);
  users = usersOf({ storage, passwords, random, clock: () => now, ids: timeIds(0, () => 0) }, ROOT);
});

const add = (username: string, more = {}) => users.add({ username, password: PASSWORD, ...more });

/** The fields that an attempt was refused for; the code where there are none. */
async function refusedFor(attempt: Promise<unknown>): Promise<readonly string[]> {
  const error = await attempt.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof UserError)) throw new Error(`It was not refused: ${String(error)}`);
  return error.faults.length === 0 ? [error.code] : error.faults.map(({ field }) => field);
}

describe("adding", () => {
  it("keeps the given values, with the user name and the date among the claims", async () => {
    const claims = { name: "Ada", email: "ada@example.com", email_verified: true, groups: ["engineering"] };
    const ada = await add(" Ada\u200b", { claims, role: "operator" });
    expect(ada).toEqual({
      subject: expect.stringMatching(/^[\w-]{20}$/),
      username: "Ada",
      role: "operator",
      disabled: false,
      claims: { preferred_username: "Ada", updated_at: T / 1000, ...claims },
      createdAt: T,
    });
    expect(await users.find("ADA")).toEqual(ada);
    expect(await users.find(ada.subject)).toEqual(ada);
    expect((await storage.people.find(ada.subject))?.passwordHash).toBe(`hash of ${PASSWORD}`);
    expect(JSON.stringify(ada)).not.toContain("hash of");
  });

  it("names every problem at once and no password, and adds nothing", async () => {
    const attempt = users.add({
      username: "a da",
      password: "short-pass",
      role: "admin" as "user",
      claims: { email: "nobody", emial: "x" },
    });
    await expect(attempt).rejects.toThrow(/^username is not valid\. Expected: 1 to 254 characters without spaces\.\n/);
    await expect(attempt).rejects.not.toThrow("short-pass");
    expect(await refusedFor(attempt)).toEqual(["username", "password", "role", "claims.email", "claims.emial"]);
    expect((await users.list()).items).toEqual([]);
  });

  it.each([
    ["letters of two alphabets", { username: "\u0430da" }, ["username"]],
    ["no name", { username: "\u200b" }, ["username"]],
    ["a password with a control character", { password: "a-long-password\u0007" }, ["password"]],
    ["a mark without its email address", { claims: { email_verified: true } }, ["claims.email_verified"]],
    ["claims that are a list", { claims: [] }, ["claims"]],
    [
      "a claim that changes what an object is",
      { claims: JSON.parse('{"__proto__":{"role":"operator"}}') },
      ["claims.__proto__"],
    ],
  ])("refuses %s", async (_, more, fields) => {
    expect(await refusedFor(add("ada", more))).toEqual(fields);
  });

  it("refuses a user name that another user has in other letters", async () => {
    await add("Ada");
    const attempt = add("aDA");
    expect(await refusedFor(attempt)).toEqual(["username"]);
    await expect(attempt).rejects.toMatchObject({ code: "taken" });
  });
});

describe("listing", () => {
  it("goes through all in pages, in the order of names", async () => {
    for (const name of ["eve", "Ada", "bob", "Zoë", "dan"]) await add(name);
    const first = await users.list({ limit: 2 });
    expect(first.items.map(({ username }) => username)).toEqual(["Ada", "bob"]);
    const second = await users.list({ limit: 2, after: first.next });
    expect(second.items.map(({ username }) => username)).toEqual(["dan", "eve"]);
    const last = await users.list({ limit: 2, after: second.next });
    expect(last).toMatchObject({ items: [{ username: "Zoë" }], next: undefined });
  });
});

describe("changing", () => {
  it("merges claims, and dates them", async () => {
    await add("ada", { claims: { name: "Ada", locale: "en-GB" } });
    now += 5_000;
    const changed = await users.set("ada", { claims: { locale: null, groups: ["staff"] } });
    expect(changed.claims).toEqual({
      preferred_username: "ada",
      name: "Ada",
      groups: ["staff"],
      updated_at: T / 1000 + 5,
    });
    expect(await refusedFor(users.set("ada", { claims: { groups: "staff" } }))).toEqual(["claims.groups"]);
    expect(await refusedFor(users.set("nobody", { role: "operator" }))).toEqual(["unknown"]);
    expect(await users.find("ada")).toEqual(changed);
  });

  it("renames, and preferred_username follows as long as it was the same", async () => {
    const { subject } = await add("ada");
    await add("bob", { claims: { preferred_username: "bobby" } });
    expect(await users.set("ada", { username: "countess" })).toMatchObject({
      subject,
      username: "countess",
      claims: { preferred_username: "countess" },
    });
    expect((await users.set("bob", { username: "rob" })).claims.preferred_username).toBe("bobby");
    expect(await refusedFor(users.set("rob", { username: "Countess" }))).toEqual(["username"]);
    expect(await users.find("ada")).toBeUndefined();
    expect((await users.set("countess", { username: "COUNTESS" })).username).toBe("COUNTESS");
  });
});

describe("the last enabled operator", () => {
  beforeEach(async () => {
    await add("root", { role: "operator" });
    await add("off", { role: "operator" });
    await users.disable("off");
    await add("ada");
  });

  it.each<[string, (force: boolean) => Promise<unknown>]>([
    ["disabled", (force) => users.disable("root", { force })],
    ["removed", (force) => users.remove("root", { force })],
    ["made a user", (force) => users.set("root", { role: "user", force })],
  ])("is not %s, unless by force", async (_, act) => {
    expect(await refusedFor(act(false))).toEqual(["last-operator"]);
    expect(await users.find("root")).toMatchObject({ role: "operator", disabled: false });
    await act(true);
    expect(await users.find("root")).not.toMatchObject({ role: "operator", disabled: false });
  });

  it("may go once there is another one", async () => {
    await users.set("ada", { role: "operator" });
    await users.remove("root");
    expect(await refusedFor(users.disable("ada"))).toEqual(["last-operator"]);
    await users.remove("off");
  });
});

it("removing takes the consents along, and whoever gets the name next is somebody else", async () => {
  const ada = await add("ada");
  const bob = await add("bob");
  for (const { subject } of [ada, bob]) await storage.consents.add(subject, "shop", ["openid"], T);
  await users.remove("ada");
  expect(await users.find(ada.subject)).toBeUndefined();
  expect(await refusedFor(users.remove("ada"))).toEqual(["unknown"]);
  expect(await storage.consents.find(ada.subject, "shop")).toEqual([]);
  expect(await storage.consents.find(bob.subject, "shop")).toEqual(["openid"]);
  expect((await add("ada")).subject).not.toBe(ada.subject);
});

it("disabling and a new password end what has an id by now; enabling does not bring it back", async () => {
  const { subject } = await add("ada");
  const ended = async () => (await storage.people.find(subject))?.ended;
  expect(await ended()).toBeUndefined();
  await users.disable("ada");
  const first = await ended();
  expect(first?.at).toBe(T);
  await users.enable("ada");
  expect(await ended()).toEqual(first);
  // Also where the clock was set back meanwhile.
  now = T - 3_600_000;
  await users.setPassword("ada", "another-long-password");
  expect((await ended())?.through).toBeGreaterThan(first?.through ?? Number.POSITIVE_INFINITY);
  expect(await refusedFor(users.setPassword("ada", "short"))).toEqual(["password"]);
});

it("a generated password has 100 bits, is as long as it must be, and no letters that look alike", () => {
  const bytes = Uint8Array.from({ length: 20 }, (_, at) => at * 37);
  expect(generatePassword(() => bytes)).toMatch(/^(?:[a-km-np-z2-9]{5}-){3}[a-km-np-z2-9]{5}$/);
  const every = new Set(
    Array.from({ length: 256 }, (_, byte) => generatePassword(() => new Uint8Array(20).fill(byte))),
  );
  expect(every.size).toBe(32);
});

describe("the audit log", () => {
  const entries = async () => {
    const found = await storage.audit.read(1, 100);
    expect(chainFault(found, await storage.audit.head())).toBeUndefined();
    return found.map(({ number: _, hash: __, ...entry }) => entry);
  };
  const target = (id: string) => ({ kind: "user", id });

  it("says who changed whom, from what to what", async () => {
    const { subject } = await add("ada", { claims: { name: "Ada", groups: ["staff"] } });
    now = T + 1;
    await users.set("ada", {
      username: "countess",
      role: "operator",
      claims: { name: "Ada L.", locale: "en", groups: ["staff", "admin"], roles: ["owner"] },
    });
    await users.disable("countess", { force: true });
    await users.enable("countess");
    now = T + 2;
    await users.setPassword("countess", "another-long-password");
    await users.set("countess", { claims: { groups: null, locale: null } });
    await users.remove("countess", { force: true });
    expect(await entries()).toStrictEqual([
      {
        at: T,
        actor: ROOT,
        action: "user/add",
        target: target(subject),
        after: {
          username: "ada",
          role: "user",
          disabled: false,
          groups: ["staff"],
          claims: ["name", "preferred_username"],
        },
      },
      {
        at: T + 1,
        actor: ROOT,
        action: "user/change",
        target: target(subject),
        before: { username: "ada", role: "user", groups: ["staff"] },
        after: {
          username: "countess",
          role: "operator",
          groups: ["staff", "admin"],
          roles: ["owner"],
          claims: ["locale", "name", "preferred_username"],
        },
      },
      {
        at: T + 1,
        actor: ROOT,
        action: "user/disable",
        target: target(subject),
        before: { disabled: false },
        after: { disabled: true, endedAt: T + 1 },
      },
      {
        at: T + 1,
        actor: ROOT,
        action: "user/enable",
        target: target(subject),
        before: { disabled: true },
        after: { disabled: false },
      },
      {
        at: T + 2,
        actor: ROOT,
        action: "user/change",
        target: target(subject),
        before: { endedAt: T + 1 },
        after: { endedAt: T + 2, password: "changed" },
      },
      {
        at: T + 2,
        actor: ROOT,
        action: "user/change",
        target: target(subject),
        before: { groups: ["staff", "admin"] },
        after: { claims: ["locale"] },
      },
      {
        at: T + 2,
        actor: ROOT,
        action: "user/remove",
        target: target(subject),
        before: { username: "countess", role: "operator", disabled: false, roles: ["owner"], endedAt: T + 2 },
      },
    ]);
  });

  it("has no password, no hash of one, and no value of a personal claim", async () => {
    const claims = { email: "ada@example.com", phone_number: "+44 20 7946 0000", address: { locality: "London" } };
    await add("ada", { claims });
    await users.setPassword("ada", "another-long-password");
    await users.set("ada", { claims: { email: "ada@example.org", address: { locality: "Paris" } } });
    const text = JSON.stringify(await entries());
    for (const secret of [PASSWORD, "another-long-password", "hash of", "example.com", "example.org", "+44", "London"])
      expect(text).not.toContain(secret);
    expect(text).toContain('"password":"changed"');
    expect(text).toContain('"claims":["address","email"]');
  });

  it("has nothing about what was refused, or changed nothing", async () => {
    await add("root", { role: "operator" });
    const before = await entries();
    await refusedFor(add("ROOT"));
    await refusedFor(add("eve", { password: "short" }));
    await refusedFor(users.disable("root"));
    await refusedFor(users.remove("root"));
    await refusedFor(users.remove("nobody"));
    await refusedFor(users.set("root", { role: "user" }));
    await refusedFor(users.setPassword("root", "short"));
    await users.enable("root");
    await users.set("root", { username: "root", role: "operator", claims: {} });
    expect(await entries()).toStrictEqual(before);
  });
});
