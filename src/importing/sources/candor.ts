/** Another Candor: what `candor export --everything` writes. */
import { LINES, type LineName } from "../../exporting/lines.ts";
import type { Found, Source } from "../found.ts";
import { note } from "../notes.ts";
import type { Piece } from "../pieces.ts";
import { asNumber, asObject, asText } from "../read-as.ts";

export const candor: Source = {
  name: "candor",
  title: "Candor",
  files: "what candor export --everything has written, with --password-hashes if users are to keep their passwords",
  cut: "json",
  read,
};

async function* read(pieces: AsyncIterable<Piece>): AsyncGenerator<Found> {
  let lines = 0;
  let isWhole = false;
  let grants = 0;
  let last = "";
  for await (const { at, value } of pieces) {
    const line = asObject(value);
    const is = asText(line.is) ?? "";
    last = at;
    const form = Object.hasOwn(LINES, is) ? LINES[is as LineName] : undefined;
    const fault = form === undefined ? "a line of another version" : form.safeParse(value).error?.issues[0];
    if (fault !== undefined)
      throw new Error(
        `At ${at}, ${typeof fault === "string" ? fault : `${fault.path.join(".") || "the line"} isn't valid: ${fault.message}`}.`,
      );
    if (is === "end") isWhole = asNumber(line.lines) === lines;
    else lines++;
    if (is === "grant") grants++;
    else if (is !== "end" && is !== "candor" && is !== "audit") yield { ...foundAs(is, line[is]), at } as Found;
  }
  if (!isWhole) throw new Error(`The export isn't complete: its last line is ${last === "" ? "missing" : last}.`);
  if (grants > 0)
    yield {
      is: "note",
      note: note("import/grants-signed", "the grants", {
        why: "they can be verified only with the keys of the other server. To keep them, move with candor backup and candor restore",
      }),
    };
}

function foundAs(is: string, content: unknown): object {
  if (is === "user") return { is, user: asObject(content) };
  if (is === "team" || is === "settings" || is === "consent") return { is, [is]: content };
  return { is, form: content };
}
