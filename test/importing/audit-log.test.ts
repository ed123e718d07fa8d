/** Whether the audit log of an export comes along, which depends on the one that is here. */
import { expect, it } from "vitest";
import { memoryStorage } from "../../src/adapters/memory/storage.ts";
import { auditAdopter, lookAtAudit } from "../../src/cli/import/audit-log.ts";
import type { Note } from "../../src/importing/notes.ts";
import type { KeptAuditEntry } from "../../src/ports/audit.ts";
import { auditEntry } from "../storage-contract/samples.ts";

async function logOf(...ids: readonly string[]) {
  const storage = memoryStorage();
  for (const id of ids) await storage.audit.append(auditEntry(id));
  return { storage, entries: await storage.audit.read(1, 99) };
}
async function look(here: readonly string[], entries: readonly KeptAuditEntry[]) {
  const { storage } = await logOf(...here);
  const notes: Note[] = [];
  const seen = await lookAtAudit(storage.audit);
  entries.forEach((entry, i) => void seen.see(`line ${i + 1}`, entry));
  const plan = await seen.end((one) => void notes.push(one));
  return { storage, plan, notes: notes.map(({ id, values }) => [id, values]) };
}
const { entries } = await logOf("a", "b", "c");

it.each<[what: string, here: readonly string[], plan: object, notes: readonly unknown[]]>([
  ["into an empty log", [], { isHere: true, comes: { after: { number: 0, hash: "" }, count: 3 } }, []],
  [
    "into one that was interrupted",
    ["a", "b"],
    { isHere: true, comes: { after: { number: 2, hash: entries[1]?.hash }, count: 1 } },
    [],
  ],
  ["again", ["a", "b", "c"], { isHere: true }, []],
  ["again, once that has gone on", ["a", "b", "c", "d"], { isHere: true }, []],
  ["into another one", ["x"], { isHere: false }, [["import/audit-here", { count: 1 }]]],
  ["into another one that is longer", ["x", "b", "c", "d"], { isHere: false }, [["import/audit-here", { count: 4 }]]],
  ["into one that went another way", ["a", "b", "x", "d"], { isHere: false }, [["import/audit-here", { count: 4 }]]],
])("%s", async (_, here, plan, notes) => {
  const found = await look(here, entries);
  expect([found.plan, found.notes]).toEqual([plan, notes]);
  if (found.plan.comes === undefined) return;
  const adopter = auditAdopter(found.storage, found.plan.comes.after);
  for (const entry of entries) await adopter.take(entry);
  await adopter.flush();
  expect(await found.storage.audit.read(1, 99)).toEqual(entries);
});

it.each<[what: string, log: readonly KeptAuditEntry[], fault: object]>([
  [
    "changed",
    entries.map((one) => (one.number === 2 ? { ...one, action: "another" } : one)),
    { number: 2, fault: "changed" },
  ],
  ["without one", entries.filter(({ number }) => number !== 2), { number: 2, fault: "missing" }],
  ["without its beginning", entries.slice(1), { number: 1, fault: "missing" }],
  ["with one twice", [...entries, ...entries.slice(2)], { number: 3, fault: "unexpected" }],
])("a log that isn't whole stays behind: %s", async (_, log, fault) => {
  expect(await look([], log)).toMatchObject({ plan: { isHere: false }, notes: [["import/audit-faulty", fault]] });
});

it("an export without a log says nothing about one", async () => {
  expect(await look(["a"], [])).toMatchObject({ plan: { isHere: false }, notes: [] });
});

it("nothing is appended to a log that was written to meanwhile", async () => {
  const { storage } = await logOf();
  const adopter = auditAdopter(storage, { number: 0, hash: "" });
  for (const entry of entries) await adopter.take(entry);
  await storage.audit.append(auditEntry("somebody"));
  await expect(adopter.flush()).rejects.toThrow("written to at the same time");
  expect((await storage.audit.head()).number).toBe(1);
});
