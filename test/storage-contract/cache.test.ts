/** What SQLite's rows are remembered for never outlives a change, whichever process makes it. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSqlite } from "../../src/adapters/sqlite/open.ts";
import type { Storage } from "../../src/ports/storage.ts";
import { account, grant, session, T, token } from "./samples.ts";
import { scratchFiles } from "./scratch.ts";

const file = scratchFiles();
let here: Storage;
let elsewhere: Storage;
beforeAll(async () => {
  const shared = file();
  here = await openSqlite({ file: shared });
  elsewhere = await openSqlite({ file: shared });
});
afterAll(async () => {
  await here.close();
  await elsewhere.close();
});

/** The turn in which something was read is over. */
const turn = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

describe.each([
  ["this process", () => here],
  ["another process", () => elsewhere],
])("a change by %s is seen at once", (who, changing) => {
  const id = who === "this process" ? 1_000 : 2_000;

  it("of a grant, on its remembered access token", async () => {
    await here.grants.insert(grant(id));
    await here.accessTokens.insert(token(id + 1, { grantId: id }));
    for (let read = 0; read < 3; read++) {
      expect(await here.accessTokens.find(id + 1)).toMatchObject({ revokedAt: undefined });
      await turn();
    }
    await changing().grants.revoke(id, T + 5, "a test");
    await turn();
    expect(await here.accessTokens.find(id + 1)).toMatchObject({ revokedAt: T + 5 });
  });

  it("of an access token", async () => {
    const good = token(id + 2);
    await here.accessTokens.insert(good);
    expect(await here.accessTokens.find(id + 2)).toMatchObject({ revokedAt: undefined });
    await turn();
    await changing().accessTokens.revoke(good, T + 6);
    await turn();
    expect(await here.accessTokens.find(id + 2)).toMatchObject({ revokedAt: T + 6 });
  });

  it("of a session and of a consent", async () => {
    await here.people.insert(account(`usr_${who}`, `name ${who}`));
    const { passwordHash, subject } = account(`usr_${who}`, "");
    expect(await here.sessions.insert(session(id + 3, { subject }), passwordHash)).toBe(true);
    expect(await here.sessions.find(id + 3)).toMatchObject({ endedAt: undefined });
    expect(await here.consents.find(who, "photos")).toEqual([]);
    await turn();
    await changing().sessions.end(id + 3, T + 7);
    await changing().consents.add(who, "photos", ["openid"], T);
    await turn();
    expect(await here.sessions.find(id + 3)).toMatchObject({ endedAt: T + 7 });
    expect(await here.consents.find(who, "photos")).toEqual(["openid"]);
  });
});
