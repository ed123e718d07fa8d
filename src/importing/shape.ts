/** Whether a text is one document of JSON, or a value after the other, as in JSON Lines: seen without keeping any of it. */

/** Values may be separated by spaces, by commas, by a mark that a file had at its start, and by RFC 7464's record separator. */
const BETWEEN = new Set([" ", "\t", "\n", "\r", ",", "\uFEFF", "\x1E"]);

/** Enough for the name of any list. */
const LONGEST = 64;

/** Whether each value of a text is an entry or a page of them. `lists`: members that only a document has. */
export async function hasValues(chunks: AsyncIterable<string>, lists: readonly string[]): Promise<boolean> {
  const look = looker(new Set(lists.map((name) => name.toLowerCase())));
  for await (const chunk of chunks)
    for (let at = 0; at < chunk.length; at++) {
      const seen = look.at(chunk[at] as string);
      if (seen !== undefined) return seen;
    }
  return look.isOneEntry();
}

function looker(lists: ReadonlySet<string>) {
  let depth = 0;
  /** Of the first value: how it opens, whether it has any member, whether it has one of the lists, and whether it has ended. */
  let first: string | undefined;
  let [isEmpty, isDocument, isOver] = [true, false, false];
  let [inString, isEscaped] = [false, false];
  /** A string between the outer brackets, which is a name if a colon follows. */
  let text = "";
  let comment: "opened" | "line" | "block" | undefined;
  let before = "";

  function inComment(c: string): void {
    if (comment === "opened") comment = c === "*" ? "block" : "line";
    else if (comment === "line" ? c === "\n" : c === "/" && before === "*") comment = undefined;
    before = before === "/" && c === "*" ? "" : c;
  }
  function inText(c: string): void {
    if (isEscaped) isEscaped = false;
    else if (c === "\\") isEscaped = true;
    else if (c === '"') inString = false;
    else if (depth === 1 && text.length < LONGEST) text += c;
  }
  return {
    /** The outcome, as soon as it is known. */
    at(c: string): boolean | undefined {
      if (inString) inText(c);
      else if (comment !== undefined) inComment(c);
      else if (c === "/") [comment, before] = ["opened", c];
      else if (isOver || first === undefined) {
        if (BETWEEN.has(c)) return undefined;
        // What is neither is a fault, which the reader of documents names.
        if (c !== "{" && c !== "[") return false;
        if (isOver) return true;
        [first, depth] = [c, 1];
      } else if (c === '"') [inString, text] = [true, ""];
      else if (c === "{" || c === "[") depth++;
      else if (c === "}" || c === "]") isOver = --depth === 0;
      else if (c === ":" && depth === 1) [isEmpty, isDocument] = [false, isDocument || lists.has(text.toLowerCase())];
      return undefined;
    },
    isOneEntry: (): boolean => isOver && first === "{" && !isEmpty && !isDocument,
  };
}
