/** PostgreSQL keeps the contract. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPostgres } from "../../src/adapters/postgres/open.ts";
import type { Storage } from "../../src/ports/storage.ts";
import { failuresIn } from "../../src/protocol/draining-count.ts";
import { type PostgresServer, startPostgres } from "../postgres.ts";
import { storageContract } from "./contract.ts";
import { account, grant, issued, refresh, session, T } from "./samples.ts";

const DAY = 86_400_000;

let server: PostgresServer;
/** Has the schema. */
let template: string;
beforeAll(async () => {
  server = await startPostgres();
  const url = await server.database();
  await (await openPostgres({ url })).close();
  template = new URL(url).pathname.slice(1);
});
afterAll(() => server.stop());

storageContract("postgres", async () => openPostgres({ url: await server.database(template) }));

describe("what is read in one round trip", () => {
  it("is what the stores say by themselves, for each of those who ask at once", async () => {
    const storage = await openPostgres({ url: await server.database(template) });
    const { together, grants, sessions, people, consents } = storage;
    if (together === undefined) return expect.fail("PostgreSQL must be waited for.");
    await people.insert(account("usr_ada", "ada", { claims: { name: "Ada \0" } }));
    await sessions.insert(session(77, { subject: "usr_ada" }), undefined);
    await sessions.insert(session(78, { subject: "usr_gone" }), undefined);
    await consents.add("usr_ada", "photos", ["read_photos", "openid", "Z"], T);
    await grants.insert(grant(1));
    await grants.insert(grant(2, { sessionId: undefined, subject: "usr_gone" }));
    await grants.redeem(1, T, issued(refresh(1)));
    const [ada, gone] = [await people.find("usr_ada"), undefined];
    const [one, two] = [await grants.find(1), await grants.find(2)];
    const session77 = await sessions.find(77);
    expect(
      await Promise.all([
        ...[together.grant(1, true), together.grant(1, false), together.grant(2, true), together.grant(3, true)],
        ...[together.grant(1, true), together.grant(2, false)],
      ]),
    ).toEqual([
      ...[
        { grant: one, account: ada, session: session77 },
        { grant: one, account: ada, session: undefined },
      ],
      ...[{ grant: two, account: gone, session: undefined }, undefined],
      ...[
        { grant: one, account: ada, session: session77 },
        { grant: two, account: gone, session: undefined },
      ],
    ]);
    const found = { session: session77, account: ada, consented: await consents.find("usr_ada", "photos") };
    expect(found.consented).toEqual(["Z", "openid", "read_photos"]);
    expect(
      await Promise.all([
        ...[together.session(77, "photos"), together.session(77, "other"), together.session(77, "photos")],
        ...[together.session(78, "photos"), together.session(79, "photos")],
      ]),
    ).toEqual([
      ...[found, { ...found, consented: [] }, found],
      ...[{ session: await sessions.find(78), account: undefined, consented: [] }, undefined],
    ]);
    await storage.close();
  });
});

describe("a node whose clock differs from the database's", () => {
  it("hears of it once, until it is right again, and counts with the others", async () => {
    const url = await server.database(template);
    const told: number[] = [];
    let wrong = 0;
    const now = () => Date.now() + wrong;
    const one = await openPostgres({ url, clock: { now, onDifference: (ahead) => void told.push(ahead) } });
    const other = await openPostgres({ url });
    const limit = { most: 3, drain: 60_000, pauses: false };
    const count = (at: Storage, time: number) => at.counters.addBelow([{ count: ["guesses"], limit }], time);
    await count(one, now());
    wrong = 5_000;
    await count(one, now());
    expect(told).toEqual([]);
    for (const by of [DAY, DAY + 1_000, -DAY, 0, DAY]) {
      wrong = by;
      await count(one, now());
      const [seen] = await one.counters.find([["guesses"]], now());
      const [right] = await other.counters.find([["guesses"]], Date.now());
      // Both see the same, each by its own clock.
      expect(Math.abs((seen?.emptyAt ?? 0) - wrong - (right?.emptyAt ?? 0))).toBeLessThan(10_000);
      expect(failuresIn(seen, limit.drain, now())).toBe(3);
    }
    const days = told.map((ahead) => Math.round(ahead / DAY));
    expect(days).toEqual([1, -1, 1]);
    for (const each of [one, other]) await each.close();
  });
});
