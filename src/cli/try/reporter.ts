/** Where the messages of a flow go: to the terminal as they come, or into JSON at the end. */
import type { Exchange } from "../../checker/exchange.ts";
import { type Jwt, jwtOf } from "../../checker/jwt.ts";
import { exchangeToJson } from "../../checker/mcp/report.ts";
import { visible } from "../../render/characters.ts";
import { print } from "../print.ts";
import { heading, paint, say, show } from "./messages.ts";

/** Something that a client must look at, and whether it is as it should be. */
export interface Checked {
  readonly what: string;
  readonly isFine: boolean;
  readonly says: string;
}

export interface Reporter {
  readonly section: (title: string) => void;
  readonly say: (text: string) => void;
  readonly show: (exchange: Exchange) => void;
  /** A signed token, read. Nothing is printed if it is none. */
  readonly decoded: (what: string, token: string) => void;
  readonly checked: (all: readonly Checked[]) => void;
  /** What the user has to act on, and copy whole. */
  readonly ask: (text: string) => void;
}

export const toTerminal: Reporter = {
  section: heading,
  say,
  show,
  decoded(what, token) {
    const jwt = jwtOf(token);
    if (jwt === undefined) return;
    say(`${what}:`);
    for (const line of JSON.stringify(jwt, undefined, 2).split("\n")) say(`  ${line}`);
  },
  checked(all) {
    for (const { what, isFine, says } of all)
      print(`${isFine ? paint(32, "✓") : paint(31, "✗")} ${visible(`${what}: ${says}`)}`);
  },
  ask: print,
};

type Item = Readonly<Record<string, unknown>>;

export interface Kept extends Reporter {
  readonly sections: readonly { readonly title: string; readonly items: readonly Item[] }[];
}

/** Keeps everything. What the user has to act on goes to standard error. */
export function keeping(): Kept {
  const sections: { title: string; items: Item[] }[] = [];
  const add = (item: Item): void => {
    sections.at(-1)?.items.push(item);
  };
  return {
    sections,
    section: (title) => {
      sections.push({ title, items: [] });
    },
    say: (says) => add({ says }),
    show: (exchange) => add({ exchange: exchangeToJson(exchange) }),
    decoded(what, token) {
      const jwt: Jwt | undefined = jwtOf(token);
      if (jwt !== undefined) add({ decoded: what, ...jwt });
    },
    checked: (all) => add({ checks: all.map(({ what, isFine, says }) => ({ what, fine: isFine, says })) }),
    ask: (text) => {
      process.stderr.write(`${text}\n`);
    },
  };
}
