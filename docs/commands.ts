/** The commands of `candor`. Each has a file of its own, so that a new one is found without being listed here. */
import { globSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";

const CLI = join(import.meta.dirname, "../src/cli");

const modules: readonly Readonly<Record<string, unknown>>[] = await Promise.all(
  globSync("**/*command.ts", { cwd: CLI })
    .sort()
    .map((path) => import(join(CLI, path))),
);

/** Every command, by name. */
export const COMMANDS: readonly Command[] = modules
  .flatMap((module) => Object.entries(module))
  .filter(([name]) => name.endsWith("Command"))
  .map(([, make]) => (make as () => Command)())
  .sort((a, b) => a.name().localeCompare(b.name()));
