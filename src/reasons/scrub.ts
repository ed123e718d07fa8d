/** Keeps credentials that stand where they do not belong, a code in client_id for one, out of evidence and of what is kept. */

const CREDENTIAL =
  /candor_(?:code|refresh|access)_[A-Za-z0-9_%-]{8,}|ey[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*)*/g;

/** The text with every credential of this server and every JWT in it covered, in its length. */
export function scrub(text: string): string {
  if (!text.includes("candor_") && !text.includes("ey")) return text;
  return text.replaceAll(CREDENTIAL, (found) => "*".repeat(found.length));
}

const NAME = /^ {0,2}[\w.:[\]-]{1,40} {0,2}$/;

/** A parameter's name as it may be told: what is no plain name, a whole JSON document for one, is covered. Twice is the same as once. */
export function nameShown(name: string): string {
  return NAME.test(name) && scrub(name) === name ? name : "*".repeat(Math.min(name.length, 41));
}
