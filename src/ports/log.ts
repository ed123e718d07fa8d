/** Structured lines for whoever runs the server. Fields are chosen one by one: never a request, an address, a header, or evidence. */
export interface Log {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
  /** Writes what is waiting to be written, and gives up after a second. */
  flush(): Promise<void>;
}
