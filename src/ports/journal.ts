/** Where refusals are kept: one line for each, under its reference. */
import type { Refusal } from "../reasons/index.ts";

export interface JournalEntry {
  /** Short, readable, unguessable. */
  readonly ref: string;
  readonly at: number;
  readonly endpoint: string;
  readonly refusal: Refusal;
  /** For faults of the server: what was thrown, without secrets. */
  readonly fault?: string | undefined;
}

export interface Journal {
  /** Keeps a refusal. Never throws and never waits. */
  record(entry: JournalEntry): void;
  find(ref: string): JournalEntry | undefined;
}
