// npm run faults: installs, builds, and does to a server what may happen to it.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { installDebian } from "./debian.mjs";
import { ensure, node, root, run } from "./ensure.mjs";

ensure();
if (!existsSync("/usr/lib/postgresql")) {
  console.log("Installing postgresql (apt-get) ...");
  if (!installDebian(["postgresql"])) console.log("It could not be installed. Without it, those of PostgreSQL fail.");
}
if (spawnSync("cc", ["--version"], { stdio: "ignore" }).error && !installDebian(["gcc", "libc6-dev"]))
  console.log("There is no C compiler. Without it, disk can't be done.");
run(node, ["--no-warnings", join(root, "test", "faults", "main.ts"), ...process.argv.slice(2)]);
