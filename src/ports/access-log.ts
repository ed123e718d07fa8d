/** One line for each request, apart from the log. It has the path as it is declared, never a query, a header or a body. */

export interface AccessEntry {
  readonly method: string;
  /** As it is declared; `none` if there is no such path. */
  readonly route: string;
  readonly status: number;
  readonly milliseconds: number;
  /** Bytes of the response's body, if they are known. */
  readonly bytes: number | undefined;
  /** The registered client. */
  readonly client: string | undefined;
  /** Of a refusal: its reference and its reason. */
  readonly ref: string | undefined;
  readonly code: string | undefined;
  /** Of a request that is traced. */
  readonly traceId: string | undefined;
  readonly address: string | undefined;
}

export interface AccessLog {
  write(entry: AccessEntry): void;
  /** Writes what is pending, and closes the file. */
  close(): Promise<void>;
}
