/** Which handler a request to the admin API is for. */
import type { Handler } from "../routing.ts";

export interface Entry {
  readonly method: string;
  /** Below `/admin/v1`, with the names of its parts: `/sessions/{id}`. */
  readonly path: string;
  readonly handler: Handler;
}

export interface Match {
  /** The handlers of the path by their methods. */
  readonly handlers: ReadonlyMap<string, Handler>;
  /** The named parts of the path, decoded. */
  readonly at: Readonly<Record<string, string>>;
}

interface Row {
  readonly pattern: RegExp;
  readonly handlers: Map<string, Handler>;
}

/** Finds the path of a request: the first that has its method, or else the first; `undefined` if there is no such path. */
export function tableOf(entries: readonly Entry[]): (path: string, method?: string) => Match | undefined {
  const rows = new Map<string, Row>();
  for (const { method, path, handler } of entries) {
    const row = rows.get(path) ?? { pattern: patternOf(path, "[^/]*"), handlers: new Map() };
    rows.set(path, row);
    row.handlers.set(method, handler);
  }
  // A word of a path comes before a name that could be any word.
  const exact = [...rows].sort(([one], [other]) => named(one) - named(other)).map(([, row]) => row);
  // Ids may contain slashes, and some proxies decode them.
  const loose = [...rows]
    .filter(([path]) => /^\/[\w-]+\/\{\w+\}$/.test(path))
    .map(([path, { handlers }]) => ({ pattern: patternOf(path, ".*"), handlers }));
  return (path, method) => {
    let first: Match | undefined;
    for (const { pattern, handlers } of [...exact, ...loose]) {
      const found = pattern.exec(path);
      if (found === null) continue;
      const match = { handlers, at: decoded(found.groups ?? {}) };
      // The id of something may be a word of a path.
      if (method === undefined || handlers.has(method)) return match;
      first ??= match;
    }
    return first;
  };
}

const named = (path: string): number => path.split("{").length;

const patternOf = (path: string, part: string): RegExp =>
  new RegExp(`^${path.replaceAll(/[.+*?^$()[\]|\\]/g, "\\$&").replaceAll(/\{(\w+)\}/g, `(?<$1>${part})`)}$`, "s");

const decoded = (groups: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(groups).map(([name, text]) => [name, decodeURIComponent(text)]));
