/** Whatever is done in whatever order, at once or one after the other, memory and SQLite give the same results. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { memoryStorage } from "../../src/adapters/memory/storage.ts";
import { openSqlite } from "../../src/adapters/sqlite/open.ts";
import type { Storage } from "../../src/ports/storage.ts";
import type { AccessToken } from "../../src/protocol/access-token.ts";
import { cases } from "../breadth.ts";
import {
  ACT,
  account,
  auditEntry,
  CERTIFICATE,
  CNF,
  codeless,
  grant,
  HOUR,
  hash,
  invitation,
  issued,
  refresh,
  refusal,
  session,
  T,
  token,
} from "./samples.ts";
import { scratchFiles } from "./scratch.ts";

const newFile = scratchFiles();

/** Few of each, so that operations meet. */
const id = fc.integer({ min: 1, max: 3 });
/** On both sides of every date, and on it. */
const time = fc
  .integer({ min: -2, max: 4 })
  .chain((hours) => fc.constantFrom(-1, 0, 1).map((ms) => T + hours * HOUR + ms));
const name = fc.constantFrom("ada", "ADA", "Grace", "straße", "STRASSE");
const subject = fc.constantFrom("usr_1", "usr_2", "usr_3");
const passwordHash = fc.constantFrom(account("", "").passwordHash, "another");
const scopes = fc.subarray(["openid", "email", "read_photos"]);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

const origin = fc
  .record({ agent: maybe(fc.constant("a")), network: maybe(fc.constant("192.0.2.0/24")) })
  .map((given) => ({ ...given }));

const bound = fc.constantFrom(CNF, CERTIFICATE);
const accessToken = fc
  .record({ id, grantId: maybe(id), expiresAt: time, scopes, audience: fc.subarray(["a", "b"]), cnf: maybe(bound) })
  .map(({ cnf, ...given }) => token(given.id, { ...given, ...(cnf && { cnf }) }));
const refreshOf = (generation: fc.Arbitrary<number>) =>
  fc
    .record({
      generation,
      hash: fc.nat(9).map(hash),
      rotatedAt: time,
      by: maybe(origin),
      cnf: maybe(bound),
    })
    .map(({ cnf, ...given }) => refresh(given.generation, { ...given, ...(cnf && { cnf }) }));
const person = fc
  .record({ subject, name, operates: fc.boolean() })
  .map((given) => account(given.subject, given.name, { role: given.operates ? "operator" : "user" }));

interface Operation {
  readonly says: string;
  readonly run: (storage: Storage) => Promise<unknown>;
}

const operation = <A>(says: string, given: fc.Arbitrary<A>, run: (storage: Storage, given: A) => Promise<unknown>) =>
  given.map(
    (values): Operation => ({ says: `${says} ${JSON.stringify(values)}`, run: (storage) => run(storage, values) }),
  );

/** The life of a grant is the longest chain, and most of what can go wrong. */
const ofGrants = fc.oneof(
  operation(
    "insert grant",
    fc.record({ id, nonce: maybe(fc.string({ unit: "binary" })), expiresAt: time, scopes }),
    (s, given) => s.grants.insert(grant(given.id, given)),
  ),
  operation(
    "insert grant without a code",
    fc.record({
      id,
      refresh: maybe(refreshOf(fc.constant(0))),
      issued: maybe(fc.record({ accessToken: maybe(accessToken), forgetAfter: time })),
      act: fc.boolean(),
    }),
    (s, { id, refresh, issued, act }) =>
      s.grants.insert(codeless(id, { refresh, source: { kind: "exchange", ...(act && { act: ACT }) } }), issued),
  ),
  operation(
    "redeem",
    fc.record({
      id,
      at: time,
      refresh: maybe(refreshOf(fc.constant(0))),
      token: maybe(accessToken),
      forgetAfter: time,
      by: maybe(origin),
    }),
    (s, { id, at, refresh, token, forgetAfter, by }) =>
      s.grants.redeem(id, at, issued(refresh, token, forgetAfter, by)),
  ),
  // A refresh never brings the end of a grant nearer: SQLite would then forget it later than memory, as it may.
  operation(
    "rotate",
    fc.record({ id, refresh: refreshOf(fc.integer({ min: 1, max: 2 })), token: maybe(accessToken) }),
    (s, { id, refresh, token }) => s.grants.rotate(id, refresh.generation - 1, issued(refresh, token, T + 5 * HOUR)),
  ),
  operation(
    "revoke grant",
    fc.record({ id, at: time, because: fc.string({ unit: "binary" }) }),
    (s, { id, at, because }) => s.grants.revoke(id, at, because),
  ),
  operation("insert token", accessToken, (s, token) => s.accessTokens.insert(token)),
  operation("revoke token", fc.record({ token: accessToken, at: time }), (s, { token, at }) =>
    s.accessTokens.revoke(token, at),
  ),
);

const ofTheRest = fc.oneof(
  operation("insert account", person, (s, account) => s.people.insert(account, auditEntry(account.subject))),
  operation(
    "insert session",
    fc.record({ id, expiresAt: time, subject, hash: passwordHash }),
    (s, { hash, ...given }) => s.sessions.insert(session(given.id, given), hash),
  ),
  operation(
    "set password",
    fc.record({ subject, hash: passwordHash, disabled: fc.boolean() }),
    (s, { subject, hash, disabled }) =>
      s.people.change(
        subject,
        (it) => ({ ...it, passwordHash: hash, disabled, ended: { through: 2, at: T } }),
        false,
        (before, after) => auditEntry(subject, { before: { ...before }, after: { ...after } }),
      ),
  ),
  operation("remove account", fc.record({ subject, keepOperator: fc.boolean() }), (s, { subject, keepOperator }) =>
    s.people.remove(subject, keepOperator, ({ username }) => auditEntry(subject, { why: username })),
  ),
  operation(
    "append to the audit log",
    fc.record({
      at: time,
      why: maybe(fc.string({ unit: "binary" })),
      after: maybe(fc.dictionary(name, fc.jsonValue())),
    }),
    (s, given) => s.audit.append(auditEntry("a", given)),
  ),
  operation("end session", fc.record({ id, at: time }), (s, { id, at }) => s.sessions.end(id, at)),
  operation("insert invitation", fc.record({ id, expiresAt: time }), (s, given) =>
    s.invitations.insert(invitation(given.id, given)),
  ),
  operation("accept", fc.record({ id, account: person, at: time }), (s, { id, account, at }) =>
    s.invitations.accept(id, at, { account, entry: auditEntry(account.subject, { action: "invitation/accept" }) }),
  ),
  operation(
    "consent",
    fc.record({ subject, clientId: name, scopes, at: time }),
    (s, { subject, clientId, scopes, at }) => s.consents.add(subject, clientId, scopes, at),
  ),
  operation("fail", fc.record({ keys: fc.array(name, { maxLength: 3 }), at: time }), (s, { keys, at }) =>
    s.counters.add(
      keys.map((key) => ({ count: [key], drain: HOUR })),
      at,
    ),
  ),
  operation(
    "fail below a limit",
    fc.record({ cells: fc.array(name, { minLength: 1, maxLength: 3 }), at: time }),
    (s, g) => s.counters.addBelow([{ count: g.cells, limit: { most: 2, drain: HOUR, pauses: false } }], g.at),
  ),
  operation("clear", name, (s, name) => s.counters.clear([name])),
  operation("add key", fc.record({ use: fc.constantFrom("ES256", "tag"), n: fc.nat(9) }), (s, { use, n }) =>
    s.keys.addFirst({ kid: `${use}${n}`, use, sealed: "", createdAt: T }),
  ),
);

const ref = fc.constantFrom("a", "b", "c", "d");

const ofRefusals = fc.oneof(
  operation(
    "insert refusal",
    fc.record({
      ref,
      at: time,
      clientId: maybe(name),
      record: fc.nat(3).map((n) => "x".repeat(n)),
    }),
    (s, given) => s.refusals.insert(refusal(given.ref, given)),
  ),
  operation("count", fc.record({ ref, more: fc.nat(9) }), (s, { ref, more }) => s.refusals.count(ref, more)),
  operation("purge refusals", fc.record({ before: time, bytes: fc.nat(9) }), (s, { before, bytes }) =>
    s.refusals.purge(before, bytes),
  ),
);

const operations = fc.oneof(
  { weight: 2, arbitrary: ofGrants },
  { weight: 1, arbitrary: ofTheRest },
  { weight: 1, arbitrary: ofRefusals },
);

/** Purging goes in steps, between which others pass: alone it has one result. */
const purge = operation("purge", time, (s, now) => s.purge(now, 100));

/** Operations that are asked for at once. */
const steps = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.array(operations, { minLength: 1, maxLength: 8 }) },
    { weight: 1, arbitrary: purge.map((one) => [one]) },
  ),
  { maxLength: 12 },
);

/** A token is never older than its grant, so that it can be cached with the grant's sign-in. Here, it can. */
const withoutSignIn = (token: AccessToken | undefined) => token && { ...token, authTime: undefined };

async function answers(storage: Storage, step: readonly Operation[]): Promise<unknown[]> {
  const settled = await Promise.allSettled(step.map(({ run }) => run(storage)));
  return settled.map((answer) => (answer.status === "fulfilled" ? answer.value : "threw"));
}

/** Everything that can be read of a storage. */
async function everything(storage: Storage): Promise<unknown> {
  const ids = [1, 2, 3];
  const names = ["ada", "ADA", "Grace", "straße", "STRASSE"];
  const subjects = ["usr_1", "usr_2", "usr_3"];
  return {
    grants: await Promise.all(ids.map(storage.grants.find)),
    accessTokens: (await Promise.all(ids.map(storage.accessTokens.find))).map(withoutSignIn),
    sessions: await Promise.all(ids.map(storage.sessions.find)),
    invitations: await Promise.all(ids.map(storage.invitations.find)),
    people: await Promise.all(subjects.map(storage.people.find)),
    byName: await Promise.all(names.map(storage.people.findByUsername)),
    hasOperator: await storage.people.hasOperator(),
    consents: await Promise.all(
      subjects.flatMap((subject) =>
        names.map(async (clientId) => [...(await storage.consents.find(subject, clientId))].sort()),
      ),
    ),
    counters: await storage.counters.find(
      names.map((name) => [name]),
      T,
    ),
    keys: (await storage.keys.all()).toSorted((a, b) => a.kid.localeCompare(b.kid)),
    refusals: await Promise.all(["a", "b", "c", "d"].map(storage.refusals.find)),
    lastId: await storage.lastId(),
    audit: await storage.audit.read(1, 1_000),
    auditHead: await storage.audit.head(),
    auditOfUser: await storage.audit.list({ kind: "user", id: "usr_1", before: 9, limit: 3 }),
  };
}

test("memory and SQLite agree", async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (steps) => {
      const memory = memoryStorage();
      const sqlite = await openSqlite({ file: newFile() });
      try {
        for (const step of steps) {
          const says = step.map((each) => each.says).join("; ");
          expect(await answers(sqlite, step), says).toStrictEqual(await answers(memory, step));
          expect(await everything(sqlite), says).toStrictEqual(await everything(memory));
        }
      } finally {
        await sqlite.close();
      }
    }),
    { numRuns: cases(200) },
  );
});
