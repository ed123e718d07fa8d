/** Structured lines for the operator. Each field is chosen explicitly: never a request, a URL, a header, or evidence. */
export interface Log {
  /** Every request. */
  debug(fields: Fields, message: string): void;
  /** Every decision, and events of the server. */
  info(fields: Fields, message: string): void;
  /** Things that work, but not as their author expects. */
  warn(fields: Fields, message: string): void;
  /** The server's own errors. */
  error(fields: Fields, message: string): void;
  /** Written at every level: what the operator needs to get in at all. */
  notice(fields: Fields, message: string): void;
  /** Whether lines of a level are written, so that expensive fields are computed only when needed. */
  readonly writes: (level: "debug" | "info") => boolean;
  /** Writes what is pending, and gives up after a second. */
  flush(): Promise<void>;
}

/** Fields that are `undefined` are omitted. */
export type Fields = Readonly<Record<string, string | number | boolean | object | undefined>>;
