/** Reads a database that servers may be writing. Changes nothing, not even the schema. */
import type { Client } from "pg";
import type { RefusalReader } from "../../ports/storage.ts";
import { foldUsername } from "../../ports/username.ts";
import { type OpenAudit, openedAudit } from "../sql/read-audit.ts";
import { refusalReader } from "../sql/refusals.ts";
import { readerOn } from "./connection.ts";
import { openClient } from "./pool.ts";
import { classified } from "./unavailable.ts";

/** Whether Candor has made its tables in the schema that a server with this URL would use. */
export const isTaken = (url: string): Promise<boolean> => asking(url, hasTables);

/** Within the first schema of the search path, where Candor makes its tables. */
export async function hasTables(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ there: boolean }>(
    "select to_regclass(quote_ident(current_schema()) || '.migrations') is not null as there",
  );
  return rows[0]?.there === true;
}

/** As which issuer a database was served last; `undefined` if it never was. */
export const readIssuer = (url: string): Promise<string | undefined> =>
  asking(url, async (client) => {
    if (!(await hasTables(client))) return undefined;
    const { rows } = await client.query<{ issuer: string }>("select issuer from served");
    return rows[0]?.issuer;
  });

/** Those of `usernames` that have an account. */
export const readUsernames = (url: string, usernames: readonly string[]): Promise<ReadonlySet<string>> =>
  asking(url, async (client) => {
    if (!(await hasTables(client))) throw new Error("there is no database");
    const { rows } = await client.query<{ username_folded: string }>(
      "select username_folded from accounts where username_folded = any($1)",
      [usernames.map(foldUsername)],
    );
    const found = new Set(rows.map((row) => row.username_folded));
    return new Set(usernames.filter((username) => found.has(foldUsername(username))));
  });

/** Each look sees what is committed by then. */
export async function readRefusals(url: string): Promise<RefusalReader & { readonly close: () => Promise<void> }> {
  const client = await openClient(url);
  return { ...refusalReader(readerOn(client)), close: () => client.end() };
}

/** All that is read is of the time when it was opened. */
export async function readAudit(url: string): Promise<OpenAudit> {
  const client = await openClient(url);
  await client.query("begin isolation level repeatable read read only");
  return openedAudit(readerOn(client), () => client.end());
}

/** Asks one question on a connection of its own. */
async function asking<T>(url: string, ask: (client: Client) => Promise<T>): Promise<T> {
  const client = await openClient(url);
  try {
    return await ask(client);
  } catch (error) {
    throw classified(error);
  } finally {
    await client.end();
  }
}
