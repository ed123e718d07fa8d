/** What the admin API shows of the audit log. Nothing of it can be changed. */
import { z } from "zod";
import type { Operation } from "./operation.ts";
import { oneOf, text, time, whole } from "./parameter.ts";

const members = z.record(z.string(), z.unknown());

const entry = {
  title: "AuditEntry",
  schema: z.strictObject({
    number: z.int().describe("1, 2, 3 … without a gap."),
    at: z.iso.datetime().describe("When."),
    actor: z
      .strictObject({
        is: z.enum(["client", "user", "command", "file", "server"]),
        id: z.string(),
        network: z.string().optional(),
      })
      .describe("Who, and from which network."),
    action: z.string().describe("What was done, such as `application/change`."),
    target: z.strictObject({ kind: z.string(), id: z.string() }).describe("What was changed."),
    before: members.optional().describe("Its members as they were, as far as they differ. Never a secret."),
    after: members.optional().describe("The same members as they are since then."),
    why: z.string().optional().describe("The request or approval behind it."),
    hash: z.string().describe("SHA-256 over the hash of the entry before and this entry, in base64url."),
  }),
} as const;

const common = { kind: "audit-entry", scope: "candor:audit" } as const;

export const AUDITED_BY = {
  kind: text("Only changes of this kind of thing, such as application."),
  id: text("Only changes of the thing with this id."),
  actor: text("Only changes by the client, user or command with this id."),
  action: text("Only this action, such as application/change."),
  from: time("Only entries of this time or later."),
  to: time("Only entries from before this time."),
} as const;

export const listAudit = {
  ...common,
  ...{ id: "listAudit", method: "GET", path: "/audit" },
  says: "Who changed what, the newest first. Owners see what happened to their own applications.",
  parameters: AUDITED_BY,
  lists: entry,
} as const satisfies Operation<typeof AUDITED_BY>;

export const showAudit = {
  ...common,
  ...{ id: "getAuditEntry", method: "GET", path: "/audit/{number}", says: "One entry." },
  shows: entry,
} as const satisfies Operation;

export const verifyAudit = {
  ...common,
  ...{ id: "verifyAudit", method: "GET", path: "/audit/verify" },
  says: "Checks that no entry was changed or removed since it was written.",
  parameters: { head: text("A head that was returned earlier and kept elsewhere, NUMBER:HASH.") },
  shows: {
    title: "AuditVerification",
    schema: z.strictObject({
      whole: z.boolean().describe("Whether every entry is there and unchanged."),
      entries: z.int().describe("How many entries were read."),
      head: z.string().optional().describe("NUMBER:HASH of the last one. Keep it elsewhere."),
      fault: z
        .strictObject({ is: z.enum(["missing", "changed", "unexpected", "rewritten"]), number: z.int() })
        .optional()
        .describe("The first entry that isn't as it was written."),
    }),
  },
} as const satisfies Operation;

const EXPORT = {
  format: oneOf("JSON lines, or CSV for spreadsheets. The default is jsonl.", ["jsonl", "csv"]),
  first: whole("The number of the first entry.", 1, 999_999_999_999_999, 1),
} as const;

export const exportAudit = {
  ...common,
  ...{ id: "exportAudit", method: "GET", path: "/audit/export", says: "The whole log, the oldest entry first." },
  parameters: EXPORT,
  streams: ["application/x-ndjson", "text/csv"],
} as const satisfies Operation<typeof EXPORT>;

export const AUDIT = [listAudit, verifyAudit, exportAudit, showAudit] as unknown as readonly Operation[];
