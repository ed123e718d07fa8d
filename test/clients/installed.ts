/** Which version of a client's package is here; `undefined` where it is not. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Client } from "./define.ts";

/** Looks where Node itself would look from the programs' folder. */
function npmVersion(name: string): string | undefined {
  for (let folder = join(import.meta.dirname, "npm"); ; folder = dirname(folder)) {
    const manifest = join(folder, "node_modules", name, "package.json");
    if (existsSync(manifest)) return JSON.parse(readFileSync(manifest, "utf8")).version;
    if (folder === dirname(folder)) return undefined;
  }
}

/** The upstream part of Debian's version, without its epoch, its revision and its repacking. */
function debianVersion(name: string): string | undefined {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query fills it in
  const format = "${db:Status-Status} ${Version}";
  const { status, stdout } = spawnSync("dpkg-query", ["-W", "-f", format, name], {
    encoding: "utf8",
  });
  const [, version] = status === 0 ? (/^installed (?:\d+:)?([^-+~]+)/.exec(stdout) ?? []) : [];
  return version;
}

export function versionOf({ from, package: name }: Client): string {
  const version = from === "npm" ? npmVersion(name) : debianVersion(name);
  if (version === undefined) throw new Error(`${name} is not installed.`);
  return version;
}

/** What a client needs and this machine lacks. */
export function missing({ from, package: name, needs = [] }: Client): string[] {
  if (from === "npm") return npmVersion(name) === undefined ? [name] : [];
  return [name, ...needs].filter((each) => debianVersion(each) === undefined);
}
