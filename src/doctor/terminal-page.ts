/** How a terminal is written to: its colors, its width, and a label before each text. */
import { type Block, paragraph } from "./layout.ts";

export interface TerminalOptions {
  readonly colour: boolean;
  readonly width?: number | undefined;
  /** Everything that was found, in full. */
  readonly verbose?: boolean | undefined;
}

const WIDTH = { usual: 100, least: 40 } as const;

const COLOURS = { cause: "1;31", less: "1;33", quiet: "2", mark: "31", fix: "1;36" } as const;

/** Colors the first part of each line, which has been wrapped by then. */
export type Paint = (colour: keyof typeof COLOURS, text: string) => string;

export interface Page {
  readonly paint: Paint;
  readonly width: number;
  readonly verbose: boolean;
}

export function pageOf({ colour, width = WIDTH.usual, verbose = false }: TerminalOptions): Page {
  const paint: Paint = (name, text) => (colour ? `\u001b[${COLOURS[name]}m${text}\u001b[0m` : text);
  return { paint, width: Math.max(WIDTH.least, width), verbose };
}

/** A block of one label and its text. */
export function labeled(page: Page, colour: keyof typeof COLOURS, label: string, text: string, rank: number): Block {
  const hang = label.search(/\S/) + 5;
  const [first = "", ...rest] = paragraph(label, text, page.width, hang);
  return { lines: [page.paint(colour, label) + first.slice(label.length), ...rest], rank };
}
