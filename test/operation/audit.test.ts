/** `candor audit` on a data directory, also beside a running server, and what becomes of the log in a backup. */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it, onTestFinished } from "vitest";
import { openSqlite } from "../../src/adapters/sqlite/open.ts";
import type { AuditEntry, KeptAuditEntry } from "../../src/ports/audit.ts";
import { auditEntry } from "../storage-contract/samples.ts";
import { type Place, place, serveWithOperator, toEnd } from "./run.ts";

const SECRET = "a-long-password-of-ada";

async function newPlace(): Promise<Place> {
  const at = await place();
  onTestFinished(() => at.leave());
  return at;
}

const candor = (at: Place, args: readonly string[], input?: string) => toEnd(args, at.directory, input);

const audit = (at: Place, ...args: string[]) => candor(at, ["audit", ...args]);
const databaseOf = (at: Place) => join(at.directory, "data", "candor.sqlite");
const entriesIn = (out: string): KeptAuditEntry[] =>
  out
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));

/** A place whose log has these entries. */
async function withEntries(...entries: readonly AuditEntry[]): Promise<Place> {
  const at = await newPlace();
  const storage = await openSqlite({ file: databaseOf(at) });
  for (const entry of entries) await storage.audit.append(entry);
  await storage.close();
  return at;
}

function execute(at: Place, sql: string): void {
  const database = new DatabaseSync(databaseOf(at));
  database.exec(`drop trigger audit_refuses_update; drop trigger audit_refuses_delete; ${sql}`);
  database.close();
}

const five = () => withEntries(...["a", "b", "c", "d", "e"].map((id) => auditEntry(id)));

describe("candor audit", () => {
  it("shows what was changed over HTTP and on the command line, beside a running server", async () => {
    const at = await newPlace();
    await serveWithOperator(at);
    const added = await candor(at, ["users", "add", "ada", "--password-stdin", "--json", "--groups", "staff"], SECRET);
    const { subject } = JSON.parse(added.out);
    await candor(at, ["users", "set", "ada", "--role", "operator", "--claim", "email=ada@example.com"]);
    await candor(at, ["users", "password", "ada", "--password-stdin"], `${SECRET}-2`);
    await candor(at, ["users", "disable", "nobody"]);
    await candor(at, ["keys", "rotate", "--alg", "ES256"]);
    await candor(at, ["users", "remove", "ada"]);

    const listed = await audit(at, "list", "--json");
    expect(listed).toMatchObject({ code: 0, err: "" });
    const all = entriesIn(listed.out);
    // The keys and the configuration come first.
    expect(all.slice(0, 6).map(({ action, actor }) => [action, actor.id])).toEqual([
      ["registry/file", "start"],
      ...["key/add", "key/add", "key/add", "key/add", "invitation/add"].map((action) => [action, "start"]),
    ]);
    const entries = all.slice(6);
    const command = { is: "command", id: userInfo().username };
    expect(entries.map(({ number, action, actor }) => [number, action, actor])).toEqual([
      [7, "invitation/accept", { is: "user", id: expect.stringMatching(/^[\w-]{20}$/), network: expect.any(String) }],
      [8, "user/add", command],
      [9, "user/change", command],
      [10, "user/change", command],
      [11, "key/add", command],
      [12, "user/remove", command],
    ]);
    expect(entries[2]).toMatchObject({
      target: { kind: "user", id: subject },
      before: { role: "user" },
      after: { role: "operator", claims: ["email"] },
    });
    expect(entries[3]?.after).toMatchObject({ password: "changed" });
    for (const secret of [SECRET, "argon2", "ada@example.com", "PRIVATE"]) expect(listed.out).not.toContain(secret);

    const lines = (await audit(at, "list", "--id", subject, "--limit", "2")).out.split("\n");
    expect(lines[0]).toMatch(
      new RegExp(
        `^ {3}10 {2}20\\d\\d-\\d\\d-\\d\\d [\\d:]{8} {2}command ${command.id} {2}user/change {2}user ${subject} {2}endedAt: \\d+, password: "changed"$`,
      ),
    );
    expect(lines[1]).toContain('role: "operator" → none');
    expect(lines).toHaveLength(3);
    expect((await audit(at, "list", "--kind", "key", "--json")).out).toContain('"kind":"key"');
    expect(entriesIn((await audit(at, "list", "--kind", "key", "--json")).out)).toHaveLength(5);
    expect(entriesIn((await audit(at, "list", "--before", "3", "--json")).out).map(({ number }) => number)).toEqual([
      1, 2,
    ]);

    const whole = await audit(at, "verify");
    expect(whole).toMatchObject({ code: 0, err: "" });
    const head = `12:${entries[5]?.hash}`;
    expect(whole.out).toBe(`The audit log is whole. It has 12 entries.\nHead: ${head}\n`);
    expect((await audit(at, "verify", "--head", head)).code).toBe(0);
  });

  it("exports what anyone can check: each hash is that of the hash before and the entry in order", async () => {
    const at = await five();
    const { out, err, code } = await audit(at, "export");
    expect([code, err]).toEqual([0, ""]);
    const sorted = (value: unknown): unknown =>
      typeof value === "object" && value !== null
        ? Object.fromEntries(
            Object.entries(value)
              .sort(([a], [b]) => (a < b ? -1 : 1))
              .map(([k, v]) => [k, sorted(v)]),
          )
        : value;
    let before = "";
    for (const { hash, ...entry } of entriesIn(out)) {
      expect(hash).toBe(
        createHash("sha256")
          .update(before + JSON.stringify(sorted(entry)))
          .digest("base64url"),
      );
      before = hash;
    }
    expect(entriesIn(out).map(({ number }) => number)).toEqual([1, 2, 3, 4, 5]);
    expect(entriesIn((await audit(at, "export", "--from", "4")).out).map(({ number }) => number)).toEqual([4, 5]);
    expect((await audit(at, "export", "--from", "6")).out).toBe("");
  });

  it("exports more entries than are read at a time", async () => {
    const at = await withEntries(...Array.from({ length: 1_203 }, (_, i) => auditEntry(`usr_${i}`)));
    const entries = entriesIn((await audit(at, "export")).out);
    expect(entries.map(({ number }) => number)).toEqual(Array.from({ length: 1_203 }, (_, i) => i + 1));
    expect(JSON.parse((await audit(at, "verify", "--json")).out)).toEqual({
      whole: true,
      entries: 1_203,
      head: `1203:${entries.at(-1)?.hash}`,
    });
  });

  it("exports CSV in which no cell is a formula", async () => {
    const evil = [
      "=1+1",
      "+1",
      "-1",
      "@SUM(A1)",
      "\t=1",
      "\r=1",
      "a;=1",
      'a; "=1"',
      "a\n=1",
      " =1",
      "＝1",
      'say "hi", ok',
    ];
    const at = await withEntries(...evil.map((id) => auditEntry(id, { why: id, after: { "=name": id } })));
    const { out } = await audit(at, "export", "--format", "csv");
    const [head, ...lines] = out.split("\r\n");
    expect(head).toBe("number,time,actor,actor_id,network,action,kind,id,before,after,why,hash");
    expect(lines).toHaveLength(evil.length + 1);
    expect(lines[0]).toMatch(
      /^"1","2026-01-01T00:00:00\.000Z","command","root","","user\/change","user","'=1\+1","","\{""=name"":""=1\+1""\}","'=1\+1",/,
    );
    expect(lines.at(-2)).toContain('"say ""hi"", ok"');
    expect(lines.at(-1)).toBe("");
    // What begins a cell, also where a spreadsheet splits at semicolons, tabs or line breaks.
    for (const line of lines) expect(line).not.toMatch(/(?:^|,)"\s*[=+\-@＝]|[;\t\r\n][\s"]*[=+\-@＝]/);
  });

  it.each<[sql: string, says: string, code: number]>([
    ["update audit set actor_id = 'eve' where number = 2", "Entry 2 doesn't match its hash: the entry, its hash", 1],
    ["delete from audit where number = 3", "Entry 3 is missing.", 1],
    ["delete from audit where number > 3", "Entry 4 is missing.", 1],
    ["update audit set content = '\u001b[2J' where number = 5", "Entry 5 doesn't match its hash", 1],
  ])("names the place of a fault: %s", async (sql, says, code) => {
    const at = await five();
    execute(at, sql);
    const found = await audit(at, "verify");
    expect(found).toMatchObject({ code, out: "", err: expect.stringContaining(`The audit log isn't whole. ${says}`) });
    const json = await audit(at, "verify", "--json");
    expect(json.code).toBe(code);
    expect(JSON.parse(json.out)).toMatchObject({ whole: false, fault: { number: expect.any(Number) } });
    const listed = await audit(at, "list");
    expect(listed.code).toBe(0);
    expect(listed.out).not.toContain("\u001b");
  });

  it("finds by a head that was kept elsewhere what the database alone can't show", async () => {
    const at = await five();
    const [, head = ""] = /Head: (\S+)/.exec((await audit(at, "verify")).out) ?? [];
    execute(
      at,
      "delete from audit where number > 3; update audit_head set number = 3, hash = (select hash from audit where number = 3)",
    );
    expect((await audit(at, "verify")).code).toBe(0);
    const found = await audit(at, "verify", "--head", head);
    expect(found).toMatchObject({ code: 1, err: "The audit log isn't whole. Entry 4 is missing.\n" });
    const other = await audit(at, "verify", "--head", head.replace(/^5:./, "3:_"));
    expect(other).toMatchObject({ code: 1, err: expect.stringContaining("Entry 3 has another hash") });
  });

  it.each([
    [["verify", "--head", "5"], "Expected NUMBER:HASH"],
    [["verify", "--head", `0:${"a".repeat(43)}`], "Expected NUMBER:HASH"],
    [["list", "--limit", "0"], "Expected a positive whole number."],
    [["list", "--before", "-1"], "Expected a positive whole number."],
    [["export", "--from", "x"], "Expected a positive whole number."],
    [["export", "--format", "xml"], "Allowed choices are jsonl, csv."],
    [["list", "--data", "elsewhere"], "There is no database"],
    [["verify", "--data", "elsewhere"], "There is no database"],
    [["export", "--data", "elsewhere"], "There is no database"],
  ])("refuses %j", async (args, says) => {
    const at = await newPlace();
    const done = await audit(at, ...args);
    expect(done).toMatchObject({ out: "", err: expect.stringContaining(says) });
    expect(done.code).not.toBe(0);
    expect(existsSync(join(at.directory, "elsewhere"))).toBe(false);
  });

  it("says that an empty log is empty", async () => {
    const at = await withEntries();
    expect(await audit(at, "verify")).toEqual({ code: 0, out: "The audit log is empty.\n", err: "" });
    expect(await audit(at, "list")).toEqual({ code: 0, out: "", err: "There are no matching entries.\n" });
    expect(await audit(at, "export")).toEqual({ code: 0, out: "", err: "" });
  });

  it("says what to do about a database from before the log", async () => {
    const at = await withEntries();
    execute(at, "drop table audit; drop table audit_head");
    expect(await audit(at, "verify")).toMatchObject({
      code: 2,
      err: expect.stringContaining("it is from before the audit log. Start the server once to update it."),
    });
  });
});

describe("a backup", () => {
  it("has the audit log, and restoring verifies it", async () => {
    const at = await five();
    const before = await audit(at, "export");
    const [, head = ""] = /Head: (\S+)/.exec((await audit(at, "verify")).out) ?? [];
    const made = await candor(at, ["backup", "one.backup", "--json"]);
    expect(JSON.parse(made.out)).toMatchObject({ auditEntries: 5 });
    const there = await newPlace();
    const restored = await candor(there, ["restore", join(at.directory, "one.backup")]);
    expect(restored).toMatchObject({ code: 0, err: "" });
    expect(restored.out).toContain("0 refusals, 5 audit entries; ");
    const exported = entriesIn((await audit(there, "export")).out);
    expect(exported.slice(0, 5)).toEqual(entriesIn(before.out));
    expect(exported.slice(5)).toMatchObject([
      {
        actor: { is: "command", id: userInfo().username },
        action: "database/restore",
        target: { kind: "database" },
        after: { backup: "one.backup", auditEntries: 5 },
      },
    ]);
    expect((await audit(there, "verify", "--head", head)).code).toBe(0);
    expect(() => {
      const database = new DatabaseSync(databaseOf(there));
      onTestFinished(() => database.close());
      database.exec("delete from audit");
    }).toThrow("append-only");
  });

  it("of a changed log is made and restored all the same, with a warning that names the entry", async () => {
    const at = await five();
    execute(at, "update audit set action = 'user/add' where number = 2");
    const warning = /^Warning: the audit log in this file isn't whole\. Entry 2 doesn't match its hash: .*\n$/;
    const made = await candor(at, ["backup", "one.backup"]);
    expect(made).toMatchObject({ code: 0, err: expect.stringMatching(warning) });
    const there = await newPlace();
    const restored = await candor(there, ["restore", join(at.directory, "one.backup"), "--json"]);
    expect(restored).toMatchObject({ code: 0, err: expect.stringMatching(warning) });
    expect(JSON.parse(restored.out)).toMatchObject({ auditEntries: 5, auditFault: { is: "changed", number: 2 } });
  });
});
