/**
 * What Candor sets on each of its connections before it uses them. A database, a role, a service of a provider may have other defaults, and what
 * is sent while connecting (`options`, `statement_timeout`) doesn't get through a pooler.
 */
import type { ClientBase } from "pg";

/** What the stores rely on. How values are written, and that a statement sees what was committed when it began. */
const ALWAYS: Readonly<Record<string, string>> = {
  bytea_output: "hex",
  array_nulls: "on",
  standard_conforming_strings: "on",
  transform_null_equals: "off",
  default_transaction_isolation: "read committed",
  // A statement has a limit of its own, and waits for locks until then.
  lock_timeout: "0",
};

/** The listener is idle for as long as nothing changes, and the pools end idle connections themselves. Before version 14, nobody else did. */
const STAYS = `select set_config(name, '0', false) from pg_settings where name = 'idle_session_timeout'`;

export interface Limits {
  /** Milliseconds that one statement may take; 0: as long as it needs. */
  readonly statement: number;
  /**
   * Milliseconds that a transaction may wait for its next statement; 0: for ever. A process that is suspended in the middle of one would keep
   * the others from its locks.
   */
  readonly idle: number;
}

/** `more`: settings by their names. */
export async function setSession(
  client: ClientBase,
  { statement, idle }: Limits,
  more: Readonly<Record<string, string>> = {},
): Promise<void> {
  const limits = { statement_timeout: `${statement}`, idle_in_transaction_session_timeout: `${idle}` };
  const all = Object.entries({ ...ALWAYS, ...limits, ...more });
  await client.query([...all.map(([name, value]) => `set ${name} = '${value}'`), STAYS].join("; "));
}
