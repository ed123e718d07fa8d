/**
 * What is said about something that can't come along from another server as it was: by a stable id, with what was found, and what
 * to do.
 */

import type { NOTES } from "./note-texts.ts";

export type { NoteKind } from "./note-meaning.ts";
export { NOTES } from "./note-texts.ts";

export type NoteId = keyof typeof NOTES;

/** One occasion. Values are never secrets. */
export interface Note {
  readonly id: NoteId;
  /** Where in the source: `clients[3].redirectUris[1]`. */
  readonly at: string;
  readonly values: Readonly<Record<string, string | number>>;
}

export const note = (id: NoteId, at: string, values: Note["values"] = {}): Note => ({ id, at, values });

/** What a reader finds and doesn't know. Nothing stays behind without a word. */
export const unknown = (at: string, member: string): { readonly is: "note"; readonly note: Note } => ({
  is: "note",
  note: note("import/unknown", at, { what: member === "" ? "This entry" : `The member ${member.slice(0, 64)}` }),
});

export const sessionsStay = (at: string): { readonly is: "note"; readonly note: Note } => ({
  is: "note",
  note: note("import/sessions", at),
});

/** A text of `NOTES` with the values of a note in it. */
export const filled = (text: string, values: Note["values"]): string =>
  text.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));

/** Notes of one id and with the same values, which many users may have. */
export interface NoteGroup extends Note {
  readonly count: number;
}

/** Collects notes, in the order in which each first came. */
export function noteCollector(): { readonly add: (one: Note) => void; readonly all: () => readonly NoteGroup[] } {
  const groups = new Map<string, { first: Note; count: number }>();
  return {
    add(one) {
      const key = JSON.stringify([one.id, one.values]);
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { first: one, count: 1 });
      else group.count++;
    },
    all: () => [...groups.values()].map(({ first, count }) => ({ ...first, count })),
  };
}
