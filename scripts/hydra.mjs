// node scripts/hydra.mjs DIRECTORY: builds Ory Hydra for `npm run bench`, with Go, from the Go module proxy. Nothing else needs it.
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

// `go install` refuses modules that replace others, so Hydra is built as a module of its own with the one replacement that it needs.
const MODULE = `module hydra.bench

go 1.22

require github.com/ory/hydra/v2 v2.3.0

replace github.com/gobuffalo/pop/v6 => github.com/ory/pop/v6 v6.2.1-0.20241121111754-e5dfc0f3344b
`;

const MAIN = `package main

import "github.com/ory/hydra/v2/cmd"

func main() { cmd.Execute() }
`;

const [, , to] = process.argv;
if (to === undefined) {
  process.stderr.write("usage: node scripts/hydra.mjs DIRECTORY\n");
  process.exit(2);
}
const directory = resolve(to);
mkdirSync(directory, { recursive: true });
writeFileSync(join(directory, "go.mod"), MODULE);
writeFileSync(join(directory, "main.go"), MAIN);
for (const args of [
  ["mod", "tidy"],
  ["build", "-o", "hydra", "."],
]) {
  const { status, error } = spawnSync("go", args, { cwd: directory, stdio: "inherit" });
  if (error !== undefined) process.stderr.write(`go could not be started: ${error.message}\n`);
  if (status !== 0) process.exit(status ?? 1);
}
process.stdout.write(`export HYDRA=${join(directory, "hydra")}\n`);
