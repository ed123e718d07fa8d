/** A change of what is registered, and whom it concerns. */
import type { Contents } from "../../ports/registered.ts";
import type { AdminKind } from "../../protocol/admin/occasion.ts";
import type { Client } from "../../protocol/client.ts";
import type { Deps } from "../deps.ts";

/** What is registered now, and what would be. */
export interface Difference<Kind extends AdminKind = AdminKind> {
  readonly kind: Kind;
  readonly id: string;
  readonly before: Contents[Kind] | undefined;
  readonly after: Contents[Kind] | undefined;
}

export interface Concerned {
  readonly deps: Deps;
  readonly change: Difference;
  readonly clients: readonly Client[];
}
