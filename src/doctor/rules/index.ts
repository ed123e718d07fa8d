/** All rules: what can be worked out from the material itself, and what messages say in plain words. */
import type { Rule } from "./define.ts";
import { standardErrors } from "./standard-errors.ts";
import { words } from "./words.ts";

export type { Rule } from "./define.ts";

export const rules: readonly Rule[] = [...words, ...standardErrors];
