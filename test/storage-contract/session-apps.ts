/** What every store of the applications of sessions must do. */
import { describe, expect, test } from "vitest";
import { LOGOUT_KEPT_FOR } from "../../src/ports/session-apps.ts";
import type { Storage } from "../../src/ports/storage.ts";
import { account, grant, HOUR, issued, refresh, session, T } from "./samples.ts";

const [MINUTE, DAY] = [60_000, 24 * HOUR];
const how = (at: number) => ({ at, because: "an operator ended it" });

/** Runs the part of the suite; `open` responds with the storage of the test that runs. */
export function sessionAppContract(open: () => Storage): void {
  describe("applications of sessions", () => {
    const add = (sessionId: number, clientId: string, subject = "ada") =>
      open().sessionApps.add({ sessionId, clientId, subject, until: T + DAY });
    const begin = async (id: number, subject = "ada"): Promise<void> => {
      await open().sessions.insert(session(id, { subject, expiresAt: T + DAY }), undefined);
    };
    const due = async (at: number) =>
      (await open().sessionApps.take(at, at + MINUTE, 10)).map(({ sessionId, clientId }) => [sessionId, clientId]);

    test("are due once their session has ended, and each is taken by one process at once", async () => {
      await begin(1);
      await begin(2);
      await add(1, "photos");
      await add(1, "bills");
      await add(1, "photos");
      await add(2, "photos");
      expect((await open().sessionApps.ofSession(1)).map(({ clientId }) => clientId)).toEqual(["photos", "bills"]);
      expect(await due(T + HOUR)).toEqual([]);
      expect(await open().sessions.end(1, T + 5)).toBe(true);
      expect(await due(T + 4)).toEqual([]);
      const both = await Promise.all([due(T + 5), due(T + 5)]);
      expect(both.flat()).toEqual([
        [1, "photos"],
        [1, "bills"],
      ]);
      expect(await due(T + 5 + MINUTE - 1)).toEqual([]);
      // Whoever took them died.
      expect(await due(T + 5 + MINUTE)).toHaveLength(2);
    });

    test("are notified once, or tried again until they are given up", async () => {
      await begin(1);
      await add(1, "photos");
      await add(1, "bills");
      await open().sessions.end(1, T);
      const [photos, bills] = await open().sessionApps.take(T, T + MINUTE, 10);
      expect(photos).toMatchObject({ sessionId: 1, subject: "ada", endedAt: T, tries: 0 });
      await open().sessionApps.told(photos?.id ?? 0, T + 1);
      const failed = (of: typeof photos, tries: number, fault: string, dueAt?: number) =>
        open().sessionApps.failed({ id: of?.id ?? 0, tries }, fault, dueAt);
      await failed(bills, 0, "answered 500", T + HOUR);
      // Whoever was suspended before it noted what came of it changes nothing that another one has finished.
      await failed(photos, 0, "unreachable", T);
      await failed(bills, 0, "unreachable", T);
      expect(await due(T + HOUR - 1)).toEqual([]);
      const untold = () => open().sessionApps.list({ untold: true, limit: 9 });
      expect(await untold()).toMatchObject([{ clientId: "bills", tries: 1, fault: "answered 500", dueAt: T + HOUR }]);
      expect(await due(T + HOUR)).toEqual([[1, "bills"]]);
      await failed(bills, 1, "unreachable");
      expect(await due(T + DAY)).toEqual([]);
      const given = [{ tries: 2, fault: "unreachable", dueAt: undefined, toldAt: undefined }];
      expect(await untold()).toMatchObject(given);
      await failed(bills, 2, "answered 500", T);
      expect(await untold()).toMatchObject(given);
    });

    test("are listed with the newest first, by application and by user", async () => {
      await begin(1);
      await begin(2, "grace");
      await add(1, "photos");
      await add(1, "bills");
      await add(2, "photos", "grace");
      const list = async (filter: object) =>
        (await open().sessionApps.list({ limit: 9, ...filter })).map((app) => `${app.subject} ${app.clientId}`);
      expect(await list({})).toEqual([]);
      await open().sessions.end(1, T);
      await open().sessions.end(2, T + 1);
      expect(await list({})).toEqual(["grace photos", "ada bills", "ada photos"]);
      expect(await list({ clientId: "photos" })).toEqual(["grace photos", "ada photos"]);
      expect(await list({ subject: "ada" })).toEqual(["ada bills", "ada photos"]);
      const [first] = await open().sessionApps.list({ limit: 1 });
      expect(await list({ before: first?.id })).toEqual(["ada bills", "ada photos"]);
    });

    test("hear of every way in which a session ends, once", async () => {
      for (const id of [1, 2, 3, 4]) {
        await begin(id);
        await add(id, "photos");
      }
      await begin(5, "grace");
      await add(5, "photos", "grace");
      const { holdings, people } = open();
      await holdings.endSession(1, how(T));
      expect(await due(T)).toEqual([[1, "photos"]]);
      await holdings.endOtherSessions("ada", 3, how(T + 1));
      expect(await due(T + 1)).toEqual([
        [2, "photos"],
        [4, "photos"],
      ]);
      await holdings.endAll("ada", how(T + 2));
      expect(await due(T + 2)).toEqual([[3, "photos"]]);
      await holdings.endAll("ada", how(T + 3));
      expect(await due(T + 3)).toEqual([]);
      await people.insert(account("grace", "grace"));
      await people.change("grace", (now) => ({ ...now, disabled: true, ended: { through: 5, at: T + 4 } }), false);
      expect(await due(T + 4)).toEqual([[5, "photos"]]);
    });

    test("hear when the account is deleted", async () => {
      const { people } = open();
      await people.insert(account("grace", "grace"));
      await begin(5, "grace");
      await add(5, "photos", "grace");
      await people.remove("grace", false);
      expect(await due(Date.now() + HOUR)).toEqual([[5, "photos"]]);
    });

    test("of a session that ends by sign-out lose refresh tokens without offline_access, and no others", async () => {
      const { grants, sessions } = open();
      await begin(1);
      await begin(2);
      const scopes = ["openid", "offline_access"];
      await grants.insert(grant(11, { subject: "ada", sessionId: 1 }));
      await grants.insert(grant(12, { subject: "ada", sessionId: 1, scopes }));
      await grants.insert(grant(13, { subject: "ada", sessionId: 1 }));
      await grants.insert(grant(14, { subject: "ada", sessionId: 2 }));
      for (const id of [11, 12, 14]) await grants.redeem(id, T, issued(refresh(0)));
      await grants.redeem(13, T, issued(undefined));
      await sessions.end(1, T + 1);
      const ended = await Promise.all([11, 12, 13, 14].map(async (id) => (await grants.find(id))?.revokedBecause));
      expect(ended).toEqual(["the user signed out", undefined, undefined, undefined]);
    });

    test("are forgotten with the session, or some days after its end", async () => {
      await begin(1);
      await add(1, "photos");
      await add(9, "photos");
      await open().sessions.end(1, T + DAY);
      await open().purge(T + DAY + 1, 100);
      expect(await open().sessionApps.ofSession(9)).toEqual([]);
      expect(await open().sessionApps.ofSession(1)).toHaveLength(1);
      await open().purge(T + DAY + LOGOUT_KEPT_FOR + 1, 100);
      expect(await open().sessionApps.ofSession(1)).toEqual([]);
    });
  });
}
