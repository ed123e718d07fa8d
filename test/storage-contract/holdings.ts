/** What every store must do with what users hold, and how it finds users. */
import { describe, expect, test } from "vitest";
import { KEPT_EVENTS, KEPT_FOR } from "../../src/ports/activity.ts";
import type { Account, Storage } from "../../src/ports/storage.ts";
import type { UserFilter } from "../../src/ports/user-search.ts";
import { account, auditEntry, codeless, grant, HOUR, issued, refresh, session, T, token } from "./samples.ts";

const ended = (given: object) => ({ sessions: 0, grants: 0, consents: 0, ...given });
const how = { at: T + 1, because: "its user ended it" };

/** Runs the part of the suite; `open` responds with the storage of the test that runs. */
export function holdingContract(open: () => Storage): void {
  const holdings = () => open().holdings;
  const grantsOf = async (filter: object) =>
    (await holdings().grants({ limit: 10, ...filter })).map(({ grant: { id } }) => id);

  describe("what users hold", () => {
    test("is listed by user, by application and by both, the newest first, page by page", async () => {
      const { grants } = open();
      for (const id of [1, 2, 3, 4, 5])
        await grants.insert(grant(id, { subject: id % 2 ? "ada" : "eve", clientId: id > 3 ? "shop" : "photos" }));
      expect(await grantsOf({})).toEqual([5, 4, 3, 2, 1]);
      expect(await grantsOf({ subject: "ada" })).toEqual([5, 3, 1]);
      expect(await grantsOf({ clientId: "photos" })).toEqual([3, 2, 1]);
      expect(await grantsOf({ subject: "ada", clientId: "photos" })).toEqual([3, 1]);
      expect(await grantsOf({ subject: "ada", before: 5, limit: 1 })).toEqual([3]);
      expect(await grantsOf({ subject: "ad" })).toEqual([]);
      expect(await holdings().countGrants({ subject: "ada" }, 10)).toBe(3);
      expect(await holdings().countGrants({ clientId: "photos" }, 2)).toBe(2);
    });

    test("is live while a code, a refresh token or an access token may be used", async () => {
      const { grants } = open();
      await grants.insert(grant(1, { expiresAt: T + 5 }));
      await grants.insert(grant(2));
      await grants.redeem(2, T, issued(refresh(0), undefined, T + HOUR));
      await grants.insert(codeless(3), { accessToken: undefined, forgetAfter: T + HOUR });
      await grants.insert(grant(4));
      await grants.revoke(4, T, "because");
      expect(await grantsOf({ liveAt: T + 4 })).toEqual([3, 2, 1]);
      expect(await grantsOf({ liveAt: T + 5 })).toEqual([3, 2]);
      expect(await grantsOf({ liveAt: T + HOUR })).toEqual([]);
      expect((await holdings().grants({ limit: 1, before: 3 }))[0]).toStrictEqual({
        grant: (await grants.find(2)) as object,
        forgetAfter: T + HOUR,
      });
    });

    test("a grant ends once, with its tokens, its entry and its event", async () => {
      const { grants, accessTokens, audit } = open();
      await grants.insert(grant(1));
      await grants.redeem(1, T, issued(refresh(0), token(9, { grantId: 1 })));
      const entry = auditEntry("usr_ada", { action: "grant/end" });
      const activity = { subject: "usr_ada", at: T, what: "grant-ended", about: "photos", by: "operator" } as const;
      expect(await holdings().endGrant(1, { ...how, entry, activity })).toBe(true);
      expect((await accessTokens.find(9))?.revokedAt).toBe(T + 1);
      expect(await grants.rotate(1, 0, issued(refresh(1)))).toBe(false);
      expect(await holdings().endGrant(1, { ...how, entry, activity })).toBe(false);
      expect(await holdings().endGrant(2, { ...how, entry, activity })).toBe(false);
      expect((await audit.list({ limit: 10 })).map(({ action }) => action)).toEqual(["grant/end"]);
      expect(await holdings().activity({ subject: "usr_ada", limit: 10 })).toStrictEqual([
        { ...activity, id: expect.any(Number) },
      ]);
    });

    test("a session ends with the grants that began in it, and others stay", async () => {
      const { grants, sessions } = open();
      for (const id of [1, 2]) await sessions.insert(session(id), undefined);
      await sessions.insert(session(3, { subject: "eve" }), undefined);
      await grants.insert(grant(11, { sessionId: 1 }));
      await grants.insert(grant(12, { sessionId: 2 }));
      await grants.insert(grant(13, { sessionId: 1, subject: "eve" }));
      await grants.insert(codeless(14));
      expect(await holdings().endSession(1, how)).toEqual(ended({ sessions: 1, grants: 1 }));
      expect(await holdings().endSession(1, how)).toEqual(ended({}));
      expect(await holdings().endSession(99, how)).toEqual(ended({}));
      expect((await grants.find(11))?.revokedAt).toBe(T + 1);
      for (const id of [12, 13, 14]) expect((await grants.find(id))?.revokedAt).toBeUndefined();
      const open1 = await holdings().sessions({ subject: "usr_ada", openAt: T, limit: 10 });
      expect(open1.map(({ id }) => id)).toEqual([2]);
      expect((await holdings().sessions({ limit: 10 })).map(({ id }) => id)).toEqual([3, 2, 1]);
      expect((await holdings().sessions({ limit: 10, openAt: T + HOUR })).length).toBe(0);
    });

    test("all sessions but one end with their grants, or everything ends", async () => {
      const { grants, sessions } = open();
      for (const id of [1, 2, 3]) {
        await sessions.insert(session(id), undefined);
        await grants.insert(grant(10 + id, { sessionId: id }));
      }
      await grants.insert(codeless(14));
      expect(await holdings().endOtherSessions("usr_ada", 2, how)).toEqual(ended({ sessions: 2, grants: 2 }));
      expect(await grantsOf({ liveAt: T })).toEqual([14, 12]);
      expect(await holdings().endAll("usr_ada", how)).toEqual(ended({ sessions: 1, grants: 2 }));
      expect(await grantsOf({ liveAt: T })).toEqual([]);
      expect(await holdings().endAll("eve", how)).toEqual(ended({}));
    });

    test("consent is listed with its dates, and withdrawn together with the grants of the application", async () => {
      const { consents, grants } = open();
      await consents.add("ada", "photos", ["b", "a"], T);
      await consents.add("ada", "photos", ["c", "a"], T + 1);
      await consents.add("ada", "shop", ["a"], T);
      await consents.add("eve", "photos", ["a"], T);
      const keys = async (filter: object) =>
        (await holdings().consents({ limit: 10, ...filter })).map(({ subject, clientId }) => `${subject} ${clientId}`);
      expect(await holdings().consents({ subject: "ada", limit: 1 })).toStrictEqual([
        {
          subject: "ada",
          clientId: "photos",
          scopes: [
            { scope: "a", at: T },
            { scope: "b", at: T },
            { scope: "c", at: T + 1 },
          ],
        },
      ]);
      expect(await keys({})).toEqual(["ada photos", "ada shop", "eve photos"]);
      expect(await keys({ clientId: "photos" })).toEqual(["ada photos", "eve photos"]);
      expect(await keys({ subject: "ada", after: { subject: "ada", clientId: "photos" } })).toEqual(["ada shop"]);
      expect(await keys({ after: { subject: "ada", clientId: "shop" } })).toEqual(["eve photos"]);
      expect(await keys({ subject: "eve", clientId: "shop" })).toEqual([]);
      await grants.insert(grant(1, { subject: "ada" }));
      await grants.insert(grant(2, { subject: "eve" }));
      expect(await holdings().withdraw("ada", "photos", how)).toEqual(ended({ consents: 3, grants: 1 }));
      expect(await consents.find("ada", "photos")).toEqual([]);
      expect(await keys({})).toEqual(["ada shop", "eve photos"]);
      expect((await grants.find(2))?.revokedAt).toBeUndefined();
      expect(await holdings().withdraw("ada", "photos", how)).toEqual(ended({}));
    });

    test("events are kept for each user up to a bound, and for a time", async () => {
      const { people, sessions, consents } = open();
      const place = { browser: "Firefox on Linux", network: "192.0.2.0/24" };
      await people.insert(account("ada", "ada"));
      await sessions.insert(session(1, { subject: "ada", place }), account("", "").passwordHash);
      await sessions.insert(session(2, { subject: "ada" }), "wrong");
      expect((await holdings().sessions({ subject: "ada", limit: 9 }))[0]).toStrictEqual(
        session(1, { subject: "ada", place }),
      );
      await consents.add("ada", "photos", ["a"], T + 1);
      await consents.add("ada", "photos", ["a"], T + 2);
      const whats = async (filter: object = {}) =>
        (await holdings().activity({ subject: "ada", limit: 1000, ...filter })).map(({ what }) => what);
      expect(await whats()).toEqual(["allowed", "signed-in"]);
      expect((await holdings().activity({ subject: "ada", limit: 9 })).at(-1)?.place).toEqual(place);
      await holdings().note({ subject: "eve", at: T, what: "signed-in" });
      for (let i = 0; i < KEPT_EVENTS; i++) await holdings().note({ subject: "ada", at: T + 10, what: "joined-team" });
      expect(await whats()).toHaveLength(KEPT_EVENTS);
      expect(new Set(await whats())).toEqual(new Set(["joined-team"]));
      const [, second] = await holdings().activity({ subject: "ada", limit: 2 });
      expect(await whats({ before: second?.id })).toHaveLength(KEPT_EVENTS - 2);
      await open().purge(T + KEPT_FOR + 1, 1000);
      expect(await holdings().activity({ subject: "eve", limit: 9 })).toEqual([]);
      expect(await whats()).toHaveLength(KEPT_EVENTS);
      await people.remove("ada", false);
      expect(await whats()).toEqual([]);
    });
  });

  describe("users are found", () => {
    const all = async (filter: Partial<UserFilter>, limit = 2): Promise<string[]> => {
      const found: string[] = [];
      for (let after: string | undefined; ; ) {
        const { items, next } = await open().people.search({ ...filter, after, limit });
        expect(items.length).toBeLessThanOrEqual(limit);
        found.push(...items.map(({ username }) => username));
        if (next === undefined) return found;
        after = next;
      }
    };
    const add = (username: string, given: Partial<Account> = {}) =>
      open().people.insert(account(`usr_${username}`, username, given));

    test("by the beginning of a user name, an e-mail address or a word of a name, each once", async () => {
      await add("ada", { claims: { name: "Ada King Lovelace", email: "ada@example.com" } });
      await add("Grace", { claims: { name: "Grace Hopper", email: "Amazing@example.com" } });
      await add("straße", { claims: { name: "Ünal Çelik" } });
      await add("alan", { disabled: true });
      expect((await all({ text: "a" })).sort()).toEqual(["Grace", "ada", "alan"]);
      expect(await all({ text: "ADA" })).toEqual(["ada"]);
      expect(await all({ text: "love" })).toEqual(["ada"]);
      expect(await all({ text: "ada king l" })).toEqual(["ada"]);
      expect(await all({ text: "amazing@EXAMPLE" })).toEqual(["Grace"]);
      expect(await all({ text: "STRASSE" })).toEqual(["straße"]);
      expect(await all({ text: "çel" })).toEqual(["straße"]);
      expect(await all({ text: "da" })).toEqual([]);
      expect(await all({ text: "%" })).toEqual([]);
      expect(await all({ text: "  " })).toEqual(["ada", "alan", "Grace", "straße"]);
    });

    test("by role, state and group, together and with a text", async () => {
      await add("root", { role: "operator", claims: { groups: ["staff", "staff"] } });
      await add("audit", { role: "auditor", claims: { groups: ["staff", "night"] } });
      await add("ada", { claims: { groups: ["Staff"] } });
      await add("off", { disabled: true, claims: { groups: ["night"] } });
      expect(await all({ role: "operator" })).toEqual(["root"]);
      expect(await all({ role: "user" })).toEqual(["ada", "off"]);
      expect(await all({ disabled: true })).toEqual(["off"]);
      expect(await all({ disabled: false, role: "user" })).toEqual(["ada"]);
      expect(await all({ group: "staff" })).toEqual(["audit", "root"]);
      expect(await all({ group: "staff", text: "r" })).toEqual(["root"]);
      expect(await all({ role: "auditor", text: "r" })).toEqual([]);
      expect(await all({ role: "auditor", text: "au", group: "night" })).toEqual(["audit"]);
      expect(await open().people.groups(undefined, 2)).toEqual([
        { name: "Staff", users: 1 },
        { name: "night", users: 2 },
      ]);
      expect(await open().people.groups("night", 2)).toEqual([{ name: "staff", users: 2 }]);
    });

    test("as they are now, and not when they are gone", async () => {
      await add("ada", { claims: { email: "ada@example.com" } });
      await open().people.change("usr_ada", (one) => ({ ...one, claims: { email: "new@example.com" } }), true);
      expect(await all({ text: "ada@" })).toEqual([]);
      expect(await all({ text: "new@" })).toEqual(["ada"]);
      await open().people.remove("usr_ada", true);
      expect(await all({ text: "new@" })).toEqual([]);
      expect(await all({})).toEqual([]);
    });

    test("each once, whatever the size of a page", async () => {
      for (let i = 0; i < 30; i++)
        await add(`ann${i}`, { claims: { name: `Ann Anna${i}`, email: `an${30 - i}@example.com`, groups: ["g"] } });
      for (const limit of [1, 7, 50]) {
        for (const filter of [{ text: "an" }, { text: "ann" }, { group: "g" }, {}])
          expect(new Set(await all(filter, limit)).size).toBe(30);
        expect(await all({ text: "an" }, limit)).toHaveLength(30);
      }
    });
  });
}
