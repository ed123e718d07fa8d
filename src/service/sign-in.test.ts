/** Who gets a session for a name and a password. */
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { formOf } from "../../test/catalogue/samples.ts";
import { openWorld, sessionOf, type World } from "../../test/catalogue/world.ts";
import type { Account } from "../ports/storage.ts";
import { isRefusal } from "../reasons/index.ts";
import { LIBRARY } from "./actors.ts";
import type { Deps } from "./deps.ts";
import { findSession } from "./sessions.ts";
import { type Credentials, signIn } from "./sign-in.ts";
import { usersOf } from "./users/users.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());
beforeEach(() => {
  // What failed before has drained.
  world.clock.now += 86_400_000;
});

const ADA = { username: "ada", password: "correct-horse-battery", address: "192.0.2.1", marks: undefined };
const FORM = formOf({ username: "ada" });
const attempt = (given: Partial<Credentials> = {}, deps: Deps = world.deps) => signIn(deps, { ...ADA, ...given }, FORM);
const outcome = async (given: Partial<Credentials> = {}, deps?: Deps) => {
  const answer = await attempt(given, deps);
  return isRefusal(answer) ? answer.refused : "signed in";
};

function whereUser(change: Partial<Account>): Deps {
  const { storage } = world.deps;
  const findByUsername = async (name: string) => {
    const account = await storage.people.findByUsername(name);
    return account && { ...account, ...change };
  };
  return { ...world.deps, storage: { ...storage, people: { ...storage.people, findByUsername } } };
}

describe("a sign-in", () => {
  it("with the right password starts a session of this user, at this time", async () => {
    const answer = await attempt();
    if (isRefusal(answer)) return expect.fail(answer.refused);
    expect(await findSession(world.deps, answer.session, world.clock.now)).toMatchObject({
      account: { subject: "demo-ada" },
      session: { authTime: world.clock.now },
    });
    expect(answer.marks).not.toBe("");
  });

  it.each<[what: string, given: Partial<Credentials>]>([
    ["another password", { password: "correct-horse-batter" }],
    ["another user's password", { password: "staple-battery-horse" }],
    ["no password", { password: "" }],
    ["no such user", { username: "nobody" }],
  ])("with %s is refused as wrong", async (_, given) => {
    expect(await attempt(given)).toMatchObject({
      refused: "user/credentials-wrong",
      on: { decision: "sign-in", attempt: { is: "wrong" }, now: world.clock.now, form: FORM },
    });
  });

  it("of a disabled account is refused like a wrong password, and counts as one", async () => {
    const deps = whereUser({ disabled: true });
    for (let i = 0; i < 5; i++) expect(await outcome({}, deps)).toBe("user/credentials-wrong");
    expect(await outcome({}, deps)).toBe("user/throttled");
  });

  it("of an unknown user takes the time of a comparison", async () => {
    const verify = vi.fn(world.deps.passwords.verify);
    await attempt({ username: "nobody" }, { ...world.deps, passwords: { ...world.deps.passwords, verify } });
    expect(verify).toHaveBeenCalledTimes(1);
  });

  describe("with a hash of another server", () => {
    const FOREIGN = `$2b$05$${"x".repeat(53)}`;
    /** Hashes that can be read, of which those of another server are replaced. */
    const passwords = {
      hash: async (password: string) => `plain ${password}`,
      verify: vi.fn(
        async (password: string, hash: string | undefined, _like?: string) =>
          hash === `plain ${password}` || (hash === FOREIGN && password === "correct-horse-battery"),
      ),
      isCurrent: (hash: string) => hash !== FOREIGN,
    };
    const deps = () => ({ ...world.deps, passwords });
    const hashOf = async () => (await world.deps.storage.people.findByUsername("ada"))?.passwordHash;
    const give = async (username: string, passwordHash: string) => {
      const { people } = world.deps.storage;
      const { subject = "" } = (await people.findByUsername(username)) ?? {};
      await people.change(subject, (account) => ({ ...account, passwordHash }), false);
    };

    const before = new Map<string, string>();
    beforeAll(async () => {
      for (const name of ["ada", "grace", "root"])
        before.set(name, (await world.deps.storage.people.findByUsername(name))?.passwordHash ?? "");
    });
    afterAll(async () => {
      for (const [name, hash] of before) await give(name, hash);
    });

    it("succeeds, and replaces the hash", async () => {
      await give("ada", FOREIGN);
      expect(await outcome({ password: "wrong" }, deps())).toBe("user/credentials-wrong");
      expect(await hashOf()).toBe(FOREIGN);
      expect(await outcome({}, deps())).toBe("signed in");
      expect(await hashOf()).toBe("plain correct-horse-battery");
      expect(await outcome({}, deps())).toBe("signed in");
    });

    it("keeps a password that somebody set at the same time", async () => {
      await give("ada", FOREIGN);
      const hash = async (password: string) => {
        await give("ada", "plain another-long-password");
        return `plain ${password}`;
      };
      expect(await outcome({}, { ...world.deps, passwords: { ...passwords, hash } })).toBe("user/credentials-wrong");
      expect(await hashOf()).toBe("plain another-long-password");
    });

    it("takes no other time than a name that nobody has, which is compared with one of the kinds that users have", async () => {
      for (const name of ["ada", "grace", "root"]) await give(name, FOREIGN);
      passwords.verify.mockClear();
      await outcome({ username: "nobody" }, deps());
      expect(passwords.verify.mock.calls.map(([, hash, like]) => [hash, like])).toEqual([[undefined, "$2b$05$"]]);
    });
  });

  it("finds the user by the name as it was typed, or without what is not seen at its ends", async () => {
    expect(await outcome({ username: " ada\u200b " })).toBe("signed in");
    const older = vi.fn(async (name: string) =>
      name === "ada " ? undefined : world.deps.storage.people.findByUsername(name),
    );
    const { storage } = world.deps;
    const deps = {
      ...world.deps,
      storage: { ...storage, people: { ...storage.people, findByUsername: older } },
    };
    expect(await outcome({ username: "ada " }, deps)).toBe("signed in");
    expect(older.mock.calls).toEqual([["ada "], ["ada"]]);
  });

  it("prefers an account whose name is exactly what was typed", async () => {
    const { storage } = world.deps;
    const findByUsername = async (name: string) => storage.people.findByUsername(name === "ada " ? "grace" : name);
    const deps = { ...world.deps, storage: { ...storage, people: { ...storage.people, findByUsername } } };
    expect(await outcome({ username: "ada " }, deps)).toBe("user/credentials-wrong");
    expect(await outcome({ username: "ada ", password: "staple-battery-horse" }, deps)).toBe("signed in");
  });

  it("looks at no more of a name than the longest one has", async () => {
    const find = vi.fn(async (_: string) => undefined);
    const { storage } = world.deps;
    const people = { ...storage.people, findByUsername: find };
    await attempt({ username: "n".repeat(100_000) }, { ...world.deps, storage: { ...storage, people } });
    expect(find.mock.calls).toEqual([["n".repeat(256)]]);
  });
});

describe("after failures", () => {
  const fail = async (n: number, given: Partial<Credentials> = {}) => {
    for (let i = 0; i < n; i++) expect(await outcome({ password: "wrong", ...given })).toBe("user/credentials-wrong");
  };

  it("of this network the right password has to wait as well, and no password is compared", async () => {
    await fail(5);
    const verify = vi.fn(world.deps.passwords.verify);
    const run = vi.fn(async () => undefined);
    const deps = { ...world.deps, signIns: { run }, passwords: { ...world.deps.passwords, verify } };
    const answer = await attempt({}, deps);
    expect(answer).toMatchObject({ refused: "user/throttled", on: { attempt: { is: "throttled" } } });
    expect(isRefusal(answer) && answer.evidence).toMatchObject({ retryAfter: 5 });
    expect(verify).not.toHaveBeenCalled();
    // Whoever has to wait takes no place from those who may try.
    expect(run).not.toHaveBeenCalled();
    world.clock.now += 4_999;
    expect(await attempt()).toMatchObject({ refused: "user/throttled", evidence: { retryAfter: 1 } });
    expect(await outcome({ address: "198.51.100.1" })).toBe("signed in");
  });

  it("a right password forgets them", async () => {
    await fail(4);
    expect(await outcome()).toBe("signed in");
    await fail(5);
    expect(await outcome()).toBe("user/throttled");
  });

  it("a familiar browser isn't locked out, and its own attempts are counted separately", async () => {
    const first = await attempt();
    if (isRefusal(first)) return expect.fail(first.refused);
    await fail(5);
    expect(await outcome()).toBe("user/throttled");
    expect(await outcome({ marks: first.marks })).toBe("signed in");
    // The mark is for this user alone.
    await fail(5, { username: "grace", marks: first.marks });
    expect(await outcome({ username: "grace", password: "staple-battery-horse", marks: first.marks })).toBe(
      "user/throttled",
    );
  });

  it("what waited for its turn meanwhile is throttled too", async () => {
    let turn: (() => void) | undefined;
    const first = new Promise<void>((resolve) => {
      turn = resolve;
    });
    const signIns: Deps["signIns"] = {
      run: async (_, work) => {
        await first;
        return work();
      },
    };
    const late = attempt({}, { ...world.deps, signIns });
    await fail(5);
    turn?.();
    expect(await late).toMatchObject({ refused: "user/throttled" });
  });

  it("if the queue is full, the user is asked to try again in a moment", async () => {
    const signIns: Deps["signIns"] = { run: async () => undefined };
    expect(await attempt({}, { ...world.deps, signIns })).toMatchObject({
      refused: "user/queue-full",
      evidence: { retryAfter: 5 },
    });
    expect(await outcome()).toBe("signed in");
  });
});

describe("an account that is changed during a sign-in", () => {
  /** Deps whose comparison of the password goes on after `meanwhile` has been done. */
  const during = (meanwhile: () => Promise<unknown>): Deps => {
    let done = false;
    const verify = async (password: string, hash: string) => {
      const right = await world.deps.passwords.verify(password, hash);
      if (!done) await meanwhile();
      done = true;
      return right;
    };
    return { ...world.deps, passwords: { ...world.deps.passwords, verify } };
  };
  const users = () => usersOf(world.deps, LIBRARY);
  const open = async () => {
    const name = `user${world.clock.now}`;
    await users().add({ username: name, password: ADA.password });
    return name;
  };

  it("has no session of its former password", async () => {
    const username = await open();
    const setPassword = () => users().setPassword(username, "another-long-password");
    expect(await outcome({ username }, during(setPassword))).toBe("user/credentials-wrong");
    expect(await outcome({ username, password: "another-long-password" })).toBe("signed in");
  });

  it("has none if it was disabled, even after it is enabled again", async () => {
    const username = await open();
    expect(
      await outcome(
        { username },
        during(() => users().disable(username)),
      ),
    ).toBe("user/credentials-wrong");
    await users().enable(username);
    expect(await outcome({ username })).toBe("signed in");
  });

  it("has none if it was removed", async () => {
    const username = await open();
    expect(
      await outcome(
        { username },
        during(() => users().remove(username)),
      ),
    ).toBe("user/credentials-wrong");
  });

  it("keeps the session if only a claim was changed", async () => {
    const username = await open();
    const change = () => users().set(username, { claims: { nickname: "A" } });
    expect(await outcome({ username }, during(change))).toBe("signed in");
  });

  it("has no session that began before, by an id that another process made in the same millisecond", async () => {
    const username = await open();
    const subject = (await users().find(username))?.subject ?? "";
    const cookie = await sessionOf(world.deps, subject, world.clock.now);
    // The other process counts from a lower number.
    await usersOf({ ...world.deps, ids: () => 1 }, LIBRARY).setPassword(username, "another-long-password");
    expect(await findSession(world.deps, cookie, world.clock.now)).toBeUndefined();
  });
});
