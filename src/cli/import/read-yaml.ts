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

/** The pieces of a document, as of one in JSON. `isEntry`: whether it is an entry itself. */
export async function* yamlPieces(
  chunks: AsyncIterable<string>,
  isEntry: (value: unknown) => boolean,
): AsyncGenerator<Piece> {
  let text = "";
  for await (const chunk of chunks) {
    text += chunk;
    if (text.length > MOST) throw new NotYaml("It is larger than 32 MB. Convert it to JSON Lines.");
  }
  const value = await documentIn(text);
  if (isEntry(value)) return yield { at: "the document", member: "", value };
  if (Array.isArray(value)) return yield* entriesOf(value, "", "");
  for (const [member, one] of Object.entries(asObject(value)))
    if (Array.isArray(one)) yield* entriesOf(one, member, member);
    else yield { at: member, member, value: one };
}

function* entriesOf(list: readonly unknown[], at: string, member: string): Generator<Piece> {
  for (const [i, value] of list.entries()) yield { at: `${at}[${i}]`, member, value };
}

async function documentIn(text: string): Promise<unknown> {
  const { readYaml } = await import("../../declared/yaml.ts");
  try {
    return readYaml(text.replaceAll(PLACEHOLDER, '$1"$2"'), "");
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    throw new NotYaml(error.faults.map(({ is, expected }) => `It is ${is}; expected ${expected}.`).join(" "));
  }
}
