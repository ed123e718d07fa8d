/** Where the messages of a flow go: to a terminal as they come, or into a list. */
import type { Exchange } from "../exchange.ts";
import { type Jwt, jwtOf } from "../jwt.ts";
import { exchangeToJson } from "../mcp/report.ts";

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
  /** A signed token, read. Nothing is reported if it is none. */
  readonly decoded: (what: string, token: string) => void;
  readonly checked: (all: readonly Checked[]) => void;
}

/** What happened in a part of a flow, such as the token request. */
export interface FlowSection {
  /** What it is called. */
  readonly title: string;
  /**
   * In order, without secrets: `{ says }`, `{ exchange: { request, response } }`, `{ decoded, header, claims }` of a token, or
   * `{ checks: [{ what, fine, says }] }`.
   */
  readonly items: readonly Readonly<Record<string, unknown>>[];
}

export interface Kept extends Reporter {
  readonly sections: readonly FlowSection[];
}

/** Keeps everything. */
export function keeping(): Kept {
  const sections: { title: string; items: Readonly<Record<string, unknown>>[] }[] = [];
  const add = (item: Readonly<Record<string, unknown>>): void => {
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
  };
}
