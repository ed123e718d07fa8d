/** `candor scopes types`: the scopes as a typed module. */
import { writeFileSync } from "node:fs";
import { print } from "../print.ts";
import { type CatalogueOptions, orUsage, sourceOf } from "./catalogue.ts";
import { typescriptOf } from "./typescript.ts";

export interface TypesOptions extends CatalogueOptions {
  readonly out?: string;
}

/** Writes the module to a file, or prints it. */
export const types = (options: TypesOptions): Promise<void> =>
  orUsage(async () => {
    const { catalogue, issuer } = await sourceOf(options);
    const module = typescriptOf(catalogue, issuer, Date.now());
    if (options.out === undefined) print(module.trimEnd());
    else writeFileSync(options.out, module);
  });
