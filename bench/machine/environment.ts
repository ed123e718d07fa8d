/** What the numbers were measured on, without which they mean nothing. */
import { execFileSync } from "node:child_process";
import { closeSync, fdatasyncSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { cpus, release, totalmem } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { median } from "../measuring/statistics.ts";
import { SOFTWARE, type Software } from "../servers/software.ts";
import { type Cores, findCores } from "./pinning.ts";

export interface Environment {
  readonly node: string;
  /** Of what is measured, by its name. */
  readonly versions: Readonly<Record<string, string>>;
  readonly commit: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly kernel: string;
  /** `undefined` where server and load could not be kept apart. */
  readonly pinned: Cores | undefined;
  /** Median milliseconds of an fdatasync of 4 KiB where the databases are: it bounds all that is durable. */
  readonly fdatasync: number;
}

/** Describes this machine; `directory` is where the databases will be. */
export function describeMachine(directory: string): Environment {
  return {
    node: process.version,
    versions: Object.fromEntries(Object.values(SOFTWARE).flatMap(versionOf)),
    commit: commit(),
    cpu: cpus()[0]?.model ?? "unknown",
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    kernel: release(),
    pinned: findCores(),
    fdatasync: timeOfFdatasync(join(directory, "probe")),
  };
}

function versionOf({ name, npm, version }: Software): [string, string][] {
  if (npm === undefined) return version === undefined ? [] : [[name, version]];
  const manifest = new URL(`../../node_modules/${npm}/package.json`, import.meta.url);
  return [[name, (JSON.parse(readFileSync(manifest, "utf8")) as { version: string }).version]];
}

function commit(): string {
  try {
    return execFileSync("git", ["describe", "--always", "--dirty"], { encoding: "utf8" }).trim();
  } catch {
    return "unknown";
  }
}

function timeOfFdatasync(path: string): number {
  const file = openSync(path, "w");
  const page = Buffer.alloc(4096, 1);
  const times = Array.from({ length: 50 }, () => {
    const begin = performance.now();
    writeSync(file, page);
    fdatasyncSync(file);
    return performance.now() - begin;
  });
  closeSync(file);
  rmSync(path);
  return median(times);
}
