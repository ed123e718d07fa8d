/** What a note about something that can't come along as it was says. */

/** `changed`: it comes along in another form. `lost`: a part of something stays behind. `left`: all of it does. `conflict`: this server has something else in its place. */
export type NoteKind = "changed" | "lost" | "left" | "conflict";

export interface Meaning {
  readonly kind: NoteKind;
  /** What was found. Names in braces are values of the note. */
  readonly says: string;
  /** What to do about it, and why it is so. */
  readonly help: string;
}
