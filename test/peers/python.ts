/** Python packages in a virtual environment. */
import { join } from "node:path";
import { run } from "./program.ts";

/** The interpreter of the environment in the folder. */
export const pythonIn = (folder: string): string => join(folder, "bin", "python");

/** Installs packages, each with its version. */
export async function installPython(folder: string, packages: readonly string[]): Promise<void> {
  await run("python3", ["-m", "venv", folder]);
  await run(pythonIn(folder), ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...packages]);
}
