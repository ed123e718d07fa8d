/** Reads a registry file: TypeScript, JavaScript, YAML or JSON. */
import { readFileSync } from "node:fs";
import { extname } from "node:path";
import { ConfigurationError } from "../configuration/fault.ts";
import { faultOfFile, MODULES } from "../configuration/load.ts";

const YAML = [".yaml", ".yml"];

/**
 * What is in the file at `path`, unchecked. Throws a `ConfigurationError` if it can't be read or run; no message contains the
 * file's text.
 */
export async function readRegistry(path: string, named: string): Promise<unknown> {
  const is = faultOfFile(path, named, [...MODULES, ".json", ...YAML]);
  if (is !== undefined) throw new ConfigurationError([{ key: "file", is, expected: "a registry file" }]);
  const ending = extname(path);
  if (YAML.includes(ending))
    return (await import("./yaml.ts")).readYaml(readFileSync(path, "utf8").replace(/^\uFEFF/, ""), path);
  const { readJson, runModule } = await import("../configuration/run-module.ts");
  return ending === ".json" ? readJson(path) : runModule(path, "defineRegistry({ … })");
}
