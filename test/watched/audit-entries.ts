/** Entries of an audit log, as any process would read them. */
import type { KeptAuditEntry } from "../../src/ports/audit.ts";

export const entryOf = (number: number, hash = `hash-${number}`): KeptAuditEntry => ({
  ...{ number, hash, at: number, actor: { is: "command", id: "ops" }, action: "user/add" },
  target: { kind: "user", id: "x".repeat(number % 90) },
});

export const entriesFrom = (from: number, count: number): readonly KeptAuditEntry[] =>
  Array.from({ length: Math.max(0, count) }, (_, at) => entryOf(from + at));
