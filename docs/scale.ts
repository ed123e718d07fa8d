/** How Candor grows: what was measured on a large database, what each operation costs, and what a load takes by these costs. */
import type { During } from "../bench/size/during.ts";
import { KINDS, TITLES } from "../bench/size/loads.ts";
import { type Assumed, demandOf, predicted } from "../bench/size/model.ts";
import type { Comparison } from "../bench/size/rates.ts";
import { type Results, results } from "../bench/size/results.ts";

const row = (...cells: readonly (string | number)[]): string => `| ${cells.join(" | ")} |`;
const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [row(...head), row(...head.map((_, at) => (at === 0 ? "---" : "---:"))), ...rows.map((cells) => row(...cells))].join(
    "\n",
  );

const whole = (value: number): string => Math.round(value).toLocaleString("en");
/** Three digits. */
const short = (value: number): string => (value >= 100 ? whole(value) : String(Number(value.toPrecision(3))));
const million = (value: number): string => (value >= 1e6 ? `${short(value / 1e6)} million` : whole(value));
const bytes = (value: number): string => {
  const [unit, size] =
    value >= 1e12 ? ["TB", 1e12] : value >= 1e9 ? ["GB", 1e9] : value >= 1e6 ? ["MB", 1e6] : ["kB", 1e3];
  return `${short(value / (size as number))} ${unit}`;
};

function ratesTable({ large, small, kinds, buffers }: Comparison, name: string): string {
  const rows = KINDS.map((kind) => {
    const of = kinds[kind];
    const beside = (value: number, beside: number) => (value / beside).toFixed(2);
    return [
      ...[TITLES[kind], whole(of.small.rate)],
      ...[of.alike, of.large].map(({ rate }) => `${whole(rate)}, ${beside(rate, of.small.rate)}`),
      ...[of.small, of.alike, of.large].map(({ p99 }) => `${short(p99)} ms`),
      ...[of.alike, of.large].map((rate) => beside(rate.server + rate.database, of.small.server + of.small.database)),
    ];
  });
  const memory = buffers === undefined ? "" : ` with ${buffers} GB of buffers, filled before`;
  const head = ["Small, a second", "Large, as few rows", "Large, anywhere", "p99, small", "as few", "anywhere"];
  return `${name}${memory}: ${million(large.users)} users, ${whole(large.clients)} apps and ${million(large.grants)} grants, beside ${whole(small.users)} users and ${whole(small.grants)} grants.

${table(["", ...head, "CPU, as few", "anywhere"], rows)}`;
}

function duringTable(all: readonly (readonly [string, During | undefined])[]): string {
  const rows = all.flatMap(([name, one]) =>
    one === undefined
      ? []
      : [
          [
            name,
            ...[one.before, one.during, one.after].map(({ rate, p99 }) => `${whole(rate)}, ${short(p99)} ms`),
            one.says,
          ],
        ],
  );
  return table(["A second, and p99", "Before", "During", "After", "Meanwhile"], rows);
}

function costsTable({ costs }: Results): string {
  if (costs === undefined) return "";
  const rows = [...KINDS, "mixed" as const].map((kind) => {
    const { together } = costs.operations[kind];
    return [
      kind === "mixed" ? "mixed" : TITLES[kind],
      ...[together.statements.toFixed(1), whole(together.wal)],
      ...[together.server.toFixed(3), together.database.toFixed(3)],
    ];
  });
  const head = ["With 32 at once", "Statements", "Bytes of log", "CPU of Candor, ms", "CPU of PostgreSQL, ms"];
  const sizes = Object.entries(costs.rows).map(([name, size]) => [`\`${name}\``, whole(size)]);
  return `${table(head, rows)}

Measured with PostgreSQL ${costs.postgres.split(" ")[0]} and Node ${costs.node} on ${costs.cpu}, at ${million(costs.grants)} grants. Each statement is one round trip. A node that nobody asks for anything takes ${short(costs.idle.statements)} statements a second, ${short(costs.idle.server)} ms of CPU and ${short(costs.idle.database)} ms of the database's.

${table(["A row, with its part of the indexes", "Bytes"], sizes)}`;
}

/** Of a mixed load. */
const SHARES = [
  ["introspection", 0.4],
  ["refresh", 0.3],
  ["client_credentials", 0.2],
  ["code", 0.1],
] as const;

const LOAD: Assumed = { users: 1e9, grantsOfUser: 5, requests: 100_000, use: 0.6 };

function model({ costs }: Results): string {
  if (costs === undefined) return "";
  const demand = demandOf(costs, LOAD);
  const { together } = costs.operations.mixed;
  const parts = (of: "wal" | "server" | "database") =>
    SHARES.reduce((sum, [kind, share]) => sum + share * costs.operations[kind].together[of], 0);
  const rows: (readonly string[])[] = [
    ["Cores of nodes", "requests × CPU of Candor ÷ 0.6", whole(demand.nodes)],
    ["Cores of databases", "requests × CPU of PostgreSQL ÷ 0.6", whole(demand.databases)],
    ["Statements a second", "requests × statements", whole(demand.statements)],
    ["Log a second", "requests × bytes of log", bytes(demand.wal)],
    ["Grants", "users × 5", million(demand.grants)],
    ["Stored", "rows × bytes of a row", bytes(demand.stored)],
  ];
  const check = (["wal", "server", "database"] as const).map((of) => (together[of] / parts(of)).toFixed(2));
  return `${table(["A billion users, 100,000 requests a second", "By", ""], rows)}

**Check.** The mixed load should cost what its parts cost. It took ${check[0]} of their bytes, ${check[1]} of their CPU of Candor and ${check[2]} of their CPU of PostgreSQL. One core for Candor and one for PostgreSQL should serve ${whole(predicted(costs))} mixed requests a second; ${whole(together.rate)} were served, because the load has a part of PostgreSQL's core.`;
}

export function scale(): string {
  const all = results();
  const { "rates-postgres": postgres, "rates-postgres-warm": warm, "rates-sqlite": sqlite, soak } = all;
  const before: readonly (readonly [string, During | undefined])[] = [
    ["PostgreSQL, purging", all["purge-postgres"]],
    ["PostgreSQL, a node joins", all["join-postgres"]],
    ["SQLite, purging", all["purge-sqlite"]],
  ];
  return `
# Scale

\`npm run bench:size\` fills a database with as many users, apps and grants as you want, and measures on it. All figures here are its own, from one machine with two cores: one for Candor, one for the load and PostgreSQL. Compare the columns of a table, not figures with those of another machine. Nothing else ran beside them. The servers of a table are warmed up, run all the while, and get the load in turns.

Every request is about another user, app or grant. A large database is asked in two ways. **Anywhere**: about any row, so caches help as little as they can. **As few rows**: about as many different rows as the small database has, spread over all of the tables. Between the two is production, where most requests are about who is active today.

## On a large database

${[
  postgres && ratesTable(postgres, "PostgreSQL with 1 GB of buffers"),
  warm && ratesTable(warm, "PostgreSQL"),
  sqlite && ratesTable(sqlite, "SQLite"),
]
  .filter(Boolean)
  .join("\n\n")}

- **The size of the tables costs little**: as few rows are served from a large database nearly as fast as from a small one. Rows that nobody has asked for lately are what costs.
- **Introspection** loses most by them. In a small database, Candor or PostgreSQL has all rows in memory that are ready to use: on SQLite, no statement is needed at all. Anywhere in a large one, each request reads two rows that nobody has read lately, for a tenth of a millisecond.
- **The file of SQLite** is in the cache of the system. Read from the disk, one introspection took 0.30 ms of CPU instead of 0.12, and the rate was a quarter.
- **Refresh and code** change rows all over the tables. Each is the first change of its page since the last checkpoint, so PostgreSQL writes the whole page to its log.

While something else goes on, with a mixed load of 32 connections (40 % introspection, 30 % refresh, 20 % client_credentials, 10 % code and PKCE):

${duringTable(before)}
${
  soak === undefined
    ? ""
    : `
A mixed load of ${short(soak.minutes)} minutes on ${million(soak.grants)} grants, with a second node on the way: ${whole(soak.served)} served, p99 ${short(soak.p99)} ms in the middle of all pieces and ${short(soak.longestP99)} ms in the slowest. What is in use of the heap after a collection went from ${short(soak.heap[0])} to ${short(soak.heap[1])} MB, the whole process from ${short(soak.resident[0])} to ${short(soak.resident[1])} MB.
`
}
## What an operation costs

${costsTable(all)}

- A **client_credentials** request writes one row. An **introspection** reads one, with its grant. A **refresh** reads a grant and its user, and replaces the token and inserts an access token in one statement. A **code loop** reads session, user and consents, inserts a grant, reads it again, redeems it. Concurrent requests share each of these statements ([decision 0093](decisions/0093-stores-are-written-once.md)).
- Apps, scopes and settings are in memory: those that asked last, in up to 64 MB of text, which are about 100,000. Others are read, all of a turn in one statement.
- Which scopes an app used, and when its secret was used, is written every five seconds, of up to 64 apps by one statement.
- A refresh writes 7 to 9 kB of the log where there is room in the page of its grant, most of it as images of pages that change for the first time since a checkpoint. Without room, it also writes a page of each index: 40 kB.
- An id grows with time and is part of the token, so a token is found by the primary key, and inserts append. No index is over a hash.

## A billion users

${model(all)}

What breaks first, in this order:

1. **One writer of PostgreSQL.** The log and the cores above are more than one primary should have. Grants, access tokens and sessions know nothing of each other's rows beyond one grant, and their ids are in every token, so a router can send a request to one of several databases by id, each with its own standby. Candor doesn't do that yet: today, the way to several databases is several issuers, one for each group of users.
2. **Connections.** A node has up to 10 and one that listens. 100 processes need 1,100: raise \`max_connections\`, or put a pooler with session pooling in between. There may be 64 processes on one database, because each has a number in its ids.
3. **Cold pages.** An old grant that is refreshed costs a read of its page and its user's. Memory for what a day's refreshes touch keeps the rates above. If the rows of one day don't fit, expect one read of the disk for each refresh.
4. **Vacuum.** Purging leaves dead rows, which PostgreSQL cleans after 2 % of a large table has gone. Beyond a billion grants in one table, one cleaning reads 100 GB of indexes: partition \`grants\` by ranges of the id then ([decision 0106](decisions/0106-large-tables-stay-whole.md)).
5. **Lists.** They read far more rows than requests do: give them [a standby](guides/postgresql.md#read-lists-and-reports-from-a-standby).

Where what is kept:

${table(
  ["", "Where", "How fresh"],
  [
    ["Apps, scopes, APIs, settings", "memory of each node, 64 MB of apps", "at once (`NOTIFY`), at most 500 ms"],
    ["Signing keys", "memory of each node", "at once, at most 1 s"],
    ["Grants, tokens, sessions, users, consents", "database only", "always"],
    [
      "Counts of wrong passwords and secrets",
      "memory, with cells in the database",
      "as decided in [0049](decisions/0049-the-database-counts-refusals.md)",
    ],
    ["Lists and reports", "primary, or a standby", "up to 10 s, operators' changes at once"],
  ],
)}
`;
}
