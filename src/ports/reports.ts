/**
 * Lists and reports for operators, which may come from a database that is some seconds behind. Nothing may be decided by them: what ends,
 * issues or refuses something reads the storage itself.
 */
import type { AuditStore } from "./audit.ts";
import type { HoldingStore } from "./holdings.ts";
import type { PeopleStore } from "./people.ts";
import type { RefusalReader, Storage } from "./storage.ts";

export interface Reports {
  readonly holdings: Pick<HoldingStore, "grants" | "countGrants" | "sessions" | "consents" | "activity">;
  readonly people: Pick<PeopleStore, "list" | "search" | "groups">;
  readonly audit: Pick<AuditStore, "list" | "read">;
  readonly refusals: Pick<RefusalReader, "list" | "groups" | "counts">;
}

/** What operators have changed is always in them. */
export const reportsOf = (storage: Storage): Reports => storage.reports ?? storage;
