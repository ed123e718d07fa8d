/** Evidence as it may look: what a reason's page and the documentation fill its description with. Values of the demo world. */
import type { Code, Evidence, Family } from "../index.ts";

/** A sample for each reason of a family; a reason without one does not compile. */
export type Samples<F extends Family> = {
  readonly [C in Code as C extends `${F}/${infer Slug}` ? Slug : never]: Evidence<C>;
};

export const ISSUER = "http://localhost:9400";

/** Noon, on the day that all samples are of. */
export const NOON = Date.UTC(2026, 5, 15, 12);
