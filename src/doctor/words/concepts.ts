/** What sentences about OAuth speak of, in every language: things, their states, and "not". */
/** A language's names for concepts: phrases with commas between them, a slash between words to choose from, a star for any ending. */
export type Lexicon = Readonly<Record<string, string>>;

/** What "not" makes of a concept. */
export const OPPOSITES: Readonly<Record<string, string>> = {
  found: "unknown",
  valid: "invalid",
  matching: "mismatch",
  given: "missing",
  allowed: "denied",
  registered: "notRegistered",
  supported: "unsupported",
  active: "inactive",
  issued: "notIssued",
  returned: "notReturned",
};

/** What "not" takes back: a code that has not expired is no expired code. */
const TAKEN_BACK: ReadonlySet<string> = new Set(["expired", "used", "revoked", "canceled", "disabled"]);

export const oppositeOf = (concept: string): string | undefined =>
  Object.hasOwn(OPPOSITES, concept) ? OPPOSITES[concept] : undefined;

export const isTakenBack = (concept: string): boolean => TAKEN_BACK.has(concept);
