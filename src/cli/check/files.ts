/** Reads the files that `candor check` is given. */
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { parse as parseYaml } from "yaml";
import type { z } from "zod";
import { CannotCheck } from "../../checker/cannot-check.ts";
import { CheckFile, withSecrets } from "../../checker/check-file.ts";
import { parsedAs } from "../../checker/file-faults.ts";

/** Throws `CannotCheck` if it isn't one. */
export const readCheckFile = (path: string | undefined): CheckFile => fileOf(CheckFile, path, {});

/** Throws `CannotCheck`. */
export function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new CannotCheck(`${path} can't be read: ${(error as Error).message}`);
  }
}

/** `otherwise`: what is read if there is no path. Throws `CannotCheck`. */
export function fileOf<Output>(schema: z.ZodType<Output>, path: string | undefined, otherwise: unknown): Output {
  return parsedAs(schema, path === undefined ? otherwise : contentOf(path), path ?? "What is usual");
}

/** YAML or JSON, with the secrets in it. */
function contentOf(path: string): unknown {
  const text = textOf(path);
  const read = (one: string): string => readFileSync(resolve(dirname(path), one), "utf8");
  try {
    return withSecrets(parseYaml(text), { env: process.env, read });
  } catch (error) {
    throw new CannotCheck(`${path} can't be read: ${(error as Error).message}`);
  }
}
