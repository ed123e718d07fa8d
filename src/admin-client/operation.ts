/** What is known of every operation: how it is sent, and what it gives. */

export interface Operation {
  readonly method: string;
  /** Below `/admin/v1`, such as `/sessions/{id}`. */
  readonly path: string;
  /** The names of its parameters in the URL. */
  readonly query: readonly string[];
  /** The type of its body. */
  readonly sends?: string;
  readonly gives: "list" | "versioned" | "value" | "text" | "nothing";
}

/** What an operation is called with: parts of the path and parameters by their names, and these. */
export type Given = Readonly<Record<string, unknown>> & {
  readonly body?: object | string;
  readonly etag?: string;
  readonly dryRun?: boolean;
  readonly idempotencyKey?: string;
};

/** What was read or written, and its version: send the `etag` with a change of it. */
export interface Versioned<Value> {
  readonly value: Value;
  readonly etag: string;
}

/** One page of a list. `next`: where the next one begins; none after the last. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next?: string;
}

/** A list. Nothing is requested before it is read: item by item, over all pages, or only the page that was asked for. */
export interface Listing<Item> extends AsyncIterable<Item> {
  page(): Promise<Page<Item>>;
}
