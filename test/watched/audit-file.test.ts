/** The audit log in a file: each entry once and in order, however often the writer is killed, the file rotated or moved away. */
import { spawn } from "node:child_process";
import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { auditFile, lineOf } from "../../src/adapters/log/audit-file.ts";
import type { KeptAuditEntry } from "../../src/ports/audit.ts";
import { followAudit } from "../../src/service/audit-follower.ts";
import { Person } from "../blackbox/person.ts";
import { accept, linkIn, place, toEnd } from "../operation/run.ts";
import { entriesFrom, entryOf } from "./audit-entries.ts";

let file: string;
beforeEach(() => {
  const directory = mkdtempSync(join(tmpdir(), "candor-audit-file-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  file = join(directory, "audit.log");
});

const linesIn = (path: string): readonly string[] => readFileSync(path, "utf8").split("\n").slice(0, -1);

/** Everything that was written, the oldest first. */
function written(): readonly string[] {
  const folder = join(file, "..");
  const rotated = readdirSync(folder).filter((name) => /^audit\.log\.\d/.test(name));
  return [...rotated.sort(), "audit.log"].flatMap((name) => linesIn(join(folder, name)));
}
const numbersIn = (lines: readonly string[]): readonly number[] => lines.map((line) => JSON.parse(line).number);
const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, at) => at + 1);

describe("a file", () => {
  let entries: readonly KeptAuditEntry[] = [];
  let now = Date.parse("2026-11-30T00:00:00Z");
  const restarted = vi.fn();
  const read = async (from: number, limit: number) => entries.slice(from - 1, from - 1 + limit);
  const open = (more: { megabytes?: number; keep?: number } = {}) => {
    const log = auditFile({ file, megabytes: 1, days: 30, ...more }, read, () => now++, restarted);
    onTestFinished(log.close);
    return log;
  };
  beforeEach(() => {
    entries = entriesFrom(1, 10);
    restarted.mockClear();
  });

  it("has what the storage has, and is continued by the next process", async () => {
    const first = open();
    await first.follow();
    entries = entriesFrom(1, 1_200);
    await first.follow();
    await first.follow();
    await first.close();
    entries = entriesFrom(1, 1_203);
    await open().follow();
    expect(linesIn(file)).toEqual(entriesFrom(1, 1_203).map(lineOf));
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(`${file}.head`, "utf8")).toBe("1203:hash-1203\n");
  });

  it("loses half a line that a killed process has left, and writes it whole", async () => {
    await open().follow();
    appendFileSync(file, lineOf(entryOf(11)).slice(0, 30));
    entries = entriesFrom(1, 12);
    await open().follow();
    expect(linesIn(file)).toEqual(entries.map(lineOf));
  });

  it("goes on after what a process has written that was killed before it could note it", async () => {
    await open().follow();
    appendFileSync(file, `${lineOf(entryOf(11))}\n`);
    entries = entriesFrom(1, 12);
    renameSync(file, `${file}.2026-11-30T00-00-00.000Z`);
    await open().follow();
    expect(numbersIn(written())).toEqual(upTo(12));
  });

  it("continues one that was moved away, also after a restart", async () => {
    const first = open();
    await first.follow();
    renameSync(file, `${file}.1`);
    entries = entriesFrom(1, 12);
    await first.follow();
    expect(numbersIn(linesIn(file))).toEqual([11, 12]);
    renameSync(file, `${file}.2`);
    entries = entriesFrom(1, 13);
    await open().follow();
    expect(numbersIn(linesIn(file))).toEqual([13]);
  });

  it("is rotated, and all rotated ones are kept unless a number is set", async () => {
    const log = open({ megabytes: 0.0005 });
    for (let count = 10; count < 40; count += 5) {
      entries = entriesFrom(1, count);
      await log.follow();
    }
    expect(numbersIn(written())).toEqual(upTo(35));
    const few = open({ megabytes: 0.0005, keep: 2 });
    entries = entriesFrom(1, 40);
    await few.follow();
    expect(numbersIn(written()).length).toBeLessThan(40);
    expect(numbersIn(written()).at(-1)).toBe(40);
  });

  it("begins again beside the former one, if the storage was set back", async () => {
    await open().follow();
    entries = [...entriesFrom(1, 8), entryOf(9, "other")];
    const log = open();
    await log.follow();
    entries = [...entries, entryOf(10, "another")];
    await log.follow();
    await open().follow();
    expect(restarted.mock.calls).toEqual([[{ number: 10, hash: "hash-10" }]]);
    expect(linesIn(file)).toEqual(entries.map(lineOf));
    expect(numbersIn(written())).toEqual([...upTo(10), ...upTo(10)]);
  });

  it.each(["root:x:0:0:root:/root:/bin/bash\n", "no line", '{"a":1}\n'])(
    "of something else is left alone: %j",
    async (text) => {
      writeFileSync(file, text);
      await expect(open().follow()).rejects.toThrow("something else");
      expect(readFileSync(file, "utf8")).toBe(text);
    },
  );
});

it("has each entry once after a writer was killed 25 times in the middle of writing and rotating", async () => {
  const program = join(import.meta.dirname, "audit-file-writer.ts");
  let kills = 0;
  for (let isDone = false; !isDone; ) {
    const child = spawn(process.execPath, ["--no-warnings", program, file, "1500"], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let said = "";
    child.stdout.on("data", (chunk) => {
      said += chunk;
    });
    const ended = new Promise((done) => child.once("close", done));
    const had = sizeOf();
    // Killed soon after it has begun to write, each time a little later.
    if (kills < 25) await expect.poll(sizeOf, { interval: 1 }).toBeGreaterThan(had + 40 * (kills % 7));
    if (kills < 25) kills += child.kill("SIGKILL") ? 1 : 0;
    await ended;
    isDone = said.includes("written");
  }
  const { size } = statSync(`${file}-storage`);
  expect(numbersIn(written())).toEqual(upTo(size));
  expect(readdirSync(join(file, "..")).length).toBeGreaterThan(20);
});

/** Bytes of the file and those rotated. */
function sizeOf(): number {
  const folder = join(file, "..");
  return readdirSync(folder).reduce(
    (sum, name) => sum + (statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0),
    0,
  );
}

it("is written by one process at a time, and by the next one when that lets go", async () => {
  const holders = new Set<string>();
  const leaseFor = (name: string) => ({
    take: async () => (holders.size === 0 || holders.has(name) ? holders.add(name).size > 0 : false),
    isHeld: async () => holders.has(name),
    release: async () => void holders.delete(name),
  });
  const writes: string[] = [];
  const one = (name: string) =>
    followAudit({ follow: async () => void writes.push(name), close: async () => {} }, leaseFor(name), () => 0, {
      error: vi.fn(),
    });
  const [first, second] = [one("first"), one("second")];
  await expect.poll(() => writes.length).toBeGreaterThan(0);
  expect(new Set(writes).size).toBe(1);
  const isFirst = writes[0] === "first";
  await (isFirst ? first : second).close();
  await expect.poll(() => new Set(writes).size).toBe(2);
  await (isFirst ? second : first).close();
});

it("of a server has the same lines as candor audit export, also of what a killed server had not yet written", async () => {
  const at = await place({ auditLog: { file } });
  onTestFinished(() => at.leave());
  const first = await at.serve();
  const link = linkIn(await first.says("/welcome/operator?token=")) ?? "";
  expect(await accept(new Person(at.issuer), link)).toBe(303);
  first.child.kill("SIGKILL");
  await first.ended;
  await toEnd(["users", "add", "ada", "--generate"], at.directory, "", {});
  const second = await at.serve();
  // The killed one keeps the file for some seconds.
  await expect.poll(() => written().at(-1)).toContain('"ada"');
  expect(await second.stop()).toBe(0);
  const { out } = await toEnd(["audit", "export"], at.directory, "", {});
  expect(written()).toEqual(out.trimEnd().split("\n"));
  expect(out).toContain('"user/add"');
  const head = readFileSync(`${file}.head`, "utf8").trim();
  expect(await toEnd(["audit", "verify", "--head", head], at.directory, "", {})).toMatchObject({ code: 0 });
});

it("begins with a reload, and ends with one", async () => {
  const { watchedServer } = await import("./watched-server.ts");
  const server = await watchedServer();
  onTestFinished(() => server.stop());
  const on = await server.candor.reload({ ...server.config, auditLog: { file } });
  expect(on).toMatchObject({ changed: ["auditLog"], restart: [] });
  await expect.poll(() => linesIn(file).length).toBeGreaterThan(3);
  await server.candor.reload(server.config);
  const before = linesIn(file).length;
  await server.candor.users.add({ username: "late", password: "a-long-password-of-late" });
  await server.candor.close();
  expect(linesIn(file)).toHaveLength(before);
});
