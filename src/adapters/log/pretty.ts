/** One event of the log as a readable line: time, level, message and fields. Nothing in it moves a terminal's cursor. */
import type { Fields } from "../../ports/log.ts";

export const LEVELS = { debug: 20, info: 30, warn: 40, error: 50 } as const;
export type Level = keyof typeof LEVELS;

export interface Event {
  readonly level: Level;
  readonly fields: Fields;
  readonly message: string;
  readonly time: Date;
  readonly colour: boolean;
}

const RESET = "\u001b[0m";
const DIM = "\u001b[2m";
const COLOURS: Readonly<Record<Level, string>> = {
  debug: DIM,
  info: "\u001b[32m",
  warn: "\u001b[33m",
  error: "\u001b[31m",
};

export function prettyLine({ level, fields, message, time, colour }: Event): string {
  const paint = (code: string, text: string): string => (colour ? code + text + RESET : text);
  const clock = time.toTimeString().slice(0, 8);
  const said = Object.entries(fields).filter(([, value]) => value !== undefined);
  const rest = said.map(([name, value]) => `${paint(DIM, `${name}=`)}${fieldOf(value)}`);
  const words = [paint(DIM, clock), paint(COLOURS[level], level.padEnd(5)), shown(message), ...rest];
  return `${words.join("  ")}\n`;
}

/** A value after its name, in quotation marks if it couldn't be separated from what follows. */
function fieldOf(value: unknown): string {
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  return shown(typeof value === "string" && !/^[\w./:@+?=&%~-]+$/.test(text) ? JSON.stringify(text) : text);
}

/** Control and format characters and line separators are escaped. */
const shown = (text: string): string =>
  text.replaceAll(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${(character.codePointAt(0) as number).toString(16)}}`,
  );
