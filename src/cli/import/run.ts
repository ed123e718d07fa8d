/** `candor import`: reads, plans, prints the plan, and carries it out. */
import { readFileSync } from "node:fs";
import { systemClock, systemRandom } from "../../adapters/clock/system.ts";
import { carryOut, itemsIn } from "../../declared/carry-out.ts";
import { checkUser } from "../../importing/check-user.ts";
import type { Asked, Found, Source } from "../../importing/found.ts";
import { note, noteCollector } from "../../importing/notes.ts";
import { type FoundItem, planImport } from "../../importing/plan.ts";
import type { AuditHead } from "../../ports/audit.ts";
import type { Storage } from "../../ports/storage.ts";
import type { Attribute } from "../../protocol/attributes.ts";
import { commandActor } from "../actor.ts";
import { hasDatabase } from "../on-registry.ts";
import { isInPostgres, onStorage } from "../place.ts";
import { attributesOf, configuredIds } from "../registered-elsewhere.ts";
import { type AuditLook, auditAdopter, lookAtAudit } from "./audit-log.ts";
import { type ClientRecords, withRecords } from "./client-records.ts";
import { addConsents, addLeftNames, type Held, heldChanges, holdChanges } from "./held.ts";
import { AT_ONCE } from "./in-groups.ts";
import type { ImportOptions } from "./options.ts";
import { piecesOf } from "./read-files.ts";
import { type Outcome, report, reportFault } from "./report.ts";
import { sourceNamed } from "./sources.ts";
import { addTokens, type Subjects } from "./tokens.ts";
import { importUsers, type UserImport } from "./users.ts";

/** Imports files, and sets the exit code. */
export async function importFrom(name: string, files: readonly string[], options: ImportOptions): Promise<void> {
  try {
    const source = await sourceNamed(name);
    const asked: Asked = { redirectUris: redirectUrisIn(options.redirectUris) };
    const attributes = await attributesOf(options);
    const configured = await configuredIds(options);
    const work = (storage: Storage | undefined) =>
      importInto(storage, { source, files, asked, attributes, configured }, options);
    // Looking must not make a database.
    const isNew = !(await hasDatabase(options));
    const outcome =
      options.dryRun === true && isNew ? await work(undefined) : await onStorage(options, work, isNew, true);
    report(source, outcome, options);
  } catch (error) {
    reportFault(error, options);
  }
}

interface Import {
  readonly source: Source;
  readonly files: readonly string[];
  readonly asked: Asked;
  readonly attributes: readonly Attribute[];
  readonly configured: Awaited<ReturnType<typeof configuredIds>>;
}

/** Looks at everything first, so that nothing is changed if a file can't be read to its end. */
async function importInto(storage: Storage | undefined, given: Import, options: ImportOptions): Promise<Outcome> {
  const { source, configured } = given;
  const notes = noteCollector();
  const random = systemRandom();
  const subjectFor = (): string => Buffer.from(random(15)).toString("base64url");
  const look = importUsers(storage?.people, notes.add, subjectFor, systemClock);
  const held: Held[] = [];
  const counts: Counts = { tokens: 0, consents: 0, leftNames: 0 };
  const log = await lookAtAudit(storage?.audit);
  const records: ClientRecords = new Map();
  const found = await walk(given, { users: look, say: notes.add, held, counts, seeAudit: log.see, records });
  const audit = await log.end(notes.add);
  const users = await look.end();
  const items = found.map((one) => withoutOther(one, look, notes.add));
  const current = storage === undefined ? [] : await itemsIn(storage.registrations);
  const plan = withRecords(planImport(items, { current, configured, now: systemClock(), random }), records);
  for (const one of plan.notes) notes.add(one);
  const more = await heldChanges(storage, held, notes.add);
  const outcome: Outcome = {
    held: more.map(({ kind, id }) => ({ kind, id })),
    plan,
    users,
    notes: notes.all(),
    ...counts,
    audit: audit.comes?.count ?? 0,
    done: false,
  };
  if (options.dryRun === true || storage === undefined) return outcome;

  // Before anything else is changed, which has entries of its own.
  if (audit.comes !== undefined) await adoptAudit(given, storage, audit.comes.after);
  const { why } = options;
  const actor = commandActor();
  const target = { kind: "registry", id: source.name } as const;
  const act = { actor, action: "registry/import", target, why, now: systemClock() };
  await holdChanges(storage, more, act);
  if (plan.changes.length > 0) {
    const done = await carryOut(storage.registrations, plan.changes, act);
    if (typeof done !== "number")
      throw new Error(
        `${done.conflict.kind} ${done.conflict.id} was changed at the same time, so nothing was imported. Run the command again.`,
      );
  }
  // Before its users are here, a name that somebody has here is another's.
  const leftNames = counts.leftNames === 0 ? 0 : await addLeftNames(storage, only(given, "left-name"), notes.add);
  const late = noteCollector();
  const adding = importUsers(storage.people, late.add, subjectFor, systemClock, {
    actor,
    why: why ?? `Import from ${source.title}`,
    together: audit.isHere ? target : undefined,
    // PostgreSQL lets others write meanwhile. SQLite doesn't.
    atOnce: isInPostgres(options) ? 200 : AT_ONCE,
  });
  if (outcome.users.add > 0) for await (const one of only(given, "user")) await takeUser(one, given, adding);
  const { add } = await adding.end();
  const there: Subjects = {
    isOther: (subject) => look.isOther(subject) || adding.isOther(subject),
    apps: configured.application,
  };
  const consents = counts.consents === 0 ? 0 : await addConsents(storage, only(given, "consent"), notes.add, there);
  const now = systemClock();
  const honored = counts.tokens === 0 ? 0 : await addTokens(storage, only(given, "token"), notes.add, now, there);
  return {
    ...outcome,
    users: { add, same: users.same },
    ...{ tokens: honored, consents, leftNames },
    notes: notes.all(),
    done: true,
  };
}

/** An app whose owner stays behind doesn't come to belong to the user who has that name here. */
function withoutOther(item: FoundItem, { isTaken }: UserImport, say: Say): FoundItem {
  if (item.is !== "client" || item.form.owner === undefined || !isTaken(item.form.owner)) return item;
  const { owner, ...form } = item.form;
  say(note("import/owner-other", item.at, { owner }));
  return { ...item, form };
}

/** Reads everything once more, for the entries of the audit log, which may be many. */
async function adoptAudit(given: Import, storage: Storage, after: AuditHead): Promise<void> {
  const adopter = auditAdopter(storage, after);
  for await (const one of only(given, "audit")) await adopter.take(one.entry);
  await adopter.flush();
}

const read = ({ source, files, asked }: Import): AsyncIterable<Found> => source.read(piecesOf(files, source), asked);

/** Reads everything once more, for one kind of what is in it, of which there may be many. */
async function* only<Is extends Found["is"]>(
  given: Import,
  is: Is,
): AsyncGenerator<Extract<Found, { readonly is: Is }>> {
  for await (const one of read(given)) if (one.is === is) yield one as Extract<Found, { readonly is: Is }>;
}

/** Checks a user, and passes on those who can come along. */
async function takeUser(
  { at, user }: Extract<Found, { readonly is: "user" }>,
  { attributes }: Import,
  users: UserImport,
  say: Say = () => {},
): Promise<void> {
  const { account, notes } = checkUser(at, user, attributes, systemClock());
  for (const each of notes) say(each);
  if (account !== undefined) await users.take(at, account, user.password);
}

/** What there may be too much of to keep. */
type Counts = Record<"tokens" | "consents" | "leftNames", number>;
type Say = ReturnType<typeof noteCollector>["add"];

interface Walked {
  readonly users: UserImport;
  readonly say: Say;
  readonly held: Held[];
  readonly counts: Counts;
  readonly seeAudit: AuditLook["see"];
  readonly records: ClientRecords;
}

/** Reads everything once: users go to `users`, notes to `say`, and the rest is returned. */
async function walk(given: Import, to: Walked): Promise<readonly FoundItem[]> {
  const { users, say, held, counts } = to;
  const items: FoundItem[] = [];
  let [isAnything, isKnown] = [false, false];
  for await (const one of read(given)) {
    isAnything = true;
    isKnown ||= one.is !== "note" || one.note.id !== "import/unknown";
    if (one.is === "note") say(one.note);
    else if (one.is === "user") await takeUser(one, given, users, say);
    else if (one.is === "audit") to.seeAudit(one.at, one.entry);
    else if (one.is === "client-record") to.records.set(one.record.id, one.record);
    else if (one.is === "token") counts.tokens++;
    else if (one.is === "consent") counts.consents++;
    else if (one.is === "left-name") counts.leftNames++;
    else if (one.is === "team" || one.is === "settings") held.push(one);
    else items.push(one);
  }
  const { title, files } = given.source;
  if (isAnything && !isKnown) throw new Error(`Nothing of what was read is known from ${title}. Expected: ${files}.`);
  return items;
}

function redirectUrisIn(file: string | undefined): readonly string[] {
  if (file === undefined) return [];
  const lines = readFileSync(file, "utf8")
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/);
  return [...new Set(lines.map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#")))];
}
