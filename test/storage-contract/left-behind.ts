/** What nobody inherits: consents and grants of an application whose id another one gets, and applications of a user whose name another one gets. */
import { describe, expect, test } from "vitest";
import type { Change } from "../../src/ports/registrations.ts";
import type { Along, Storage } from "../../src/ports/storage.ts";
import { account, auditEntry, grant, T } from "./samples.ts";

const ENTRY = auditEntry("shop", { action: "application/change" });
const put = (id: string, from: number, owner?: string): Change => ({
  ...{ kind: "application", id, from, content: "{}" },
  found: { owner },
});

/** Runs the part of the suite; `open` responds with the storage of the test that runs. */
export function leftBehindContract(open: () => Storage): void {
  describe("an application's id", () => {
    const allow = async (clientId: string, id: number) => {
      await open().consents.add("usr_ada", clientId, ["openid"], T);
      await open().grants.insert(grant(id, { clientId }));
    };
    const isHeld = async (clientId: string, id: number) => {
      const consents = await open().consents.find("usr_ada", clientId);
      const isEnded = (await open().grants.find(id))?.revokedAt !== undefined;
      expect(isEnded).toBe(consents.length === 0);
      return !isEnded;
    };
    const change = (...changes: Change[]) => open().registrations.change(changes, { ...ENTRY, at: T + 9 });

    test("takes nothing along when the application is removed, and keeps everything when it is changed", async () => {
      await change(put("shop", 0), put("photos", 0));
      await allow("shop", 1);
      await allow("photos", 2);
      await change(put("shop", 1));
      expect(await isHeld("shop", 1)).toBe(true);
      await change({ kind: "application", id: "shop", from: 2, content: undefined });
      expect(await isHeld("shop", 1)).toBe(false);
      expect((await open().grants.find(1))?.revokedAt).toBe(T + 9);
      expect(await isHeld("photos", 2)).toBe(true);
    });

    test("takes nothing from one that nothing here registered, nor from a scope of that name", async () => {
      await allow("shop", 1);
      await change({ kind: "scope", id: "shop", from: 0, content: "{}" });
      expect(await isHeld("shop", 1)).toBe(true);
      await change(put("shop", 0));
      expect(await isHeld("shop", 1)).toBe(false);
    });

    test("takes along nothing of what it used", async () => {
      const use = (clientId: string) => ({ clientId, scope: "openid", askedAt: T });
      const success = (clientId: string) => ({ clientId, kind: "authorization", variety: "a", at: T, record: "{}" });
      const used = async (clientId: string) => {
        const uses = await open().usage.uses({ clientId, limit: 9 });
        return [uses.length, (await open().usage.successes(clientId, 9)).length];
      };
      await change(put("shop", 0), put("photos", 0));
      await open().usage.note([use("shop"), use("photos")]);
      for (const id of ["shop", "photos"]) await open().usage.keep(success(id), 5);
      await change(put("shop", 1));
      expect(await used("shop")).toEqual([1, 1]);
      await change({ kind: "application", id: "shop", from: 2, content: undefined });
      expect(await used("shop")).toEqual([0, 0]);
      expect(await used("photos")).toEqual([1, 1]);
    });

    test("stands for what it does since a date, which changes don't move", async () => {
      await open().registrations.change([put("shop", 0)], { ...ENTRY, at: T });
      await open().registrations.change([put("shop", 1)], { ...ENTRY, at: T + 5 });
      expect(await open().registrations.find("application", "shop")).toMatchObject({ changedAt: T + 5, addedAt: T });
      expect((await open().registrations.list({ kind: "application", limit: 1 }))[0]).toMatchObject({ addedAt: T });
      await change({ kind: "application", id: "shop", from: 2, content: undefined });
      await change(put("shop", 0));
      expect(await open().registrations.find("application", "shop")).toMatchObject({ addedAt: T + 9 });
    });

    test("in a file takes nothing from before the file had it, but the first start with a file ends nothing", async () => {
      const { registrations } = open();
      await allow("shop", 1);
      expect(await registrations.inFile(["shop", "photos"], T)).toEqual(
        new Map([
          ["shop", 0],
          ["photos", 0],
        ]),
      );
      expect(await isHeld("shop", 1)).toBe(true);
      expect(await registrations.inFile(["shop"], T + 1)).toEqual(new Map([["shop", 0]]));
      await allow("photos", 2);
      expect(await isHeld("shop", 1)).toBe(true);
      expect((await registrations.inFile(["photos", "shop"], T + 2)).get("photos")).toBe(T + 2);
      expect(await isHeld("photos", 2)).toBe(false);
      expect(await isHeld("shop", 1)).toBe(true);
      expect((await registrations.inFile(["photos"], T + 3)).get("photos")).toBe(T + 2);
      await allow("photos", 3);
      await change(put("photos", 0));
      await allow("photos", 4);
      await registrations.inFile([], T + 5);
      expect(await isHeld("photos", 4)).toBe(false);
    });
  });

  describe("a user name", () => {
    const people = () => open().people;
    const along = (changes: readonly Change[], stay: readonly string[] = []): Along => ({
      ...{ changes, stay },
      entry: auditEntry("usr_1", { action: "user/leave-behind" }),
    });
    const give = (changes: readonly Change[]) => open().registrations.change(changes, ENTRY);
    const rename = (to: string, what?: Along) =>
      people().change("usr_1", (one) => ({ ...one, username: to }), false, undefined, what);
    const owners = async (owner: string) =>
      (await open().registrations.list({ kind: "application", limit: 9, ownedBy: { owner, teams: [] } })).map(
        ({ id }) => id,
      );

    test("isn't left while something belongs to it", async () => {
      await people().insert(account("usr_1", "Ada"));
      await give([put("shop", 0, "ada"), put("photos", 0, "ada"), put("other", 0, "eve")]);
      expect(await people().remove("usr_1", false)).toBe("owned");
      expect(await rename("countess")).toBe("owned");
      expect(await rename("countess", along([put("shop", 1, "countess")]))).toBe("owned");
      expect(await rename("countess", along([put("shop", 1, "countess"), put("photos", 9, "countess")]))).toBe("owned");
      expect((await people().find("usr_1"))?.username).toBe("Ada");
      expect(await owners("ada")).toEqual(["photos", "shop"]);
      expect(await rename("ADA")).toMatchObject({ username: "ADA" });
      const both = along([put("shop", 1, "countess"), put("photos", 1, "countess")]);
      expect(await rename("countess", both)).toMatchObject({ username: "countess" });
      expect([await owners("ada"), await owners("countess")]).toEqual([[], ["photos", "shop"]]);
      expect((await open().audit.list({ limit: 1 }))[0]?.action).toBe("user/leave-behind");
      expect(await people().remove("usr_1", false, undefined, along([put("shop", 2)], ["photos"]))).toBe("removed");
      expect(await owners("countess")).toEqual(["photos"]);
      expect(await people().find("usr_1")).toBeUndefined();
    });

    test("tells that another user had it", async () => {
      const had = (name: string, subject: string) => people().isSecondHand(name, subject);
      await people().insert(account("usr_1", "Ada"));
      expect(await had("ada", "usr_2")).toBe(false);
      await rename("countess");
      expect([await had("ADA", "usr_2"), await had("ada", "usr_1"), await had("countess", "usr_2")]).toEqual([
        true,
        false,
        false,
      ]);
      await people().insert(account("usr_2", "ada"));
      await people().remove("usr_1", false);
      expect([await had("ada", "usr_2"), await had("countess", "usr_3")]).toEqual([true, true]);
    });

    test("that was left is listed, and comes along from elsewhere once", async () => {
      const left = (name: string, subject: string, leftAt = T) => ({ name, subject, leftAt });
      await people().insert(account("usr_1", "Ada"));
      await rename("countess");
      const elsewhere = [left("Zoë\0", "usr_8"), left("ada", "usr_9", 0), left("ada", "usr_1")];
      expect(await people().addLeftNames(elsewhere)).toBe(2);
      expect(await people().addLeftNames(elsewhere)).toBe(0);
      const all = await people().leftNames(undefined, 9);
      expect(all.map(({ name, subject }) => [name, subject])).toEqual([
        ["Zoë\0", "usr_8"],
        ["ada", "usr_1"],
        ["ada", "usr_9"],
      ]);
      expect(all[2]).toEqual(left("ada", "usr_9", 0));
      expect(await people().leftNames(all[0], 1)).toEqual([all[1]]);
      expect(await people().leftNames(all[1], 9)).toEqual([all[2]]);
      expect(await people().leftNames(all[2], 9)).toEqual([]);
      expect(await people().isSecondHand("ada", "usr_9")).toBe(true);
    });
  });

  describe("an invitation", () => {
    const invited = (id: number, to: object) => ({
      ...{ id, hash: new Uint8Array(32), role: "user", expiresAt: T + 10, usedAt: undefined },
      to: { act: "team", by: "usr_1", ...to },
    });
    const team = (from: number): Pick<Along, "changes" | "entry"> => ({
      changes: [{ kind: "team", id: "crew", from, content: "{}" }],
      entry: auditEntry("crew", { action: "team/join" }),
    });

    test("comes back as it went in, is listed while it can be used, and can be withdrawn", async () => {
      const { invitations, audit } = open();
      const one = invited(1, { team: "crew", email: "eve@example.com", newUsers: true }) as never;
      await invitations.insert(one, auditEntry("1", { action: "invitation/add" }));
      await invitations.insert(invited(2, { act: "account" }) as never);
      await invitations.insert({ ...(invited(3, {}) as object), to: undefined } as never);
      expect(await invitations.find(1)).toStrictEqual(one);
      const ids = async (by: object) => (await invitations.list({ limit: 9, now: T, ...by })).map(({ id }) => id);
      expect(await ids({})).toEqual([2, 1]);
      expect(await ids({ team: "crew" })).toEqual([1]);
      expect(await ids({ now: T + 10 })).toEqual([]);
      expect(await ids({ before: 2 })).toEqual([1]);
      expect(await invitations.remove(1, auditEntry("1", { action: "invitation/remove" }))).toBe(true);
      expect(await invitations.remove(1, auditEntry("1"))).toBe(false);
      expect(await invitations.find(1)).toBeUndefined();
      expect((await audit.list({ limit: 9 })).map(({ action }) => action)).toEqual([
        "invitation/remove",
        "invitation/add",
      ]);
    });

    test("to a team is used together with the change of the team, or not at all", async () => {
      const { invitations, registrations, people } = open();
      await invitations.insert(invited(1, { team: "crew" }) as never);
      expect(await invitations.accept(1, T, { along: team(7) })).toBe("conflict");
      await people.insert(account("usr_9", "ada"));
      expect(await invitations.accept(1, T, { account: account("usr_2", "ada"), along: team(0) })).toBe("taken");
      expect(await registrations.find("team", "crew")).toBeUndefined();
      expect(await invitations.accept(1, T, { account: account("usr_2", "eve"), along: team(0) })).toBe("accepted");
      expect(await people.find("usr_2")).toBeDefined();
      expect(await registrations.find("team", "crew")).toBeDefined();
      expect(await invitations.accept(1, T, { along: team(1) })).toBe("used");
      expect(await invitations.list({ limit: 9, now: T })).toEqual([]);
    });

    test("of an operator by an operator makes one although there is one already", async () => {
      const { invitations, people } = open();
      await people.insert(account("usr_1", "root", { role: "operator" }));
      await invitations.insert({ ...(invited(1, { act: "account" }) as object), role: "operator" } as never);
      const made = account("usr_2", "second", { role: "operator" });
      expect(await invitations.accept(1, T, { account: made })).toBe("accepted");
    });
  });
}
