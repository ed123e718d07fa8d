/** Writes the generated reference. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { reference } from "./generate.ts";

// A reason that is gone takes its page along.
rmSync(join(import.meta.dirname, "reasons"), { recursive: true, force: true });

for (const [path, text] of Object.entries(reference())) {
  const file = join(import.meta.dirname, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  console.log(`wrote docs/${path}`);
}
