/** What every storage adapter must do, as one suite. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Account, Storage } from "../../src/ports/storage.ts";
import { LONGEST_USERNAME, usernameFault } from "../../src/ports/username.ts";
import type { Grant } from "../../src/protocol/grant.ts";
import { auditContract } from "./audit.ts";
import { backchannelRequestContract } from "./backchannel-requests.ts";
import { deviceRequestContract } from "./device-requests.ts";
import { holdingContract } from "./holdings.ts";
import { idempotencyContract } from "./idempotency.ts";
import { leftBehindContract } from "./left-behind.ts";
import { membershipContract } from "./memberships.ts";
import { noticesContract } from "./notices.ts";
import { pushedRequestContract } from "./pushed-requests.ts";
import { refusalViewsContract } from "./refusal-views.ts";
import { refusalContract } from "./refusals.ts";
import { registrationContract } from "./registrations.ts";
import {
  ACT,
  account,
  auditEntry,
  CERTIFICATE,
  CNF,
  codeless,
  codeOf,
  DETAILS,
  grant,
  HOUR,
  hash,
  invitation,
  issued,
  REQUESTED,
  refresh,
  session,
  T,
  token,
} from "./samples.ts";
import { secretUseContract } from "./secret-uses.ts";
import { sessionAppContract } from "./session-apps.ts";
import { singleUseContract } from "./single-use.ts";
import { usageContract } from "./usage.ts";
import { usesContract } from "./uses.ts";

/** So many ask at once in a race. */
const RACERS = 20;

const HERE = { agent: "a1b2c3d4", network: "192.0.2.0/24" };

/** Runs the suite; `open` makes an empty storage. */
export function storageContract(adapter: string, open: () => Promise<Storage>): void {
  describe(`${adapter} keeps the contract`, () => {
    let storage: Storage;
    beforeEach(async () => {
      storage = await open();
    });
    afterEach(() => storage.close());

    /** Asks `RACERS` times at once; the responses. */
    const race = <T>(ask: (racer: number) => Promise<T>): Promise<T[]> =>
      Promise.all(Array.from({ length: RACERS }, (_, racer) => ask(racer)));
    const won = (answers: readonly unknown[]) => answers.filter((answer) => answer === true).length;

    /** Begins a session of an account, which is made where there is none. */
    const begin = async (each: ReturnType<typeof session>) => {
      await storage.people.insert(account(each.subject, each.subject));
      return storage.sessions.insert(each, account("", "").passwordHash);
    };

    describe("grants", () => {
      test("come back as they went in", async () => {
        const bare = grant(1, { scopes: [], challenge: undefined, redirectUriSent: false });
        const full = grant(2, {
          nonce: "n-0S6_WzA2Mj",
          redeemedAt: T + 1,
          redeemedBy: HERE,
          refresh: refresh(3, { by: HERE }),
          revokedAt: T + 2,
          revokedBecause: "code/already-used",
        });
        const empty = grant(3, { nonce: "", challenge: "", refresh: refresh(0), revokedBecause: "" });
        for (const each of [bare, full, empty]) {
          await storage.grants.insert(each);
          expect(await storage.grants.find(each.id)).toStrictEqual(each);
        }
        expect(await storage.grants.find(4)).toBeUndefined();
      });

      test.each<[what: string, grant: Grant]>([
        ["a device, without a browser here", codeless(1)],
        ["a device, with a session", codeless(1, { sessionId: 7, authTime: T })],
        ["a backchannel request", codeless(1, { source: { kind: "ciba" }, authTime: 0 })],
        ["an assertion", codeless(1, { source: { kind: "assertion" }, refresh: refresh(2, { cnf: CERTIFICATE }) })],
        ["an exchange", codeless(1, { source: { kind: "exchange" } })],
        ["an exchange by somebody else", codeless(1, { source: { kind: "exchange", act: ACT }, audience: ["a", "b"] })],
        ["a code, for two APIs", grant(1, { audience: ["https://api.example", "https://other.example"] })],
        ["a code, with details", grant(1, { authorizationDetails: DETAILS, redeemedAt: T })],
        ["a code, with claims of its own", grant(1, { requestedClaims: REQUESTED, nonce: "n" })],
        ["a code, whose refresh token is bound", grant(1, { redeemedAt: T, refresh: refresh(0, { cnf: CNF }) })],
      ])("from %s come back as they went in", async (_, each) => {
        await storage.grants.insert(each);
        expect(await storage.grants.find(1)).toStrictEqual(each);
        expect(await storage.grants.revoke(1, T + 1, "because")).toBe(true);
        expect(await storage.grants.find(1)).toStrictEqual({ ...each, revokedAt: T + 1, revokedBecause: "because" });
      });

      test("that came without a code have none to redeem, and are refreshed and revoked like any other", async () => {
        const access = token(9, { grantId: 1 });
        const forgetAfter = T + 2 * HOUR;
        await storage.grants.insert(codeless(1, { refresh: refresh(0, { cnf: CNF }) }), {
          accessToken: access,
          forgetAfter,
        });
        expect(await storage.accessTokens.find(9)).toStrictEqual(access);
        expect(await storage.grants.redeem(1, T, issued(undefined, token(10)))).toBe(false);
        expect(await storage.accessTokens.find(10)).toBeUndefined();
        const next = refresh(1, { cnf: CNF });
        expect(await storage.grants.rotate(1, 0, issued(next, token(11, { grantId: 1 }), forgetAfter))).toBe(true);
        expect(await storage.grants.find(1)).toStrictEqual(codeless(1, { refresh: next }));
        expect(await storage.grants.revoke(1, T + 5, "because")).toBe(true);
        for (const id of [9, 11]) expect((await storage.accessTokens.find(id))?.revokedAt).toBe(T + 5);
        expect(await storage.purge(forgetAfter, 100)).toBe(2);
        expect(await storage.grants.find(1)).toBeDefined();
        expect(await storage.purge(forgetAfter + 1, 100)).toBe(1);
        expect(await storage.grants.find(1)).toBeUndefined();
      });

      test("are inserted with the access token that they issue at once, or not at all", async () => {
        await storage.accessTokens.insert(token(9));
        const atOnce = { accessToken: token(9, { grantId: 1 }), forgetAfter: T };
        await expect(storage.grants.insert(codeless(1), atOnce)).rejects.toThrow();
        expect(await storage.grants.find(1)).toBeUndefined();
        expect(await storage.accessTokens.find(9)).toStrictEqual(token(9));
      });

      test.each([
        [HERE],
        [{ agent: "a1b2c3d4", network: undefined }],
        [{ agent: undefined, network: "2001:0db8:0001::/48" }],
        [{ agent: undefined, network: undefined }],
      ])("tell where they were redeemed and refreshed: %j", async (by) => {
        const elsewhere = { agent: "e", network: "198.51.100.0/24" };
        await storage.grants.insert(grant(1));
        expect(await storage.grants.redeem(1, T, issued(refresh(0, { by }), undefined, T + HOUR, by))).toBe(true);
        const redeemed = grant(1, { redeemedAt: T, redeemedBy: by, refresh: refresh(0, { by }) });
        expect(await storage.grants.find(1)).toStrictEqual(redeemed);
        expect(await storage.grants.redeem(1, T, issued(undefined, undefined, T, elsewhere))).toBe(false);
        expect(await storage.grants.find(1)).toStrictEqual(redeemed);
        expect(await storage.grants.rotate(1, 0, issued(refresh(1, { by: elsewhere })))).toBe(true);
        const rotated = { ...redeemed, refresh: refresh(1, { by: elsewhere }) };
        expect(await storage.grants.find(1)).toStrictEqual(rotated);
        expect(await storage.grants.rotate(1, 1, issued(refresh(2)))).toBe(true);
        expect(await storage.grants.find(1)).toStrictEqual({ ...rotated, refresh: refresh(2) });
      });

      test("have ids up to 2^53", async () => {
        for (const id of [2 ** 31, 2 ** 51 + 1, 2 ** 53 - 2, 2 ** 53 - 1]) {
          const each = grant(id, { sessionId: id - 1 });
          await storage.grants.insert(each);
          expect(await storage.grants.find(id)).toStrictEqual(each);
          expect(await storage.lastId()).toBe(id);
          expect(await storage.grants.redeem(id, T, issued(refresh(0), token(id, { grantId: id })))).toBe(true);
          expect(await storage.accessTokens.find(id)).toStrictEqual({
            ...token(id, { grantId: id }),
            authTime: each.authTime,
          });
        }
      });

      test("have an id of their own", async () => {
        await storage.grants.insert(grant(1));
        await expect(storage.grants.insert(grant(1, { subject: "usr_eve" }))).rejects.toThrow();
        expect(await storage.grants.find(1)).toStrictEqual(grant(1));
      });

      test("are redeemed with all that it issues", async () => {
        await storage.grants.insert(grant(1));
        const access = token(9, { grantId: 1 });
        expect(await storage.grants.redeem(1, T + 5, issued(refresh(0), access))).toBe(true);
        expect(await storage.grants.find(1)).toStrictEqual(grant(1, { redeemedAt: T + 5, refresh: refresh(0) }));
        // It says when the user signed in, as its grant does.
        expect(await storage.accessTokens.find(9)).toStrictEqual({ ...access, authTime: grant(1).authTime });
      });

      test("are redeemed without a refresh token or an opaque access token", async () => {
        await storage.grants.insert(grant(1));
        expect(await storage.grants.redeem(1, T + 5, issued(undefined))).toBe(true);
        expect(await storage.grants.find(1)).toStrictEqual(grant(1, { redeemedAt: T + 5 }));
        expect(await storage.grants.rotate(1, 0, issued(refresh(1)))).toBe(false);
      });

      test("are redeemed once, whoever asks at once", async () => {
        await storage.grants.insert(grant(1));
        const answers = await race((racer) =>
          storage.grants.redeem(1, T, issued(refresh(0, { hash: hash(racer) }), token(100 + racer, { grantId: 1 }))),
        );
        expect(won(answers)).toBe(1);
        const winner = answers.indexOf(true);
        expect((await storage.grants.find(1))?.refresh?.hash).toStrictEqual(hash(winner));
        for (let racer = 0; racer < RACERS; racer++) {
          expect((await storage.accessTokens.find(100 + racer)) !== undefined).toBe(racer === winner);
        }
        expect(await storage.grants.redeem(1, T, issued(refresh(0)))).toBe(false);
      });

      test("are not redeemed where they are revoked or gone", async () => {
        await storage.grants.insert(grant(1));
        await storage.grants.revoke(1, T, "consent/withdrawn");
        expect(await storage.grants.redeem(1, T, issued(refresh(0), token(9)))).toBe(false);
        expect(await storage.grants.redeem(2, T, issued(refresh(0), token(9)))).toBe(false);
        expect(await storage.accessTokens.find(9)).toBeUndefined();
        expect(codeOf(await storage.grants.find(1))?.redeemedAt).toBeUndefined();
      });

      test("change nothing where the access token cannot be inserted", async () => {
        await storage.grants.insert(grant(1));
        const claims = { plan: "gold", list: [1, { a: null }], ...JSON.parse('{"__proto__":{"a":1}}') };
        await storage.accessTokens.insert(token(8, { claims }));
        expect(await storage.accessTokens.find(8)).toStrictEqual(token(8, { claims }));
        await storage.accessTokens.insert(token(9));
        await expect(storage.grants.redeem(1, T, issued(refresh(0), token(9)))).rejects.toThrow();
        expect(await storage.grants.find(1)).toStrictEqual(grant(1));
        expect(await storage.grants.redeem(1, T, issued(refresh(0)))).toBe(true);
        await expect(storage.grants.rotate(1, 0, issued(refresh(1), token(9)))).rejects.toThrow();
        expect((await storage.grants.find(1))?.refresh).toStrictEqual(refresh(0));
      });

      test("rotate once for each generation, whoever asks at once", async () => {
        await storage.grants.insert(grant(1));
        await storage.grants.redeem(1, T, issued(refresh(0)));
        for (let from = 0; from < 3; from++) {
          const answers = await race((racer) =>
            storage.grants.rotate(
              1,
              from,
              issued(refresh(from + 1, { hash: hash(racer) }), token(100 * (from + 1) + racer)),
            ),
          );
          expect(won(answers)).toBe(1);
          const winner = answers.indexOf(true);
          expect((await storage.grants.find(1))?.refresh).toStrictEqual(refresh(from + 1, { hash: hash(winner) }));
          expect(await storage.accessTokens.find(100 * (from + 1) + winner)).toBeDefined();
          expect(await storage.accessTokens.find(100 * (from + 1) + ((winner + 1) % RACERS))).toBeUndefined();
        }
        expect(await storage.grants.rotate(1, 2, issued(refresh(3)))).toBe(false);
        expect(await storage.grants.rotate(1, 4, issued(refresh(5)))).toBe(false);
      });

      test("do not rotate where they are revoked, gone or not redeemed", async () => {
        await storage.grants.insert(grant(1));
        expect(await storage.grants.rotate(1, 0, issued(refresh(1)))).toBe(false);
        await storage.grants.redeem(1, T, issued(refresh(0)));
        await storage.grants.revoke(1, T, "refresh-token/reused");
        expect(await storage.grants.rotate(1, 0, issued(refresh(1), token(9)))).toBe(false);
        expect(await storage.grants.rotate(2, 0, issued(refresh(1), token(9)))).toBe(false);
        expect(await storage.accessTokens.find(9)).toBeUndefined();
        expect((await storage.grants.find(1))?.refresh).toStrictEqual(refresh(0));
      });

      test("are one, if a client manages it: what is redeemed last", async () => {
        const managed = { root: 1, since: T - 7 };
        const each = (id: number) => grant(id, { managed });
        for (const id of [1, 2, 3]) await storage.grants.insert(each(id));
        await storage.grants.insert(grant(4));
        await storage.grants.insert(grant(5, { managed: { root: 5, since: T } }));
        expect(await storage.grants.find(1)).toStrictEqual(each(1));
        expect(await storage.grants.findManaged(1, T)).toBeUndefined();
        expect(await storage.grants.redeem(1, T, issued(refresh(0), token(9, { grantId: 1 }), T + HOUR))).toBe(true);
        const supersedes = { root: 1, because: "replaced" };
        expect(await storage.grants.findManaged(1, T)).toStrictEqual(await storage.grants.find(1));
        expect(await storage.grants.findManaged(1, T + HOUR)).toBeUndefined();
        expect(await storage.grants.findManaged(2, T)).toBeUndefined();
        const second = { ...issued(refresh(0), undefined, T + HOUR), supersedes };
        expect(await storage.grants.redeem(3, T + 5, second)).toBe(true);
        expect((await storage.grants.findManaged(1, T))?.id).toBe(3);
        expect((await storage.accessTokens.find(9))?.revokedAt).toBe(T + 5);
        expect((await storage.grants.find(1))?.revokedBecause).toBe("replaced");
        expect(await storage.grants.redeem(2, T + 6, issued(undefined))).toBe(false);
        for (const id of [3, 4, 5]) expect((await storage.grants.find(id))?.revokedAt).toBeUndefined();
      });

      test("are ended with all that would go on with them, if a client manages them", async () => {
        for (const id of [1, 2, 3]) await storage.grants.insert(grant(id, { managed: { root: 1, since: T } }));
        await storage.grants.insert(grant(4));
        await storage.grants.redeem(2, T, issued(refresh(0), token(9, { grantId: 2 }), T + HOUR));
        const answers = await race(() => storage.grants.revokeManaged(1, T + 5, "ended"));
        expect(won(answers)).toBe(1);
        expect(await storage.grants.findManaged(1, T)).toBeUndefined();
        expect((await storage.accessTokens.find(9))?.revokedAt).toBe(T + 5);
        expect(await storage.grants.redeem(3, T + 6, issued(refresh(0)))).toBe(false);
        expect((await storage.grants.find(4))?.revokedAt).toBeUndefined();
        expect(await storage.grants.revokeManaged(4, T, "ended")).toBe(false);
      });

      test("are revoked once, and their access tokens with them", async () => {
        await storage.grants.insert(grant(1));
        await storage.grants.redeem(1, T, issued(refresh(0), token(9, { grantId: 1 })));
        await storage.accessTokens.insert(token(10, { grantId: 2 }));
        const answers = await race((racer) => storage.grants.revoke(1, T + racer, `because/${racer}`));
        expect(won(answers)).toBe(1);
        const winner = answers.indexOf(true);
        expect(await storage.grants.find(1)).toStrictEqual(
          grant(1, {
            redeemedAt: T,
            refresh: refresh(0),
            revokedAt: T + winner,
            revokedBecause: `because/${winner}`,
          }),
        );
        expect((await storage.accessTokens.find(9))?.revokedAt).toBe(T + winner);
        expect((await storage.accessTokens.find(10))?.revokedAt).toBeUndefined();
        expect(await storage.grants.revoke(2, T, "because/gone")).toBe(false);
      });

      test("are redeemed or revoked in some order, never half", async () => {
        for (let id = 1; id <= 10; id++) await storage.grants.insert(grant(id));
        const answers = await race((racer) => {
          const id = Math.floor(racer / 2) + 1;
          return (racer + id) % 2 === 0
            ? storage.grants.revoke(id, T + 1, "because/raced")
            : storage.grants.redeem(id, T + 2, issued(refresh(0), token(100 + id, { grantId: id })));
        });
        for (let id = 1; id <= 10; id++) {
          const kept = await storage.grants.find(id);
          const redeemed = codeOf(kept)?.redeemedAt !== undefined;
          expect(kept?.revokedAt).toBe(T + 1);
          expect(kept?.refresh !== undefined).toBe(redeemed);
          expect((await storage.accessTokens.find(100 + id)) !== undefined).toBe(redeemed);
          expect(answers.slice(2 * id - 2, 2 * id)).toContain(true);
        }
      });
    });

    describe("access tokens", () => {
      test("come back as they went in", async () => {
        const bare = token(1, { scopes: [], subject: "photos" });
        const full = token(2, { grantId: 7, revokedAt: T, issuedAt: T - 1, claims: { plan: "gold" } });
        const several = token(3, { audience: ["https://api.example", "https://other.example"] });
        const none = token(4, { audience: [] });
        const bound = token(5, { cnf: CNF, audience: [""] });
        const rare = token(6, { cnf: CERTIFICATE, act: ACT, authorizationDetails: DETAILS, claims: { act: "kept" } });
        const asked = token(7, { requestedClaims: REQUESTED });
        for (const each of [bare, full, several, none, bound, rare, asked]) {
          await storage.accessTokens.insert(each);
          expect(await storage.accessTokens.find(each.id)).toStrictEqual(each);
          await storage.accessTokens.revoke(each, T + 9);
          expect(await storage.accessTokens.find(each.id)).toStrictEqual({
            ...each,
            revokedAt: each.revokedAt ?? T + 9,
          });
        }
        expect(await storage.accessTokens.find(8)).toBeUndefined();
        await expect(storage.accessTokens.insert(token(1))).rejects.toThrow();
      });

      test("are revoked, with a row or without, and keep the first date", async () => {
        await storage.accessTokens.insert(token(1));
        for (const id of [1, 2]) {
          await storage.accessTokens.revoke(token(id), T + 1);
          await storage.accessTokens.revoke(token(id), T + 2);
          expect(await storage.accessTokens.find(id)).toStrictEqual(token(id, { revokedAt: T + 1 }));
        }
      });
    });

    describe("people", () => {
      test("come back as they went in", async () => {
        const claims = {
          name: "Ada Lovelace 🧮",
          address: { country: "GB" },
          email_verified: true,
          updated_at: 5,
          zoneinfo: null,
        };
        const ada = account("usr_ada", "Ada", { role: "operator", disabled: true, claims });
        expect(await storage.people.insert(ada)).toBe(true);
        expect(await storage.people.find("usr_ada")).toStrictEqual(ada);
        expect(await storage.people.findByUsername("Ada")).toStrictEqual(ada);
        expect(await storage.people.find("usr_eve")).toBeUndefined();
        expect(await storage.people.findByUsername("usr_ada")).toBeUndefined();
      });

      test.each([
        ["ada@example.com", "ADA@Example.COM"],
        ["Çağrı", "ÇAĞRI"],
        ["ΟΔΥΣΣΕΥΣ", "οδυσσευς"],
        ["straße", "STRASSE"],
        ["José", "Jose\u0301"],
        ["ａｄａ", "Ada"],
        ["пользователь", "ПОЛЬЗОВАТЕЛЬ"],
        ["李小龍", "李小龍"],
        ["ada'; drop table accounts; --", "ADA'; DROP TABLE accounts; --"],
      ])("%s and %s are one user name", async (first, second) => {
        expect(await storage.people.insert(account("usr_1", first))).toBe(true);
        expect(await storage.people.insert(account("usr_2", second))).toBe(false);
        expect(await storage.people.find("usr_2")).toBeUndefined();
        expect(await storage.people.findByUsername(second)).toStrictEqual(account("usr_1", first));
      });

      test.each([
        ["ada", "ada "],
        ["jose", "josé"],
        ["李小龍", "李小龙"],
      ])("%s and %s are two user names", async (first, second) => {
        expect(await storage.people.insert(account("usr_1", first))).toBe(true);
        expect(await storage.people.insert(account("usr_2", second))).toBe(true);
        expect((await storage.people.findByUsername(second))?.subject).toBe("usr_2");
      });

      test.each([
        ["an e-mail address", `${"a".repeat(64)}@${"b".repeat(185)}.example`.slice(0, LONGEST_USERNAME)],
        [
          "Chinese",
          Array.from({ length: LONGEST_USERNAME }, (_, i) => String.fromCodePoint(0x20000 + i * 37)).join(""),
        ],
        ["ligatures", Array.from({ length: 120 }, (_, i) => `\ufb03${i % 10}`).join("")],
      ])("may have a long user name: %s", async (_, name) => {
        expect(usernameFault(name)).toBeUndefined();
        expect(await storage.people.insert(account("usr_1", name))).toBe(true);
        expect(await storage.people.findByUsername(name)).toStrictEqual(account("usr_1", name));
        expect(await storage.people.list(undefined, 10)).toHaveLength(1);
        const renamed = (it: Account) => ({ ...it, username: "ada" });
        expect(await storage.people.change("usr_1", renamed, true)).toMatchObject({ username: "ada" });
      });

      test("have a subject of their own", async () => {
        await storage.people.insert(account("usr_1", "ada"));
        expect(await storage.people.insert(account("usr_1", "eve"))).toBe(false);
        expect(await storage.people.findByUsername("eve")).toBeUndefined();
      });

      test("are added together, with the entries about them, except those who are here", async () => {
        await storage.people.insert(account("usr_1", "ada"));
        const many = Array.from({ length: 120 }, (_, i) =>
          account(`usr_${i}`, `user${i}`, { claims: { name: `User ${i} Name`, groups: ["staff", `g${i % 7}`] } }),
        );
        const twice = [account("usr_x", "USER7"), account("usr_8", "another"), account("usr_y", "Ada")];
        const entries = (added: readonly Account[]) => added.map(({ subject }) => auditEntry(subject));
        const added = await storage.people.insertAll([...many, ...twice], entries);
        expect(added).toEqual(many.filter(({ subject }) => subject !== "usr_1"));
        const kept = await storage.audit.read(1, 500);
        expect(kept).toHaveLength(119);
        expect(await storage.audit.head()).toMatchObject({ number: 119, hash: kept.at(-1)?.hash });
        expect(await storage.people.insertAll(twice, entries)).toEqual([]);
        expect(await storage.audit.head()).toMatchObject({ number: 119 });
        expect(await storage.people.find("usr_119")).toStrictEqual(many[119]);
        expect((await storage.people.search({ text: "user 11", limit: 200 })).items).toHaveLength(11);
        expect(await storage.people.groups(undefined, 3)).toMatchObject([{ name: "g0", users: 18 }, {}, {}]);
        const found = await storage.people.findAny(["usr_3", "usr_none"], ["ADA", "user4", "nobody"]);
        expect(found.map(({ subject }) => subject).toSorted()).toEqual(["usr_1", "usr_3", "usr_4"]);
      });

      test("take a user name once, whoever asks at once", async () => {
        const answers = await race((racer) =>
          storage.people.insert(account(`usr_${racer}`, racer % 2 === 0 ? "ada" : "ADA")),
        );
        expect(won(answers)).toBe(1);
        expect((await storage.people.findByUsername("Ada"))?.subject).toBe(`usr_${answers.indexOf(true)}`);
      });

      test("are listed by their user names, a page at a time", async () => {
        const names = ["eve", "Ada", "Ægir", "zoë", "李小龍", "bob", "😀", "ﬀ"];
        for (const name of names) await storage.people.insert(account(`usr_${name}`, name));
        const order = ["Ada", "bob", "eve", "ﬀ", "zoë", "Ægir", "李小龍", "😀"];
        const listed = async (after: string | undefined, limit: number) =>
          (await storage.people.list(after, limit)).map(({ username }) => username);
        expect(await listed(undefined, 100)).toEqual(order);
        expect(await listed(undefined, 3)).toEqual(order.slice(0, 3));
        expect(await listed("EVE", 2)).toEqual(order.slice(3, 5));
        expect(await listed("carol", 1)).toEqual(["eve"]);
        expect(await listed("😀", 5)).toEqual([]);
      });

      test("are changed in one step, whoever asks at once", async () => {
        await storage.people.insert(account("usr_1", "ada"));
        await race((racer) =>
          storage.people.change("usr_1", (it) => ({ ...it, claims: { ...it.claims, [`c${racer}`]: racer } }), true),
        );
        expect(Object.keys((await storage.people.find("usr_1"))?.claims ?? {})).toHaveLength(RACERS);
        const ended = { through: 7, at: T };
        const changed = await storage.people.change("usr_1", (it) => ({ ...it, disabled: true, ended }), true);
        expect(changed).toMatchObject({ disabled: true, ended });
        expect(await storage.people.find("usr_1")).toStrictEqual(changed);
        expect(await storage.people.change("usr_2", (it) => it, true)).toBe("gone");
        const broken = storage.people.change(
          "usr_1",
          () => {
            throw new Error("no such change");
          },
          true,
        );
        await expect(broken).rejects.toThrow("no such change");
        expect(await storage.people.find("usr_1")).toStrictEqual(changed);
      });

      test("take no user name that another one has, and give theirs up", async () => {
        const rename = (subject: string, username: string) =>
          storage.people.change(subject, (it) => ({ ...it, username }), true);
        await storage.people.insert(account("usr_1", "ada"));
        await storage.people.insert(account("usr_2", "bob"));
        expect(await rename("usr_1", "BOB")).toBe("taken");
        expect(await storage.people.find("usr_1")).toStrictEqual(account("usr_1", "ada"));
        expect(await rename("usr_1", "ADA")).toMatchObject({ username: "ADA" });
        expect(await rename("usr_1", "countess")).toMatchObject({ username: "countess" });
        expect(await storage.people.findByUsername("ada")).toBeUndefined();
        expect((await storage.people.findByUsername("Countess"))?.subject).toBe("usr_1");
        expect(await rename("usr_2", "ada")).toMatchObject({ username: "ada" });
      });

      test("keep an enabled operator where that is asked for, whoever asks at once", async () => {
        const subjects = Array.from({ length: RACERS }, (_, i) => `usr_${i}`);
        for (const subject of subjects) await storage.people.insert(account(subject, subject, { role: "operator" }));
        await storage.people.insert(account("off", "off", { role: "operator", disabled: true }));
        const answers = await race<unknown>((racer) => {
          const subject = `usr_${racer}`;
          if (racer % 3 === 0) return storage.people.remove(subject, true);
          const less = racer % 3 === 1 ? { disabled: true } : { role: "user" as const };
          return storage.people.change(subject, (it) => ({ ...it, ...less }), true);
        });
        expect(answers.filter((answer) => answer === "last-operator")).toHaveLength(1);
        const left = await storage.people.list(undefined, 100);
        expect(left.filter(({ role, disabled }) => role === "operator" && !disabled)).toHaveLength(1);
        const last = left.find(({ role, disabled }) => role === "operator" && !disabled)?.subject ?? "";
        // What does not take it away is fine; and so is everything where it is not asked for.
        expect(await storage.people.change(last, (it) => ({ ...it, claims: {} }), true)).toMatchObject({
          subject: last,
        });
        expect(await storage.people.remove("off", true)).toBe("removed");
        expect(await storage.people.remove(last, false)).toBe("removed");
      });

      test("are removed with their consents, and leave name and subject to others", async () => {
        await storage.people.insert(account("usr_1", "ada"));
        await storage.people.insert(account("usr_2", "bob"));
        for (const subject of ["usr_1", "usr_2"]) await storage.consents.add(subject, "photos", ["openid"], T);
        expect(await storage.consents.find("usr_1", "photos")).toEqual(["openid"]);
        expect(await storage.people.remove("usr_1", true)).toBe("removed");
        expect(await storage.people.remove("usr_1", true)).toBe("gone");
        expect(await storage.people.find("usr_1")).toBeUndefined();
        expect(await storage.people.findByUsername("ada")).toBeUndefined();
        expect(await storage.consents.find("usr_1", "photos")).toEqual([]);
        expect(await storage.consents.find("usr_2", "photos")).toEqual(["openid"]);
        expect(await storage.people.insert(account("usr_3", "ADA"))).toBe(true);
      });

      test("have an operator or none", async () => {
        expect(await storage.people.hasOperator()).toBe(false);
        await storage.people.insert(account("usr_1", "ada"));
        expect(await storage.people.hasOperator()).toBe(false);
        await storage.people.insert(account("usr_2", "grace", { role: "operator" }));
        expect(await storage.people.hasOperator()).toBe(true);
      });
    });

    describe("sessions", () => {
      test("begin only for an account that is there, enabled, and has the password that was compared", async () => {
        const { passwordHash } = account("", "");
        const at = (id: number, hash = passwordHash) => storage.sessions.insert(session(id), hash);
        expect(await at(1)).toBe(false);
        await storage.people.insert(account("usr_ada", "ada"));
        expect(await at(2, "another")).toBe(false);
        expect(await at(3)).toBe(true);
        await storage.people.change("usr_ada", (it) => ({ ...it, disabled: true }), true);
        expect(await at(4)).toBe(false);
        await storage.people.change("usr_ada", (it) => ({ ...it, disabled: false }), true);
        expect(await at(5)).toBe(true);
        await storage.people.change("usr_ada", (it) => ({ ...it, passwordHash: "another" }), true);
        expect(await at(6)).toBe(false);
        expect(await at(7, "another")).toBe(true);
        await storage.people.remove("usr_ada", true);
        expect(await at(8, "another")).toBe(false);
        const found = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map((id) => storage.sessions.find(id)));
        expect(found.flatMap((one) => one?.id ?? [])).toEqual([3, 5, 7]);
      });

      test("begin in any case for a user who is not in this storage", async () => {
        await storage.people.insert(account("usr_ada", "ada", { disabled: true }));
        for (const [id, subject] of [
          [1, "directory-7"],
          [2, "usr_ada"],
        ] as const) {
          expect(await storage.sessions.insert(session(id, { subject }), undefined)).toBe(true);
          expect(await storage.sessions.find(id)).toStrictEqual(session(id, { subject }));
        }
      });

      test.each([
        ["its password is set", { passwordHash: "another" }],
        ["it is disabled", { disabled: true }],
      ])("never outlive the moment in which an account is changed: %s", async (_, given) => {
        const { passwordHash } = account("", "");
        await storage.people.insert(account("usr_ada", "ada"));
        const lastIds: number[] = [];
        const begun = await race(async (racer) => {
          if (racer !== RACERS / 2) return storage.sessions.insert(session(racer + 1), passwordHash);
          await storage.people.change(
            "usr_ada",
            (it, lastId) => {
              lastIds.push(lastId);
              return { ...it, ...given, ended: { through: lastId, at: T } };
            },
            true,
          );
          return false;
        });
        const { ended } = (await storage.people.find("usr_ada")) ?? {};
        expect(ended?.through).toBe(lastIds.at(-1));
        // Whoever was earlier is ended with the others, and whoever was later has not begun.
        const ids = begun.flatMap((did, racer) => (did ? [racer + 1] : []));
        expect(ids.filter((id) => id > (ended?.through ?? 0))).toEqual([]);
        expect(ids).toContain(ended?.through);
        const all = await Promise.all(begun.map((_, racer) => storage.sessions.find(racer + 1)));
        expect(all.flatMap((one) => one?.id ?? [])).toEqual(ids);
        expect(await storage.sessions.insert(session(99), passwordHash)).toBe(false);
      });

      test("come back as they went in", async () => {
        for (const each of [session(1), session(2, { endedAt: T + 1 })]) {
          expect(await begin(each)).toBe(true);
          expect(await storage.sessions.find(each.id)).toStrictEqual(each);
        }
        expect(await storage.sessions.find(3)).toBeUndefined();
        await expect(begin(session(1))).rejects.toThrow();
      });

      test("end once, whoever asks at once", async () => {
        await begin(session(1));
        const answers = await race((racer) => storage.sessions.end(1, T + racer));
        expect(won(answers)).toBe(1);
        expect(await storage.sessions.find(1)).toStrictEqual(session(1, { endedAt: T + answers.indexOf(true) }));
        expect(await storage.sessions.end(2, T)).toBe(false);
      });
    });

    describe("invitations", () => {
      test("come back as they went in", async () => {
        for (const each of [invitation(1), invitation(2, { role: "user", usedAt: T })]) {
          await storage.invitations.insert(each);
          expect(await storage.invitations.find(each.id)).toStrictEqual(each);
        }
        expect(await storage.invitations.find(3)).toBeUndefined();
        await expect(storage.invitations.insert(invitation(1))).rejects.toThrow();
      });

      test("are accepted once, whoever asks at once", async () => {
        await storage.invitations.insert(invitation(1));
        const answers = await race((racer) =>
          storage.invitations.accept(1, T + racer, { account: account(`usr_${racer}`, `name${racer}`) }),
        );
        const winner = answers.indexOf("accepted");
        expect(answers.filter((answer) => answer === "used")).toHaveLength(RACERS - 1);
        expect(await storage.invitations.find(1)).toStrictEqual(invitation(1, { usedAt: T + winner }));
        for (let racer = 0; racer < RACERS; racer++) {
          expect((await storage.people.find(`usr_${racer}`)) !== undefined).toBe(racer === winner);
        }
      });

      test("stay good where the user name or the subject is in use", async () => {
        await storage.people.insert(account("usr_1", "ada"));
        await storage.invitations.insert(invitation(1));
        expect(await storage.invitations.accept(1, T, { account: account("usr_2", "ADA") })).toBe("taken");
        expect(await storage.invitations.accept(1, T, { account: account("usr_1", "grace") })).toBe("taken");
        expect(await storage.invitations.find(1)).toStrictEqual(invitation(1));
        expect(await storage.invitations.accept(1, T, { account: account("usr_2", "grace") })).toBe("accepted");
      });

      test("are not accepted where they are used, expired or gone, and tell no names then", async () => {
        await storage.people.insert(account("usr_1", "ada"));
        await storage.invitations.insert(invitation(1, { usedAt: T }));
        await storage.invitations.insert(invitation(2, { expiresAt: T + 10 }));
        expect(await storage.invitations.accept(1, T, { account: account("usr_2", "ada") })).toBe("used");
        expect(await storage.invitations.accept(2, T + 10, { account: account("usr_2", "ada") })).toBe("used");
        expect(await storage.invitations.accept(3, T, { account: account("usr_2", "grace") })).toBe("used");
        expect(await storage.people.find("usr_2")).toBeUndefined();
        expect(await storage.invitations.accept(2, T + 9, { account: account("usr_2", "grace") })).toBe("accepted");
      });
    });

    describe("consents", () => {
      test("are unions for one user and client", async () => {
        const sorted = async (subject: string, clientId: string) =>
          [...(await storage.consents.find(subject, clientId))].sort();
        expect(await sorted("usr_1", "photos")).toEqual([]);
        await storage.consents.add("usr_1", "photos", [], T);
        expect(await sorted("usr_1", "photos")).toEqual([]);
        await storage.consents.add("usr_1", "photos", ["openid", "email"], T);
        await storage.consents.add("usr_1", "photos", ["email", "profile", "email"], T + 1);
        expect(await sorted("usr_1", "photos")).toEqual(["email", "openid", "profile"]);
        expect(await sorted("usr_1", "mail")).toEqual([]);
        expect(await sorted("usr_2", "photos")).toEqual([]);
      });

      test("lose what is taken from them, and nothing else", async () => {
        for (const [subject, client] of [
          ["usr_1", "photos"],
          ["usr_1", "mail"],
          ["usr_2", "photos"],
        ] as const)
          await storage.consents.add(subject, client, ["openid", "email", "phone"], T);
        expect(await storage.consents.find("usr_1", "photos")).toHaveLength(3);
        await storage.consents.remove("usr_1", "photos", ["email", "phone", "never-given"]);
        expect(await storage.consents.find("usr_1", "photos")).toEqual(["openid"]);
        await storage.consents.remove("usr_1", "photos", ["openid"]);
        expect(await storage.consents.find("usr_1", "photos")).toEqual([]);
        for (const [subject, client] of [
          ["usr_1", "mail"],
          ["usr_2", "photos"],
        ] as const)
          expect(await storage.consents.find(subject, client)).toHaveLength(3);
        const left = await storage.holdings.consents({ limit: 9 });
        expect(left.map(({ subject, clientId }) => [subject, clientId])).toEqual([
          ["usr_1", "mail"],
          ["usr_2", "photos"],
        ]);
      });

      test("lose none that were given at once", async () => {
        await race((racer) => storage.consents.add("usr_1", "photos", [`scope${racer}`, "openid"], T));
        expect(await storage.consents.find("usr_1", "photos")).toHaveLength(RACERS + 1);
      });
    });

    describe("counters", () => {
      const find = (names: readonly string[], now = T) =>
        storage.counters.find(
          names.map((name) => [name]),
          now,
        );
      const fail = (names: readonly string[], at: number, drain = HOUR) =>
        storage.counters.add(
          names.map((name) => ({ count: [name], drain })),
          at,
        );

      test("are counted together, drain, and are cleared", async () => {
        expect(await find([])).toStrictEqual([]);
        expect(await find(["ada", "net"])).toStrictEqual([undefined, undefined]);
        await fail(["ada", "net"], T);
        const net = { emptyAt: T + 2 * HOUR, lastAt: T + 5 };
        expect(await fail(["net"], T + 5)).toStrictEqual([net]);
        expect(await fail([], T + 6)).toStrictEqual([]);
        expect(await find(["net", "eve", "ada"])).toStrictEqual([net, undefined, { emptyAt: T + HOUR, lastAt: T }]);
        await storage.counters.clear(["ada"]);
        await storage.counters.clear(["eve"]);
        expect(await find(["ada", "net"])).toStrictEqual([undefined, net]);
        // It has run empty since.
        await fail(["net"], T + 9 * HOUR, HOUR / 2);
        expect(await find(["net"], T + 9 * HOUR)).toStrictEqual([{ emptyAt: T + 9.5 * HOUR, lastAt: T + 9 * HOUR }]);
      });

      test("that were dated ahead by a wrong clock are forgotten", async () => {
        await fail(["ada", "ada"], T + 24 * HOUR);
        await fail(["ada"], T);
        expect(await find(["ada"])).toStrictEqual([{ emptyAt: T + HOUR, lastAt: T }]);
      });

      test("are all counted, whoever fails at once", async () => {
        await race(() => fail(["ada", "net"], T));
        const all = { emptyAt: T + RACERS * HOUR, lastAt: T };
        expect(await find(["ada", "net"])).toStrictEqual([all, all]);
      });

      test("with several cells are the lowest of them, and never lower another count", async () => {
        const add = (count: readonly string[], at = T) => storage.counters.add([{ count, drain: HOUR }], at);
        for (let n = 0; n < 3; n++) await add(["1a", "2a"]);
        expect(await add(["1a", "2b"])).toStrictEqual([{ emptyAt: T + HOUR, lastAt: T }]);
        const counts = [["1a", "2a"], ["1a", "2b"], ["1b", "2a"], ["1a"]];
        const three = { emptyAt: T + 3 * HOUR, lastAt: T };
        expect(await storage.counters.find(counts, T)).toStrictEqual([
          three,
          { emptyAt: T + HOUR, lastAt: T },
          undefined,
          three,
        ]);
        await storage.counters.clear(["1a", "2a"]);
        expect(await storage.counters.find(counts, T)).toStrictEqual([undefined, undefined, undefined, undefined]);
      });

      test("grow to their limits and no further, whoever adds at once", async () => {
        const limits = [
          { count: ["ada"], limit: { most: 3, drain: HOUR, pauses: false } },
          { count: ["net"], limit: { most: 5, drain: HOUR, pauses: false } },
        ];
        const before = await race(() => storage.counters.addBelow(limits, T));
        const full = { emptyAt: T + 3 * HOUR, lastAt: T };
        expect(before.filter(([ada]) => ada?.emptyAt === full.emptyAt)).toHaveLength(RACERS - 3);
        expect(await find(["ada", "net"])).toStrictEqual([full, full]);
        // One full count stops the others too, and one that has drained goes on.
        await storage.counters.addBelow(limits, T + HOUR - 1);
        expect(await find(["net"])).toStrictEqual([full]);
        expect(await storage.counters.addBelow(limits, T + HOUR)).toStrictEqual([full, full]);
        expect(await find(["ada"], T + HOUR)).toStrictEqual([{ emptyAt: T + 4 * HOUR, lastAt: T + HOUR }]);
      });
    });

    describe("keys", () => {
      test("one stands for each use, whoever adds at once", async () => {
        expect(await storage.keys.all()).toEqual([]);
        const answers = await race((racer) =>
          storage.keys.addFirst({ kid: `k${racer}`, use: "ES256", sealed: `s${racer}`, createdAt: T }),
        );
        expect(new Set(answers.map(({ kid }) => kid)).size).toBe(1);
        const tag = { kid: "t", use: "tag", sealed: "", createdAt: T + 1 };
        expect(await storage.keys.addFirst(tag)).toStrictEqual(tag);
        expect(await storage.keys.addFirst({ ...tag, kid: "u" })).toStrictEqual(tag);
        expect(await storage.keys.all()).toStrictEqual([answers[0], tag]);
        await storage.keys.reseal(tag.kid, "resealed");
        await storage.keys.reseal("nobody", "resealed");
        expect(await storage.keys.all()).toStrictEqual([answers[0], { ...tag, sealed: "resealed" }]);
      });

      const key = (kid: string, more = {}) => ({ kid, use: "ES256", sealed: `s${kid}`, createdAt: T, ...more });

      test("of one use are several, each with its date, and one follows another once", async () => {
        await storage.keys.addFirst(key("a"));
        await storage.keys.addFirst({ ...key("t"), use: "tag" });
        const next = key("b", { createdAt: T + 1, signsFrom: T + HOUR });
        expect(await storage.keys.add(key("x"), "t")).toBe(false);
        expect(await storage.keys.add(key("x"), undefined)).toBe(false);
        const answers = await race((racer) => storage.keys.add(racer === 7 ? next : key(`r${racer}`, next), "a"));
        expect(won(answers)).toBe(1);
        const [, added] = (await storage.keys.all()).filter(({ use }) => use === "ES256");
        expect(added).toMatchObject({ createdAt: T + 1, signsFrom: T + HOUR });
        expect(await storage.keys.add(key("c", { createdAt: T + 2, signsFrom: T + 2 * HOUR }), added?.kid)).toBe(true);
        expect(await storage.keys.add({ ...key("first"), use: "EdDSA" }, undefined)).toBe(true);
        expect(await storage.keys.addFirst(key("d"))).toStrictEqual(key("a"));
        // The one that signs last is the latest, not the one that was made last.
        expect(await storage.keys.date("a", T + 3 * HOUR)).toBe(true);
        expect(await storage.keys.add(key("e", { createdAt: T + 3 }), "c")).toBe(false);
        expect(await storage.keys.add(key("e", { createdAt: T + 3 }), "a")).toBe(true);
        expect(await storage.keys.date("nobody", T)).toBe(false);
      });

      test("are replaced once: by a new one, by one that is there, or by none", async () => {
        await storage.keys.addFirst(key("a"));
        const fresh = { ...key("b", { createdAt: T + 1 }), signsFrom: T + 5 };
        const answers = await race(() => storage.keys.replace("a", fresh));
        expect(won(answers)).toBe(1);
        expect(await storage.keys.all()).toStrictEqual([fresh]);
        await storage.keys.add(key("c", { createdAt: T + 2, signsFrom: T + HOUR }), "b");
        expect(await storage.keys.replace("b", { kid: "c", signsFrom: T + 9 })).toBe(true);
        expect(await storage.keys.all()).toStrictEqual([key("c", { createdAt: T + 2, signsFrom: T + 9 })]);
        expect(await storage.keys.replace("nobody", { ...key("d"), signsFrom: T })).toBe(false);
        await storage.keys.add(key("d", { createdAt: T + 3, signsFrom: T + HOUR }), "c");
        expect(await storage.keys.replace("d", undefined)).toBe(true);
        expect(await storage.keys.all()).toHaveLength(1);
      });

      test("have a revision that changes with them, and not with how they are sealed", async () => {
        const seen = new Set<string>();
        const look = async () => seen.add(await storage.keys.revision()).size;
        expect(await look()).toBe(1);
        await storage.keys.addFirst(key("a"));
        expect(await look()).toBe(2);
        await storage.keys.add(key("b", { signsFrom: T + 1 }), "a");
        expect(await look()).toBe(3);
        await storage.keys.reseal("a", "resealed");
        await storage.consents.add("usr_1", "photos", ["openid"], T);
        expect(await look()).toBe(3);
        await storage.keys.date("b", T + 2);
        expect(await look()).toBe(4);
        await storage.keys.replace("a", undefined);
        expect(await look()).toBe(5);
      });
    });

    refusalContract(() => storage);
    noticesContract(() => storage);
    refusalViewsContract(() => storage);
    registrationContract(() => storage);
    usageContract(() => storage);
    secretUseContract(() => storage);
    idempotencyContract(() => storage);
    singleUseContract(() => storage);
    pushedRequestContract(() => storage);
    deviceRequestContract(() => storage);
    backchannelRequestContract(() => storage);
    sessionAppContract(() => storage);
    usesContract(() => storage);
    holdingContract(() => storage);
    leftBehindContract(() => storage);
    membershipContract(() => storage);
    auditContract(() => storage);

    describe("leases", () => {
      const [MINUTE, NAME] = [60_000, "purge"];
      const take = (holder: string, now = T, name = NAME) => storage.leases.take(name, holder, now, now + 3 * MINUTE);

      test("have one holder, whoever asks at once, and each its own name", async () => {
        expect(won(await race((racer) => take(`p${racer}`)))).toBe(1);
        expect(await take("other", T, "rotate")).toBe(true);
      });

      test("go to another after their end, and not before", async () => {
        expect(await take("a")).toBe(true);
        expect(await take("b", T + 3 * MINUTE - 1)).toBe(false);
        expect(await take("a", T + MINUTE)).toBe(true);
        expect(await take("b", T + 4 * MINUTE - 1)).toBe(false);
        expect(won(await race((racer) => take(`p${racer}`, T + 4 * MINUTE)))).toBe(1);
        expect(await storage.leases.renew(NAME, "a", T + 9 * MINUTE)).toBe(false);
      });

      test("are renewed by their holder alone, also late, if nobody has taken them", async () => {
        expect(await storage.leases.renew(NAME, "a", T)).toBe(false);
        await take("a");
        expect(await storage.leases.renew(NAME, "b", T + HOUR)).toBe(false);
        expect(await storage.leases.renew(NAME, "a", T + HOUR)).toBe(true);
        expect(await take("b", T + HOUR - 1)).toBe(false);
        expect(await storage.leases.renew(NAME, "a", T + 2 * HOUR)).toBe(true);
      });

      test("are released by their holder alone", async () => {
        await take("a");
        await storage.leases.release(NAME, "b");
        expect(await take("b")).toBe(false);
        await storage.leases.release(NAME, "a");
        await storage.leases.release(NAME, "a");
        expect(await take("b")).toBe(true);
      });

      test("from before the clock was set back are free", async () => {
        await take("a", T + HOUR);
        expect(await take("b", T)).toBe(true);
        // Clocks that differ a little take nothing away.
        expect(await take("c", T - MINUTE)).toBe(false);
      });
    });

    describe("processes", () => {
      test("have numbers of their own, whoever asks at once", async () => {
        const parts = await race((racer) => storage.processes.take(`p${racer}`, 64));
        expect(new Set(parts).size).toBe(parts.length);
        for (const part of parts) expect(part).toBeLessThan(64);
      });

      test("lose theirs only to one for which no other is left, the silent ones first", async () => {
        const { processes } = storage;
        for (const [part, holder] of ["a", "b", "c"].entries()) expect(await processes.take(holder, 3)).toBe(part);
        expect(await processes.keep("a", 0)).toBe(true);
        expect(await processes.take("d", 3)).toBe(1);
        expect(await processes.keep("b", 1)).toBe(false);
        expect(await processes.keep("d", 1)).toBe(true);
        expect(await processes.take("b", 3)).toBe(2);
        expect(await processes.keep("nobody", 0)).toBe(false);
        expect(await processes.keep("a", 9)).toBe(false);
      });
    });

    describe("as a whole", () => {
      test("knows its highest id", async () => {
        expect(await storage.lastId()).toBe(0);
        await storage.grants.insert(grant(5));
        expect(await storage.lastId()).toBe(5);
        await storage.accessTokens.insert(token(8));
        expect(await storage.lastId()).toBe(8);
        await begin(session(9));
        expect(await storage.lastId()).toBe(9);
        await storage.invitations.insert(invitation(12));
        expect(await storage.lastId()).toBe(12);
        await storage.grants.insert(grant(7));
        expect(await storage.lastId()).toBe(12);
      });

      test("remembers the time by which it was last purged, and lets it go back", async () => {
        expect(await storage.trustedTime()).toBeUndefined();
        for (const at of [T, T + HOUR, T - HOUR]) {
          await storage.trustTime(at);
          expect(await storage.trustedTime()).toBe(at);
        }
      });

      test("remembers the issuer that it was last served as", async () => {
        expect(await storage.servedAs("https://one.example")).toBeUndefined();
        expect(await storage.servedAs("https://one.example")).toBe("https://one.example");
        expect(await storage.servedAs("https://two.example")).toBe("https://one.example");
        expect(await storage.servedAs("https://one.example")).toBe("https://two.example");
      });

      test("says that it is ready", async () => {
        await storage.check();
        await storage.check();
      });
    });

    describe("purging", () => {
      test("an empty storage deletes nothing", async () => {
        expect(await storage.purge(T, 100)).toBe(0);
      });

      test("keeps grants until they may be forgotten", async () => {
        const expiry = grant(1).source.expiresAt;
        await storage.grants.insert(grant(1));
        await storage.grants.insert(grant(2));
        await storage.grants.insert(grant(3));
        await storage.grants.redeem(2, T, issued(undefined, undefined, T + 10));
        await storage.grants.redeem(3, T, issued(refresh(0), undefined, T + 2 * HOUR));

        expect(await storage.purge(T + 10, 100)).toBe(0);
        expect(await storage.purge(T + 11, 100)).toBe(1);
        expect(await storage.grants.find(2)).toBeUndefined();

        expect(await storage.purge(expiry + HOUR, 100)).toBe(0);
        expect(await storage.purge(expiry + HOUR + 1, 100)).toBe(1);
        expect(await storage.grants.find(1)).toBeUndefined();

        await storage.grants.rotate(3, 0, issued(refresh(1), undefined, T + 5 * HOUR));
        expect(await storage.purge(T + 4 * HOUR, 100)).toBe(0);
        await storage.grants.rotate(3, 1, issued(refresh(2), undefined, T + 7 * HOUR));
        expect(await storage.purge(T + 7 * HOUR, 100)).toBe(0);
        expect(await storage.grants.find(3)).toBeDefined();
        expect(await storage.purge(T + 7 * HOUR + 1, 100)).toBe(1);
        expect(await storage.grants.find(3)).toBeUndefined();
      });

      test("deletes what has ended and keeps what lives", async () => {
        await storage.accessTokens.insert(token(1, { expiresAt: T - 1 }));
        await storage.accessTokens.insert(token(2, { expiresAt: T }));
        await storage.accessTokens.revoke(token(3, { expiresAt: T + 1 }), T - 5);
        await begin(session(1, { expiresAt: T - 1 }));
        await begin(session(2, { expiresAt: T + 1 }));
        await begin(session(3, { expiresAt: T + 1 }));
        await storage.sessions.end(3, T - 1);
        await storage.invitations.insert(invitation(1, { expiresAt: T - 1 }));
        await storage.invitations.insert(invitation(2, { expiresAt: T + 1 }));
        await storage.invitations.insert(invitation(3, { expiresAt: T + 1 }));
        await storage.invitations.accept(3, T - 1, { account: account("usr_1", "ada") });
        await storage.counters.add([{ count: ["old"], drain: HOUR }], T - HOUR - 1);
        await storage.counters.add([{ count: ["recent"], drain: HOUR }], T - HOUR);
        await storage.consents.add("usr_1", "photos", ["openid"], 0);
        await storage.keys.addFirst({ kid: "k", use: "ES256", sealed: "", createdAt: 0 });

        // Six, and the event that the consent of 1970 is about.
        expect(await storage.purge(T, 100)).toBe(7);
        const kept = async (store: { find(id: number): Promise<unknown> }) => {
          const found = await Promise.all([1, 2, 3].map((id) => store.find(id)));
          return found.map((row) => row !== undefined);
        };
        expect(await kept(storage.accessTokens)).toEqual([false, true, true]);
        expect(await kept(storage.sessions)).toEqual([false, true, false]);
        expect(await kept(storage.invitations)).toEqual([false, true, false]);
        expect(await storage.counters.find([["old"], ["recent"]], T)).toStrictEqual([
          undefined,
          { emptyAt: T, lastAt: T - HOUR },
        ]);
        expect(await storage.people.find("usr_1")).toBeDefined();
        expect(await storage.consents.find("usr_1", "photos")).toEqual(["openid"]);
        expect(await storage.keys.all()).toHaveLength(1);
        expect(await storage.purge(T, 100)).toBe(0);
      });

      test("deletes at most so many of each kind", async () => {
        await Promise.all(
          Array.from({ length: 1000 }, async (_, i) => {
            await storage.grants.insert(grant(i + 1));
            await storage.accessTokens.insert(token(i + 1));
          }),
        );
        const later = T + 24 * HOUR;
        expect(await storage.purge(later, 450)).toBe(900);
        expect(await storage.purge(later, 450)).toBe(900);
        expect(await storage.purge(later, 450)).toBe(200);
        expect(await storage.purge(later, 450)).toBe(0);
      });

      test("reaches what has ended behind many that live on", async () => {
        const ids = Array.from({ length: 500 }, (_, i) => i + 1);
        await Promise.all(
          ids.map(async (id) => {
            await storage.grants.insert(grant(id));
            await storage.grants.redeem(id, T, issued(refresh(0), undefined, T + id));
            if (id < 500) await storage.grants.rotate(id, 0, issued(refresh(1), undefined, T + 9 * HOUR));
          }),
        );
        expect(await storage.purge(T + HOUR, 100)).toBe(1);
        expect(await storage.grants.find(500)).toBeUndefined();
        expect(await storage.purge(T + 9 * HOUR + 1, 1000)).toBe(499);
      });

      test("does not be in the way of those who write at once", async () => {
        for (let id = 1; id <= 300; id++) await storage.grants.insert(grant(id));
        const [deleted, ...redeemed] = await Promise.all([
          storage.purge(T + 24 * HOUR, 1000),
          ...Array.from({ length: 10 }, async (_, i) => {
            await storage.grants.insert(grant(1000 + i, { expiresAt: T + 48 * HOUR }));
            return storage.grants.redeem(1000 + i, T, issued(refresh(0)));
          }),
        ]);
        expect(deleted).toBe(300);
        expect(won(redeemed)).toBe(10);
      });
    });
  });
}
