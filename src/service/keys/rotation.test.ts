import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openKeys } from "../../adapters/keys/keys.ts";
import { memoryStorage } from "../../adapters/memory/storage.ts";
import type { Actor, AuditStore } from "../../ports/audit.ts";
import { chainFault } from "../../ports/audit-chain.ts";
import type { Keys, SigningAlg } from "../../ports/keys.ts";
import type { Log } from "../../ports/log.ts";
import type { KeyStore, StoredKey } from "../../ports/storage.ts";
import { type KeySchedule, KNOWN_AFTER } from "../../protocol/key-schedule.ts";
import { SCHEDULE } from "../actors.ts";
import { rotateOnSchedule, type SigningKeys, signingKeysOf } from "./rotation.ts";

const [HOUR, DAY] = [3_600_000, 86_400_000];
const T = 1_800_000_000_000;
const SECRET = "a secret of more than sixteen characters";
const schedule: KeySchedule = { every: 90 * DAY, ahead: DAY, kept: 25 * HOUR };

const ROOT: Actor = { is: "command", id: "root" };

let audit: AuditStore;
let store: KeyStore;
let keys: Keys;
let all: SigningKeys;
let now: number;
const clock = () => now;
/** As another process opens them. Without a secret, because deriving a key from one is slow by design. */
const open = (secret?: string) => openKeys(store, secret, T, { clock, kept: schedule.kept });

/** The first keys, made once, because an RSA key takes long to make. */
let first: readonly StoredKey[];
beforeAll(async () => {
  const { keys: made } = memoryStorage();
  await openKeys(made, undefined, T);
  first = await made.all();
});

beforeEach(async () => {
  now = T;
  const storage = memoryStorage();
  audit = storage.audit;
  store = storage.keys;
  for (const key of first) await store.addFirst(key);
  keys = await open();
  all = signingKeysOf({ keys, clock }, () => schedule, ROOT);
});

const sign = (by: Keys, alg: SigningAlg = "ES256") => by.sign(alg, undefined, { sub: "ada" });
const kidOf = (jwt: string): string => JSON.parse(Buffer.from(jwt.split(".")[0] ?? "", "base64url").toString()).kid;
const states = async () => (await all.list()).map(({ alg, state }) => `${alg} ${state}`);

describe("a rotation", () => {
  it("publishes new keys at once, signs with them later, and publishes the former ones until their tokens are over", async () => {
    const before = sign(keys);
    const made = await all.rotate();
    expect(made.map(({ alg, state, signsFrom }) => [alg, state, signsFrom])).toEqual([
      ["ES256", "next", T + DAY],
      ["RS256", "next", T + DAY],
      ["EdDSA", "next", T + DAY],
    ]);
    expect(keys.jwks).toHaveLength(6);
    now = T + DAY - 1;
    const last = sign(keys);
    expect(kidOf(last)).toBe(kidOf(before));
    now = T + DAY;
    const first = sign(keys);
    expect(kidOf(first)).toBe(made[0]?.kid);
    expect(keys.jwks.map(({ kid }) => kid)[0]).toBe(kidOf(first));
    for (const jwt of [before, last, first]) expect(keys.verify(jwt)).toBeDefined();
    now = T + DAY + schedule.kept - 1;
    expect(keys.verify(last)).toBeDefined();
    now += 1;
    expect(keys.verify(last)).toBeUndefined();
    expect(keys.verify(first)).toBeDefined();
    expect(await states()).toEqual(["ES256 signing", "RS256 signing", "EdDSA signing"]);
  });

  it("is not repeated while a key waits, and --now lets that one sign", async () => {
    const made = await all.rotate({ algs: ["RS256"] });
    expect(await all.rotate({ algs: ["RS256"] })).toEqual(made);
    expect(await states()).toEqual(["ES256 signing", "RS256 signing", "EdDSA signing", "RS256 next"]);
    const [brought] = await all.rotate({ algs: ["RS256"], now: true });
    expect(brought).toMatchObject({ kid: made[0]?.kid, signsFrom: T + KNOWN_AFTER });
    now += KNOWN_AFTER - 1;
    expect(kidOf(sign(keys, "RS256"))).not.toBe(made[0]?.kid);
    now += 1;
    expect(kidOf(sign(keys, "RS256"))).toBe(made[0]?.kid);
  });

  it("is repeated on demand, and the keys take over one after the other", async () => {
    const [first] = await all.rotate({ algs: ["RS256"] });
    const [second] = await all.rotate({ algs: ["RS256"], another: true });
    const [third] = await all.rotate({ algs: ["RS256"], another: true });
    expect(keys.jwks.filter(({ alg }) => alg === "RS256")).toHaveLength(4);
    expect([first, second, third].map((made) => made?.signsFrom)).toEqual([T + DAY, T + DAY + 1, T + DAY + 2]);
    now = T + DAY + 2;
    expect(kidOf(sign(keys, "RS256"))).toBe(third?.kid);
  });

  it("that is urgent signs at once if the key has waited, and otherwise as soon as it is known", async () => {
    const before = sign(keys, "EdDSA");
    const [made] = await all.rotate({ algs: ["EdDSA"], now: true });
    expect(made?.signsFrom).toBe(T + KNOWN_AFTER);
    now += KNOWN_AFTER;
    expect(kidOf(sign(keys, "EdDSA"))).toBe(made?.kid);
    expect(keys.verify(before)).toBeDefined();
    expect(await states()).toEqual(["ES256 signing", "RS256 signing", "EdDSA signing", "EdDSA former"]);
    const [waiting] = await all.rotate({ algs: ["EdDSA"] });
    now += HOUR;
    expect(await all.rotate({ algs: ["EdDSA"], now: true })).toMatchObject([{ kid: waiting?.kid, signsFrom: now }]);
    expect(kidOf(sign(keys, "EdDSA"))).toBe(waiting?.kid);
  });

  it("of several processes at once makes one key, which all of them have after a look", async () => {
    const others = await Promise.all([open(), open(), open()]);
    const lists = await Promise.all(
      others.map((each) => signingKeysOf({ keys: each, clock }, () => schedule, ROOT).rotate({ algs: ["ES256"] })),
    );
    expect(new Set(lists.flat().map(({ kid }) => kid)).size).toBe(1);
    expect(keys.jwks).toHaveLength(3);
    await keys.refresh();
    expect(keys.jwks.map(({ kid }) => kid)).toEqual(others[0]?.jwks.map(({ kid }) => kid));
    expect(keys.jwks).toHaveLength(4);
  });

  it("keeps private keys sealed, and names keys by their thumbprints", async () => {
    const sealing = await open(SECRET);
    await signingKeysOf({ keys: sealing, clock }, () => schedule, ROOT).rotate();
    for (const { sealed } of await store.all()) expect(sealed).toMatch(/^sealed\./);
    const again = await open(SECRET);
    expect(again.jwks).toEqual(sealing.jwks);
    await expect(open("another secret of sixteen")).rejects.toThrow("isn't the secret");
  });
});

describe("revoking", () => {
  it("the key that signs ends its tokens at once, and a new one signs", async () => {
    const stolen = sign(keys);
    const other = sign(keys, "RS256");
    const watcher = await open();
    expect(await all.revoke(kidOf(stolen))).toBe(true);
    expect(keys.verify(stolen)).toBeUndefined();
    expect(keys.verify(other)).toBeDefined();
    const fresh = sign(keys);
    expect(kidOf(fresh)).not.toBe(kidOf(stolen));
    await watcher.refresh();
    expect(watcher.verify(stolen)).toBeUndefined();
    expect(watcher.verify(fresh)).toBeDefined();
    expect(kidOf(sign(watcher))).toBe(kidOf(fresh));
    expect(await all.revoke(kidOf(stolen))).toBe(false);
    expect((await store.all()).map(({ kid }) => kid)).not.toContain(kidOf(stolen));
  });

  it("lets the key that waits take over, and not one that has signed before", async () => {
    const first = sign(keys);
    await all.rotate({ algs: ["ES256"], now: true });
    now += HOUR;
    const second = sign(keys);
    const [next] = await all.rotate({ algs: ["ES256"] });
    await all.revoke(kidOf(second));
    expect(kidOf(sign(keys))).toBe(next?.kid);
    expect(keys.verify(first)).toBeDefined();
    expect(keys.verify(second)).toBeUndefined();
  });

  it("revoking a former or a waiting key changes nothing else", async () => {
    const first = sign(keys);
    const [next] = await all.rotate({ algs: ["ES256"] });
    await all.revoke(next?.kid ?? "");
    expect(kidOf(sign(keys))).toBe(kidOf(first));
    await all.rotate({ algs: ["ES256"], now: true });
    now += KNOWN_AFTER;
    const current = sign(keys);
    await all.revoke(kidOf(first));
    expect(keys.verify(first)).toBeUndefined();
    expect(kidOf(sign(keys))).toBe(kidOf(current));
    expect(keys.jwks).toHaveLength(3);
  });
});

describe("the schedule", () => {
  const said: string[] = [];
  beforeEach(() => {
    said.length = 0;
  });
  const log: Pick<Log, "info"> = { info: (_, text) => void said.push(text) };
  const run = (trusted = now, each = schedule) => rotateOnSchedule({ keys, log }, each, trusted, now);

  it("always keeps a key that waits, signs with it when its turn comes, and deletes the former one", async () => {
    const before = sign(keys);
    await run();
    await run();
    const [next] = (await all.list()).filter(({ state }) => state === "next");
    expect([keys.jwks.length, next?.signsFrom]).toEqual([6, T + 90 * DAY]);
    now = T + 90 * DAY - 1;
    expect(kidOf(sign(keys))).toBe(kidOf(before));
    now += 1;
    expect(kidOf(sign(keys))).toBe(next?.kid);
    expect(keys.verify(before)).toBeDefined();
    await run();
    expect(keys.jwks).toHaveLength(9);
    now += schedule.kept;
    await run();
    expect((await store.all()).filter(({ use }) => use !== "tag")).toHaveLength(6);
    expect(said).toEqual([
      ...Array(6).fill("a new signing key was created on schedule"),
      ...Array(3).fill("a former signing key was deleted"),
    ]);
  });

  it("lets the waiting key sign at once after a revocation, and everyone knows it", async () => {
    await run();
    now += DAY;
    const stolen = kidOf(sign(keys));
    const [next] = (await all.list()).filter(({ alg, state }) => alg === "ES256" && state === "next");
    expect(await all.takeover(stolen)).toEqual({ successor: { kid: next?.kid } });
    expect(await all.takeover("nobody")).toBeUndefined();
    await all.revoke(stolen);
    expect(kidOf(sign(keys))).toBe(next?.kid);
    await run();
    expect((await all.list()).filter(({ alg, state }) => alg === "ES256" && state === "next")).toHaveLength(1);
    // The next one is too new: the consequence says so before.
    expect(await all.takeover(kidOf(sign(keys)))).toMatchObject({ unknownUntil: now + KNOWN_AFTER });
  });

  it("brings a waiting key forward if it is shortened", async () => {
    await run();
    await run(now, { ...schedule, every: 30 * DAY });
    const next = (await all.list()).filter(({ state }) => state === "next");
    expect(next.map(({ signsFrom }) => signsFrom)).toEqual(Array(3).fill(T + 30 * DAY));
    await run(now, { ...schedule, every: 60 * DAY });
    expect((await all.list()).filter(({ state }) => state === "next")[0]?.signsFrom).toBe(T + 30 * DAY);
  });

  it("creates no key while the clock isn't trusted, and never signs earlier than ahead allows", async () => {
    await run();
    now = T + 400 * DAY;
    await run(T + 5);
    expect(keys.jwks).toHaveLength(3);
    // The trusted time lags behind after a long time without a server: a new key still has its full time in the JWKS.
    await run(T + 91 * DAY);
    expect((await all.list()).filter(({ state }) => state === "next").map(({ signsFrom }) => signsFrom)).toEqual(
      Array(3).fill(now + DAY),
    );
  });

  it("of several processes makes one key for each algorithm, however their steps interleave", async () => {
    const others = await Promise.all([open(), open(), open()]);
    const running = others.map((each) => rotateOnSchedule({ keys: each, log }, schedule, now, now));
    let isOver = false;
    const all = Promise.all(running).finally(() => {
      isOver = true;
    });
    // As the timers do: each process reads the others' keys while it makes its own.
    while (!isOver) {
      for (const each of others) await each.refresh();
      await new Promise(setImmediate);
    }
    await all;
    expect((await store.all()).filter(({ use }) => use !== "tag")).toHaveLength(6);
    expect(said).toHaveLength(3);
  });

  it("stops when another process does it now", async () => {
    now = T + 89 * DAY;
    let asked = 0;
    await rotateOnSchedule({ keys, log }, schedule, now, now, async () => ++asked < 3);
    expect(keys.jwks).toHaveLength(5);
    now += 30 * DAY;
    await rotateOnSchedule({ keys, log }, { ...schedule, every: undefined }, now, now, async () => false);
    expect((await store.all()).filter(({ use }) => use !== "tag")).toHaveLength(5);
  });

  it("can be switched off", async () => {
    now = T + 400 * DAY;
    await run(now, { ...schedule, every: undefined });
    expect(keys.jwks).toHaveLength(3);
  });
});

it("a key that another process has sealed with another secret does not stop this one", async () => {
  const faults: string[] = [];
  const watcher = await openKeys(store, SECRET, T, { clock, onFault: ({ message }) => void faults.push(message) });
  const jwt = sign(watcher);
  await store.add({ kid: "odd", use: "ES256", sealed: "sealed.a.b.c.d", createdAt: T + 1 }, (await latestRow()) ?? "");
  for (let i = 0; i < 3; i++) await watcher.refresh();
  expect(faults).toHaveLength(1);
  expect(watcher.verify(jwt)).toBeDefined();
  expect(watcher.jwks).toHaveLength(3);
});

const latestRow = async () => (await store.all()).find(({ use }) => use === "ES256")?.kid;

describe("the audit log", () => {
  const entries = async () => {
    const found = await audit.read(1, 100);
    expect(chainFault(found, await audit.head())).toBeUndefined();
    return found.map(({ number: _, hash: __, at: ___, ...entry }) => entry);
  };
  const target = (id = "") => ({ kind: "key", id });

  it("says who replaced and revoked keys, and has no private key", async () => {
    const signing = (await all.list()).find(({ alg, state }) => alg === "ES256" && state === "signing");
    const [next] = await all.rotate({ algs: ["ES256"] });
    await all.rotate({ algs: ["ES256"] });
    now = T + KNOWN_AFTER + 5;
    await all.rotate({ algs: ["ES256"], now: true });
    await all.revoke(signing?.kid ?? "");
    await all.revoke(next?.kid ?? "");
    await all.revoke("unknown");
    const made = (await all.list()).find(({ alg, state }) => alg === "ES256" && state === "signing");
    expect(await entries()).toStrictEqual([
      { actor: ROOT, action: "key/add", target: target(next?.kid), after: { alg: "ES256", signsFrom: T + DAY } },
      {
        actor: ROOT,
        action: "key/change",
        target: target(next?.kid),
        before: { signsFrom: T + DAY },
        after: { signsFrom: T + KNOWN_AFTER + 5 },
      },
      { actor: ROOT, action: "key/revoke", target: target(signing?.kid), before: { alg: "ES256", state: "former" } },
      {
        actor: ROOT,
        action: "key/revoke",
        target: target(next?.kid),
        before: { alg: "ES256", state: "signing" },
        after: { successor: made?.kid },
      },
    ]);
    const text = JSON.stringify(await entries());
    for (const { sealed } of await store.all()) expect(text).not.toContain(JSON.stringify(sealed).slice(1, -1));
    expect(text).not.toContain("PRIVATE");
  });

  it("says what the schedule did", async () => {
    await rotateOnSchedule({ keys, log: { info: () => undefined } }, schedule, now, now);
    const added = await entries();
    expect(added.map(({ actor, action, after }) => [actor, action, after?.alg])).toEqual(
      ["ES256", "RS256", "EdDSA"].map((alg) => [SCHEDULE, "key/add", alg]),
    );
    now = T + 92 * DAY;
    await rotateOnSchedule({ keys, log: { info: () => undefined } }, schedule, now, now);
    const removed = (await entries()).slice(3).filter(({ action }) => action !== "key/add");
    expect(removed.map(({ actor, action }) => [actor, action])).toEqual(
      Array.from({ length: 3 }, () => [SCHEDULE, "key/remove"]),
    );
    expect(removed.map(({ target }) => target.id).sort()).toEqual(
      first.flatMap(({ kid, use }) => (use === "tag" ? [] : [kid])).sort(),
    );
  });
});
