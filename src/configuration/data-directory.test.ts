/** What is said of a data directory that cannot be used, also to a user who may not do everything. */
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";

const NOBODY = 65_534;
const MODULE = new URL("./data-directory.ts", import.meta.url).href;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "candor-data-"));
});
afterEach(() => {
  spawnSync("chmod", ["-R", "u+rwx", folder]);
  rmSync(folder, { recursive: true });
});

/** The faults for a user who is not root, to whom everything is given first. */
function faultsOf(data: string): { readonly is: string; readonly expected: string }[] {
  const isRoot = process.getuid?.() === 0;
  if (isRoot) spawnSync("chown", ["-R", String(NOBODY), folder]);
  // Once everything is loaded: the files of the program may be closed to others.
  const asNobody = `process.setgroups([]); process.setgid(${NOBODY}); process.setuid(${NOBODY});`;
  const script = `import { dataFaults } from ${JSON.stringify(MODULE)};
    ${isRoot ? asNobody : ""}
    process.stdout.write(JSON.stringify([...dataFaults(${JSON.stringify(data)})]));`;
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", script]);
  if (stdout.length === 0) throw new Error(String(stderr));
  return JSON.parse(String(stdout));
}

it.each<[what: string, prepare: () => string, is: RegExp | undefined]>([
  ["one that can be made", () => join(folder, "new", "data"), undefined],
  [
    "one that is there, with a database",
    () => {
      mkdirSync(join(folder, "data"));
      writeFileSync(join(folder, "data", "candor.sqlite"), "");
      return join(folder, "data");
    },
    undefined,
  ],
  [
    "one that can't be created because its parent is read-only",
    () => {
      chmodSync(folder, 0o555);
      return join(folder, "data");
    },
    /data", which doesn't exist, and "\S+" cannot be written to$/,
  ],
  [
    "one that can't be created far below a read-only directory",
    () => {
      chmodSync(folder, 0o555);
      return join(folder, "a", "b", "data");
    },
    /data", which doesn't exist, and "\S+" cannot be written to$/,
  ],
  [
    "one below a file",
    () => {
      writeFileSync(join(folder, "file"), "");
      return join(folder, "file", "data");
    },
    /data", and "\S+file" is a file$/,
  ],
  [
    "one in a directory that is closed",
    () => {
      mkdirSync(join(folder, "closed", "data"), { recursive: true });
      chmodSync(join(folder, "closed"), 0o600);
      return join(folder, "closed", "data");
    },
    /data", and "\S+closed" cannot be entered$/,
  ],
  [
    "one that is read-only",
    () => {
      mkdirSync(join(folder, "data"), { mode: 0o555 });
      return join(folder, "data");
    },
    /data", which cannot be written to$/,
  ],
  [
    "one that nobody can enter",
    () => {
      mkdirSync(join(folder, "data"), { mode: 0o000 });
      return join(folder, "data");
    },
    /data", which cannot be written to$/,
  ],
  [
    "a database that is read-only",
    () => {
      mkdirSync(join(folder, "data"));
      writeFileSync(join(folder, "data", "candor.sqlite"), "", { mode: 0o444 });
      return join(folder, "data");
    },
    /data", where candor\.sqlite can't be read and written$/,
  ],
  [
    "a log that cannot be read",
    () => {
      mkdirSync(join(folder, "data"));
      writeFileSync(join(folder, "data", "candor.sqlite"), "");
      writeFileSync(join(folder, "data", "candor.sqlite-wal"), "", { mode: 0o000 });
      return join(folder, "data");
    },
    /data", where candor\.sqlite-wal can't be read and written$/,
  ],
  [
    "a directory instead of the database",
    () => {
      mkdirSync(join(folder, "data", "candor.sqlite"), { recursive: true });
      return join(folder, "data");
    },
    /data", where candor\.sqlite is a directory$/,
  ],
  [
    "a link instead of the database",
    () => {
      mkdirSync(join(folder, "data"));
      symlinkSync("/nowhere", join(folder, "data", "candor.sqlite"));
      return join(folder, "data");
    },
    /data", where candor\.sqlite is a link$/,
  ],
])("%s", (_, prepare, is) => {
  const found = faultsOf(prepare());
  expect(found.map((fault) => fault.is)).toEqual(is === undefined ? [] : [expect.stringMatching(is)]);
  for (const { expected } of found)
    expect(expected).toMatch(/^(?:a directory that user|a file that user|regular files that belong to the user) /);
});
