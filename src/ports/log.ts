/** Structured lines for whoever runs the server. Fields are chosen one by one: never a request, a URL, a header, or evidence. */
export interface Log {
  /** Every request. */
  debug(fields: Fields, message: string): void;
  /** Every decision, and what happens to the server. */
  info(fields: Fields, message: string): void;
  /** What is served, and not as its author expects. */
  warn(fields: Fields, message: string): void;
  /** Faults of the server's own. */
  error(fields: Fields, message: string): void;
  /** Written at every level: what the operator needs to get in at all. */
  notice(fields: Fields, message: string): void;
  /** Whether lines of a level are written: what they need is put together only then. */
  readonly writes: (level: "debug" | "info") => boolean;
  /** Writes what is waiting to be written, and gives up after a second. */
  flush(): Promise<void>;
}

/** `undefined` is left out. */
export type Fields = Readonly<Record<string, string | number | boolean | object | undefined>>;
