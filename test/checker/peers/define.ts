/** What a real server is for the test of peers. */
import type { CheckOptions } from "../../../src/checker/run.ts";

export interface RunningServer {
  readonly issuer: string;
  /** What `candor check` is given to check it with. */
  readonly options: CheckOptions;
  close(): Promise<void>;
}

export interface Checkable {
  /** The package. */
  readonly name: string;
  readonly configuration: string;
  start(): Promise<RunningServer>;
  /** What it breaks, each with why it is true: its responses and its source were read. */
  readonly broken: Readonly<Record<string, string>>;
  /** What only some runs show: it depends on which request is faster. */
  readonly sometimes?: Readonly<Record<string, string>>;
}

export const CALLBACK = "https://app.example/callback";

export const secretOf = (id: string): string => `secret-of-${id}-that-is-long-enough-for-hmac`;

/** The same reason for several requirements. */
export const each = (ids: readonly string[], reason: string): Readonly<Record<string, string>> =>
  Object.fromEntries(ids.map((id) => [id, reason]));
