/**
 * Lists and reports for operators, which may come from a database that is some seconds behind. Nothing may be decided by them: what ends,
 * issues or refuses something reads the storage itself.
 */
import type { Reports, Storage } from "./storage.ts";

/** What operators have changed is always in them. */
export const reportsOf = (storage: Storage): Reports => storage.reports ?? storage;
