/** A refusal of the admin API for a terminal: the reason, each member with what was sent and expected, what to do, and the reference. */
import { isCode, reasonOf } from "../../reasons/index.ts";
import { visible, wrap } from "../../render/characters.ts";
import { readerOf } from "../print.ts";
import type { Members, Problem } from "./admin-api.ts";

const WIDTH = 100;

/** Lines without a line feed at the end. */
export function problemText({ status, document }: Problem): string {
  const { type, title, detail, instance, ref, errors } = document;
  const code = codeIn(type);
  const width = Math.max(40, readerOf().width ?? WIDTH);
  const said = (text: string, indent = "  "): readonly string[] =>
    wrap(text, width - indent.length).map((line) => indent + line);
  const members = Array.isArray(errors) ? (errors as readonly Members[]) : [];
  const lines = [
    `refused[${code ?? status}]: ${title ?? `The server responded with ${status}.`}`,
    // What is wrong with members follows in full.
    ...(members.length === 0 && typeof detail === "string" ? said(withoutReference(detail, ref)) : []),
    ...members.flatMap(({ pointer, header, sent, expected }) => [
      `  ${typeof header === "string" ? header : memberOf(String(pointer))} is ${sent}`,
      ...said(`expected ${expected}`, "    "),
    ]),
    ...(code === undefined ? [] : said(`To fix it: ${remedyOf(code)}`)),
    ...(typeof ref === "string" ? [`  ref ${ref}`] : []),
    ...(typeof instance === "string" ? [`  see ${instance}`] : []),
  ];
  return lines.map(visible).join("\n");
}

/** The page of a reason ends in its code. */
export function codeIn(type: unknown): string | undefined {
  return typeof type === "string" ? /([a-z-]+\/[a-z0-9-]+)$/.exec(type)?.[1] : undefined;
}

/** `/redirect_uris/0` as `redirect_uris[0]`. */
const memberOf = (pointer: string): string =>
  pointer
    .slice(1)
    .replaceAll(/\/(\d+)/g, "[$1]")
    .replaceAll("/", ".")
    .replaceAll("~1", "/")
    .replaceAll("~0", "~") || "the body";

const withoutReference = (detail: string, ref: unknown): string =>
  detail.replace(new RegExp(`\\s*\\(?(?:ref\\S* )?${String(ref)}\\)?\\.?$`), "");

/** A server of a later version may have reasons that this one doesn't know. */
function remedyOf(code: string): string {
  return isCode(code) ? reasonOf(code).remedies.developer : "see the page of the reason.";
}
