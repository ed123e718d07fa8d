/** The teams and groups that users are in. */
import { describe, expect, test } from "vitest";
import { decoyOf, NO_PASSWORD } from "../../src/ports/password-hash.ts";
import type { Change } from "../../src/ports/registrations.ts";
import type { Storage } from "../../src/ports/storage.ts";
import { account, auditEntry, T } from "./samples.ts";

const ENTRY = auditEntry("a", { action: "team/change" });

/** Runs the part of the suite; `open` returns the storage of the test that runs. */
export function membershipContract(open: () => Storage): void {
  describe("the teams of a user", () => {
    const team = (name: string, from: number, ...members: readonly string[]): Change => ({
      ...{
        kind: "team",
        id: name,
        from,
        content: JSON.stringify({ team: { name, members: members.map((subject) => ({ subject, since: T })) } }),
      },
    });
    const change = (...changes: Change[]) => open().registrations.change(changes, ENTRY);
    const teamsOf = async (member: string, after?: string, limit = 9) =>
      (await open().registrations.list({ kind: "team", member, after, limit })).map(({ id }) => id).join();

    test("are found by the user, page by page, as they are now", async () => {
      await change(team("a", 0, "ada", "bob", "ada"), team("b", 0, "bob"), team("c", 0, "ada"), team("d", 0));
      expect([await teamsOf("ada"), await teamsOf("bob"), await teamsOf("eve")]).toEqual(["a,c", "a,b", ""]);
      expect([await teamsOf("ada", "a"), await teamsOf("ada", undefined, 1), await teamsOf("ada", "c")]).toEqual([
        "c",
        "a",
        "",
      ]);
      await change(
        team("a", 1, "eve"),
        { kind: "team", id: "c", from: 1, content: undefined },
        team("d", 1, "ada", "eve"),
      );
      expect([await teamsOf("ada"), await teamsOf("bob"), await teamsOf("eve")]).toEqual(["d", "b", "a,d"]);
      await change(team("c", 0, "bob"));
      expect([await teamsOf("ada"), await teamsOf("bob")]).toEqual(["d", "b,c"]);
    });

    test("aren't something else with members", async () => {
      await change({ ...team("x", 0, "ada"), kind: "application" }, team("x", 0, "bob"));
      expect(await teamsOf("ada")).toBe("");
      expect(await open().registrations.list({ kind: "application", member: "ada", limit: 9 })).toEqual([]);
    });
  });

  test("users are counted by the kind of their password hash", async () => {
    const { people } = open();
    const [BCRYPT, OWN] = ["$2b$10$", "$argon2id$v=19$m=19456,t=2,p=1$"];
    const add = (name: string, passwordHash: string) => people.insert(account(`usr_${name}`, name, { passwordHash }));
    await add("ada", decoyOf(BCRYPT));
    await add("bob", decoyOf(BCRYPT));
    await add("bob", decoyOf(BCRYPT));
    await add("eve", decoyOf(OWN));
    expect(await people.hashKinds()).toEqual(
      [
        { kind: BCRYPT, count: 2 },
        { kind: OWN, count: 1 },
      ].sort((a, b) => (a.kind < b.kind ? -1 : 1)),
    );
    await people.change("usr_ada", (it) => ({ ...it, passwordHash: decoyOf(OWN) }), false);
    await people.change("usr_eve", (it) => ({ ...it, passwordHash: NO_PASSWORD }), false);
    expect(await people.hashKinds()).toContainEqual({ kind: OWN, count: 2 });
    await people.remove("usr_bob", false);
    expect(await people.hashKinds()).toEqual([{ kind: OWN, count: 2 }]);
  });

  test("groups are counted as users join and leave them", async () => {
    const { people } = open();
    const add = (name: string, ...groups: readonly string[]) =>
      people.insert(account(`usr_${name}`, name, { claims: { groups } }));
    await add("ada", "staff", "night");
    await add("bob", "staff");
    await add("bob", "staff");
    expect(await people.groups(undefined, 9)).toEqual([
      { name: "night", users: 1 },
      { name: "staff", users: 2 },
    ]);
    await people.change("usr_ada", (it) => ({ ...it, claims: { groups: ["day", "staff"] } }), false);
    await people.change("usr_bob", (it) => ({ ...it, username: "robert" }), false);
    expect(await people.groups(undefined, 9)).toEqual([
      { name: "day", users: 1 },
      { name: "staff", users: 2 },
    ]);
    await people.remove("usr_ada", false);
    expect(await people.groups(undefined, 9)).toEqual([{ name: "staff", users: 1 }]);
  });
}
