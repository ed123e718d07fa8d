/** The stores' view of PostgreSQL: prepared statements, reads of one statement each, and transactions. */
import type { Client, Pool, PoolClient, QueryResult } from "pg";
import { station } from "../../ports/stations.ts";
import type { Telemetry } from "../../ports/telemetry.ts";
import type { Connection, Shape, SqlValue, Statement, Step, Steps } from "../sql/connection.ts";
import { again } from "./again.ts";
import { oneAtATime } from "./one-at-a-time.ts";
import { inTransaction } from "./transaction.ts";
import { kept, type Translated, translated } from "./translate.ts";
import { classified } from "./unavailable.ts";

/** Of the advisory lock that the only writer holds until its transaction ends. An arbitrary number of Candor's. */
const WRITER = 0x63616e64;

/** Puts the shared stores' view in front of a pool. */
export function connect(pool: Pool, telemetry?: Pick<Telemetry, "committed">): Connection {
  async function transaction<T>(work: () => Steps<T>, first: readonly Step[]): Promise<T> {
    const began = telemetry === undefined ? 0 : performance.now();
    const result = await inTransaction(pool, async (client) => {
      for (const step of first) await take(client, step);
      return await walked(client, work());
    });
    telemetry?.committed("transaction", 1, performance.now() - began);
    return result;
  }

  const alone = oneAtATime();
  const written = <T>(work: () => Steps<T>, first: readonly Step[]): Promise<T> =>
    again(() => transaction(work, first)).catch((error: unknown) => {
      throw classified(error);
    });

  return {
    prepare: <Row>(sql: string, how?: Shape) => statement<Row>(translated(sql), how),
    read:
      (work) =>
      async (...given) => {
        try {
          return await again(() => walked(pool, work(...given)));
        } catch (error) {
          throw classified(error);
        }
      },
    write:
      (work) =>
      (...given) =>
        station("commit", () => alone(() => written(() => work(...given), [ALONE])), POSTGRESQL),
    writeRows:
      (work) =>
      (...given) =>
        station("commit", () => written(() => work(...given), []), POSTGRESQL),
    // Another node may change what is read here at any time.
    cached: (load) => load,
    forget: () => {},
  };
}

/** The view of one connection whose owner begins and ends its transactions. */
export const readerOn = (client: Client): Pick<Connection, "prepare" | "read"> => ({
  prepare: <Row>(sql: string, how?: Shape) => statement<Row>(translated(sql), how),
  read:
    (work) =>
    async (...given) => {
      try {
        return await walked(client, work(...given));
      } catch (error) {
        throw classified(error);
      }
    },
});

/** Of the stations of a traced request. */
export const POSTGRESQL = { "db.system.name": "postgresql" };

const ALONE: Step = { text: "select pg_advisory_xact_lock($1)", values: [WRITER] };

const statement = <Row>({ text, takes }: Translated, how?: Shape): Statement<Row> => ({
  *get(...values: SqlValue[]) {
    return (yield* asked<Row>({ ...how, text, values: takes.map((at) => values[at] ?? null) })).rows[0];
  },
  *all(...values: SqlValue[]) {
    return (yield* asked<Row>({ ...how, text, values: takes.map((at) => values[at] ?? null) })).rows;
  },
  *run(...values: SqlValue[]) {
    return { changes: (yield* asked({ ...how, text, values: takes.map((at) => values[at] ?? null) })).rowCount ?? 0 };
  },
});

interface Answer<Row> {
  readonly rows: readonly Row[];
  readonly rowCount: number | null;
}

function* asked<Row>(step: Step): Steps<Answer<Row>> {
  return (yield step) as Answer<Row>;
}

/** Takes the steps of some work, one after the other. */
async function walked<T>(client: Pool | PoolClient | Client, work: Steps<T>): Promise<T> {
  for (let taken = work.next(); ; ) {
    if (taken.done === true) return taken.value;
    let answer: QueryResult;
    try {
      answer = await take(client, taken.value);
    } catch (error) {
      // It has no statements of its own for errors, but generators of its own may have to end.
      taken = work.throw(error);
      continue;
    }
    taken = work.next(answer);
  }
}

/** Statements are prepared once for each connection, under a name for each text. */
const names = new Map<string, string>();

function take(client: Pool | PoolClient | Client, { text, values, lists }: Step): Promise<QueryResult> {
  let name = names.get(text);
  if (name === undefined) {
    name = `candor_${names.size}`;
    names.set(text, name);
  }
  return client.query({
    name,
    text,
    values: values.map((value) => (typeof value === "string" ? kept(value) : value)),
    ...(lists && { rowMode: "array" }),
  });
}
