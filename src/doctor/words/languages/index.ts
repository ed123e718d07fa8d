/** The languages that servers speak to developers and users. */
import type { Lexicon } from "../concepts.ts";
import { chinese } from "./chinese.ts";
import { english } from "./english.ts";
import { french } from "./french.ts";
import { german } from "./german.ts";
import { italian } from "./italian.ts";
import { japanese } from "./japanese.ts";
import { korean } from "./korean.ts";
import { portuguese } from "./portuguese.ts";
import { russian } from "./russian.ts";
import { spanish } from "./spanish.ts";
import { turkish } from "./turkish.ts";

export const LEXICONS: readonly Lexicon[] = [
  english,
  chinese,
  japanese,
  korean,
  russian,
  german,
  spanish,
  portuguese,
  french,
  italian,
  turkish,
];
