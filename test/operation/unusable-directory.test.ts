/** Each command of the registry says at once what is wrong with a data directory that can't be used. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { becauseOf, makeDirectory } from "../../src/adapters/sqlite/directory.ts";
import { toEnd } from "./run.ts";

const cwd = mkdtempSync(join(tmpdir(), "candor-unusable-"));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

writeFileSync(join(cwd, "registry.json"), JSON.stringify({ scopes: [{ name: "jobs", description: "Run jobs" }] }));
writeFileSync(join(cwd, "file"), "");
mkdirSync(join(cwd, "folder", "candor.sqlite"), { recursive: true });

const APPLY = ["apply", "registry.json"];
const CREATE = ["clients", "create", "shop", "--set", "grantTypes=client_credentials"];
const EVERY = [APPLY, CREATE, ["clients", "list"], ["export"], ["users", "list"], ["audit", "list"]];
/** A file system that has no directories of anyone's. */
const NOWHERE = process.platform === "linux" ? ["/proc/x", "/proc/x/y", "/proc", "/sys/x"] : [];

describe("a data directory that can't be used is named at once", () => {
  it.each([
    ...NOWHERE.map((data, i) => [data, i === 0 ? EVERY : [APPLY]] as const),
    ["file", [APPLY, CREATE]] as const,
    ["file/below", EVERY] as const,
    ["folder", EVERY] as const,
    ["/dev/null", [APPLY]] as const,
  ])("%s", async (data, commands) => {
    for (const command of commands) {
      const { code, out, err } = await toEnd([...command, "--data", data], cwd);
      expect([command, code, out]).toEqual([command, 2, ""]);
      expect(err).toContain(data === "/proc/x/y" ? "/proc/x" : data);
      expect(err).toMatch(/can't be created|There is no database|is a file|is a directory|can't be read/);
      expect(err).not.toMatch(/ENO|EPERM|\.js:\d/);
    }
  });
});

describe("a directory", () => {
  it("is made with those above it, closed to others, and may be there", () => {
    const path = join(cwd, "a", "b", "c");
    makeDirectory(path);
    makeDirectory(path);
    writeFileSync(join(path, "it-works"), "");
  });

  it.each([
    [{ code: "ENOSPC" }, ": the disk is full."],
    [{ errcode: 13, message: "database or disk is full" }, ": the disk is full."],
    [{ code: "EROFS" }, ": the file system is read-only."],
    [{ code: "EACCES" }, ": this user doesn't have permission."],
    [new Error("disk I/O error"), ": disk I/O error"],
  ])("says why it can't be: %o", (error, words) => expect(becauseOf(error)).toBe(words));
});
