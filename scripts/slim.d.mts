import type { Columns } from "../src/browser/columns.ts";
import type { Head, Rest } from "../src/doctor/dialects/packed.ts";

export function columnsOf(compiled: {
  readonly heads: readonly Head[];
  readonly restOf: (at: number) => Rest;
}): Columns;
export function standardNames(errors: readonly { readonly error: string }[]): string;
