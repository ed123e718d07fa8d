/** What a test asked of the mock that can't be done. */
import { editsBetween } from "../protocol/edits.ts";

/** Thrown where a test asks for something that doesn't exist. The message names what is nearest. */
export class MockError extends Error {
  override readonly name = "MockError";
  /** Names that may have been meant, the likeliest first. */
  readonly nearest: readonly string[];

  /** Says what is wrong, and which names may have been meant. */
  constructor(message: string, nearest: readonly string[] = []) {
    super(message);
    this.nearest = nearest;
  }
}

/** The names that are most like a text. Without one that is near, there are none. */
export function nearestOf(text: string, names: readonly string[], most = 3): readonly string[] {
  const limit = Math.max(2, Math.floor(text.length / 3));
  return names
    .flatMap((name) => {
      const edits = editsBetween(text.toLowerCase(), name.toLowerCase(), limit);
      return edits === undefined ? [] : { name, edits };
    })
    .sort((a, b) => a.edits - b.edits)
    .slice(0, most)
    .map(({ name }) => name);
}

/** ` Did you mean a, b or c?`, or nothing. */
export function didYouMean(names: readonly string[]): string {
  if (names.length === 0) return "";
  const [last] = names.slice(-1);
  return ` Did you mean ${names.length === 1 ? last : `${names.slice(0, -1).join(", ")} or ${last}`}?`;
}
