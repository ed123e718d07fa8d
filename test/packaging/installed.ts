/** The package as a new user has it: packed, and installed from its tarball into an empty project. */
import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";

export const ROOT = resolve(import.meta.dirname, "../..");
const { devDependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));

export interface Ran {
  readonly code: number | null;
  readonly out: string;
}

export interface Project {
  readonly directory: string;
  readonly tarball: string;
  readonly write: (name: string, text: string) => void;
  /** Runs a program in the project, on the Node that runs the tests. */
  readonly run: (command: string, ...args: string[]) => Promise<Ran>;
  /** The command of a package that the project has installed. */
  readonly command: (name: string) => string;
  readonly leave: () => void;
}

/** Packs what has been built and installs it, with Node's types as a TypeScript project has them. */
export async function installed(): Promise<Project> {
  const directory = mkdtempSync(join(tmpdir(), "candor-project-"));
  // A tarball outside the project, as from a registry; npm reads the name of the package from it.
  const shelf = mkdtempSync(join(tmpdir(), "candor-packed-"));
  await ran(await execute(ROOT, "npm", ["pack", "--ignore-scripts", "--silent", "--pack-destination", shelf]));
  const tarball = join(shelf, readdirSync(shelf)[0] ?? "");
  writeFileSync(join(directory, "package.json"), '{ "private": true, "type": "module" }\n');
  const quiet = ["--no-audit", "--no-fund", "--loglevel=error", "--prefer-offline"];
  await ran(
    await execute(directory, "npm", ["install", ...quiet, tarball, `@types/node@${devDependencies["@types/node"]}`]),
  );
  return {
    directory,
    tarball,
    write: (name, text) => writeFileSync(join(directory, name), text),
    run: (command, ...args) => execute(directory, command, args),
    command: (name) => join(directory, "node_modules", ".bin", name),
    leave: () => {
      for (const folder of [directory, shelf]) rmSync(folder, { recursive: true });
    },
  };
}

function ran({ code, out }: Ran): void {
  if (code !== 0) throw new Error(out);
}

/** A user's environment: without what npm and the test runner put into ours. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const ours = /^(npm_|NODE_ENV$|NODE_OPTIONS$|VITEST|CANDOR_)/;
  const kept = Object.entries(process.env).filter(([name]) => !ours.test(name));
  return { ...Object.fromEntries(kept), PATH: dirname(process.execPath) + delimiter + process.env.PATH };
}

function execute(cwd: string, command: string, args: readonly string[]): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: cleanEnvironment(), stdio: ["ignore", "pipe", "pipe"] });
    let out = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk) => {
        out += chunk;
      });
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, out }));
  });
}
