/** Reads CSV of any size (RFC 4180): with quotation marks, line breaks within them, CRLF or LF, and `,` or `;` or tabs. */
import type { Piece } from "./pieces.ts";

/** What isn't CSV, and where. The text isn't repeated. */
export class NotCsv extends Error {}

/** A record for each line but the first, which names the members. Absent and empty fields have no member. */
export async function* csvPieces(chunks: AsyncIterable<string>): AsyncGenerator<Piece> {
  let names: readonly string[] | undefined;
  for await (const { line, fields } of rows(chunks)) {
    if (fields.length === 1 && fields[0] === "") continue;
    if (names === undefined) {
      // The line that names the separator to spreadsheets, and the one with which the templates of Microsoft Entra begin.
      if (/^(?:sep=|version:v[\d.]+)$/i.test(fields[0] ?? "") && fields.slice(1).every((field) => field === ""))
        continue;
      names = fields.map((name) => name.trim());
      if (names.some((name) => /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(name)))
        throw new NotCsv("The first line has an e-mail address. Add a line above it that names the columns.");
      const twice = names.find((name, i) => name !== "" && names?.indexOf(name) !== i);
      if (twice !== undefined) throw new NotCsv(`The first line names the column ${twice.slice(0, 64)} twice.`);
      continue;
    }
    if (fields.length > names.length)
      throw new NotCsv(`Line ${line} has ${fields.length} fields, and the first line names ${names.length}.`);
    const present = names.flatMap((name, i) => (name === "" || (fields[i] ?? "") === "" ? [] : [[name, fields[i]]]));
    yield { at: `line ${line}`, member: "", value: Object.fromEntries(present) };
  }
}

async function* rows(chunks: AsyncIterable<string>): AsyncGenerator<{ line: number; fields: readonly string[] }> {
  let fields: string[] = [];
  let field = "";
  /** `quoted`: between quotation marks; `closed`: after the second, which may be the first of a pair. */
  let state: "plain" | "quoted" | "closed" = "plain";
  let separator: string | undefined;
  let [line, begun] = [1, 1];
  let isAfterReturn = false;
  const end = () => {
    const row = { line: begun, fields: [...fields, field] };
    [fields, field, state] = [[], "", "plain"];
    return row;
  };
  for await (const chunk of chunks) {
    for (let c of chunk) {
      // A line ends with LF, CRLF or, on old systems, CR.
      const isRest = c === "\n" && isAfterReturn;
      isAfterReturn = c === "\r";
      if (state !== "quoted") {
        if (isRest) continue;
        if (c === "\r") c = "\n";
      }
      if (c === "\n") line++;
      if (state === "quoted") {
        if (c === '"') state = "closed";
        else field += c;
        continue;
      }
      if (state === "closed" && c === '"') {
        field += c;
        state = "quoted";
        continue;
      }
      if (separator === undefined && (c === "," || c === ";" || c === "\t")) separator = c;
      if (c === separator) {
        fields.push(field);
        [field, state] = ["", "plain"];
      } else if (c === "\n") {
        yield end();
        begun = line;
      } else if (c === '"' && field === "" && state === "plain") state = "quoted";
      else {
        if (state === "closed") throw new NotCsv(`Line ${line} has text after a closing quotation mark.`);
        field += c;
      }
    }
  }
  if (state === "quoted") throw new NotCsv(`The quotation marks of line ${begun} aren't closed.`);
  if (field !== "" || fields.length > 0) yield end();
}
