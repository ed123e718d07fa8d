/** The path that the README leads a newcomer along: files to write and commands to type, in their order. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../packaging/installed.ts";

export interface Block {
  readonly heading: string;
  readonly lang: string;
  /** The file that it is; none of commands. */
  readonly file: string | undefined;
  readonly text: string;
}

const SECTION = "## Your own in ten minutes";
const BLOCK = /^### (?<heading>.+)$|^```(?<lang>\w+)\n(?<text>[\s\S]*?)^```$/gm;

/** The blocks of the section. */
export function blocks(readme = readFileSync(join(ROOT, "README.md"), "utf8")): readonly Block[] {
  const [, section = ""] = readme.split(`${SECTION}\n`);
  let heading = "";
  return [...(section.split(/^## /m, 1)[0] ?? "").matchAll(BLOCK)].flatMap(({ groups }) => {
    const { lang, text = "" } = groups ?? {};
    if (lang === undefined) {
      heading = groups?.heading ?? "";
      return [];
    }
    const file = lang === "sh" ? undefined : /^(?:\/\/|#) (\S+)$/m.exec(text)?.[1];
    return [{ heading, lang, file, text }];
  });
}
