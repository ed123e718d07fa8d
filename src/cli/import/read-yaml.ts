/** Reads YAML, in which other servers keep their settings: whole, because no list of millions is in it. */
import { ConfigurationError } from "../../configuration/fault.ts";
import type { Piece } from "../../importing/pieces.ts";
import { asObject } from "../../importing/read-as.ts";

/** Characters of a file. */
const MOST = 32 << 20;

/** A value that Auth0's Deploy CLI puts in, before it reads the file. In YAML, one is a comment and the other no value at all. */
const PLACEHOLDER = /^(\s*(?:- +)*(?:[^\s#'":]+: +|- +))(@@\w+@@|##\w+##)(?=\s*$)/gm;

/** A file that isn't YAML, in words. Its text isn't repeated. */
export class NotYaml extends Error {}

/** The pieces of each document, as of one in JSON. `isEntry`: whether a document is an entry itself. */
export async function* yamlPieces(
  chunks: AsyncIterable<string>,
  isEntry: (value: unknown) => boolean,
): AsyncGenerator<Piece> {
  let text = "";
  for await (const chunk of chunks) {
    text += chunk;
    if (text.length > MOST) throw new NotYaml("It is larger than 32 MB. Convert it to JSON Lines.");
  }
  const documents = await documentsIn(text);
  for (const [i, value] of documents.entries())
    yield* piecesOf(value, documents.length > 1 ? i + 1 : undefined, isEntry);
}

/** `number`: which of several documents it is. */
function* piecesOf(value: unknown, number: number | undefined, isEntry: (value: unknown) => boolean): Generator<Piece> {
  const within = number === undefined ? "" : `document ${number}: `;
  // After a last line with ---, there is nothing.
  if (number !== undefined && value === null) return;
  if (isEntry(value))
    return yield { at: number === undefined ? "the document" : `document ${number}`, member: "", value };
  if (Array.isArray(value)) return yield* entriesOf(value, within, "");
  for (const [member, one] of Object.entries(asObject(value)))
    if (Array.isArray(one)) yield* entriesOf(one, `${within}${member}`, member);
    else yield { at: `${within}${member}`, member, value: one };
}

/** A piece for each of a list. */
export function* entriesOf(list: readonly unknown[], at: string, member: string): Generator<Piece> {
  for (const [i, value] of list.entries()) yield { at: `${at}[${i}]`, member, value };
}

async function documentsIn(text: string): Promise<readonly unknown[]> {
  const { readYamlDocuments } = await import("../../declared/yaml.ts");
  try {
    return readYamlDocuments(text.replaceAll(PLACEHOLDER, '$1"$2"'), "");
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    throw new NotYaml(error.faults.map(({ is, expected }) => `It is ${is}; expected ${expected}.`).join(" "));
  }
}
