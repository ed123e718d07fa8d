/** docs/benchmark.md: of each scenario the newest measurement, as ratios, with what each server does for its rate. */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { isDisturbed } from "../measuring/measure.ts";
import { SCENARIOS } from "../scenarios/index.ts";
import { excuseOf, SERVERS, type ServerName } from "../servers/index.ts";
import { SOFTWARE, WORK, type Work } from "../servers/software.ts";
import { type RunRecord, readRecords } from "./record.ts";
import { type Comparison, OTHERS } from "./summary.ts";
import { versionsIn } from "./table.ts";

/** A scenario in the run that measured it last. */
interface Row {
  readonly title: string;
  readonly name: string;
  readonly run: RunRecord;
}

/** Connections of the measurements that the page is about, and of those that show what more of them change. */
const [FEW, MANY] = [32, 128];

/** Writes the page from the runs in `results`; gives its path. */
export function writePage(results: string): string {
  const runs = readRecords(results);
  const rowsWith = (connections: number): readonly Row[] => {
    const made = runs.filter(({ settings }) => settings.connections === connections);
    return SCENARIOS.filter(({ against }) => against !== "floor").flatMap(({ name, title }): Row[] => {
      const run = made.find(({ summaries }) => summaries.some(({ scenario }) => scenario === name));
      return run === undefined ? [] : [{ name, title, run }];
    });
  };
  const path = fileURLToPath(new URL("../../docs/benchmark.md", import.meta.url));
  writeFileSync(path, pageOf(rowsWith(FEW), rowsWith(MANY)));
  return path;
}

function pageOf(rows: readonly Row[], many: readonly Row[]): string {
  const withMany = (before: string, shown: string): string => (many.length === 0 ? "" : `${before}\n\n${shown}\n\n`);
  return `# Benchmark

<!-- Written by \`npm run bench -- --only scenarios,page\`. -->

\`npm run bench\` sends the same requests to Candor and to other authorization servers, and compares their rates. The servers run side by side, warmed up, and have the load in turns. A cell is Candor's rate divided by the other server's, the median over the turns: 2.0 means twice as fast. Where a server has no part in a scenario, the cell says why. Below 1.4 a ratio means little: two runs of the same server differ by that much on a shared machine.

## On PostgreSQL

Candor and the others each have a database of the same PostgreSQL, which is durable (\`synchronous_commit=on\`), and ten connections to it, but for Ory Hydra: with fewer than two for each request at once, it may stop for good, so it has 80.

${table(rows, "candor-postgres", "rate")}

What a request costs the server in CPU time, the other's divided by Candor's: 2.0 means that Candor needs half. PostgreSQL's own time is not in it.

${table(rows, "candor-postgres", "cpu")}

The slowest requests: the time that 99 of 100 stay below, Candor's divided by the other's. Below 1, Candor is quicker.

${table(rows, "candor-postgres", "p99")}

${withMany(`With ${MANY} connections instead of ${FEW}, more requests share a statement and a commit. The rates:`, table(many, "candor-postgres", "rate"))}## On SQLite, or in memory

Candor's default is durable SQLite (\`synchronous=FULL\`). Servers on a Map keep nothing when they end.

${table(rows, "candor", "rate")}

The CPU time of a request, as above:

${table(rows, "candor", "cpu")}

The slowest requests, as above:

${table(rows, "candor", "p99")}

${withMany(`The rates with ${MANY} connections:`, table(many, "candor", "rate"))}## Two workers

\`candor serve --workers 2\` over one process. The workers have both cores, but the load takes a part of one, and PostgreSQL too, so two workers can't reach 2.0 here:

${workersTable(rows, "rate")}

What a request costs in CPU time with one process, divided by what it costs with two workers. Below 1, two workers need more for the same: they share the locks of SQLite, and fewer requests are committed together.

${workersTable(rows, "cpu")}

${withMany(`The rates with ${MANY} connections:`, workersTable(many, "rate"))}## What each server does for its rate

${works()}

${DIFFERENCES}

## How it was measured

${circumstances([...rows, ...many])}

${OWN}`;
}

function table(rows: readonly Row[], of: keyof typeof OTHERS, what: Comparison["what"]): string {
  const others = OTHERS[of];
  return lines(
    ["", ...others.map((other) => SERVERS[other].title.replace(/, PostgreSQL$/, ""))],
    rows.map((row) => [row.title, ...others.map((other) => cell(row, { of, with: other, what }))]),
  );
}

/** Two workers over one process. */
function workersTable(rows: readonly Row[], what: Comparison["what"]): string {
  return lines(
    ["", "SQLite", "PostgreSQL"],
    rows.map((row) => [
      row.title,
      cell(row, { of: "candor-workers", with: "candor", what }),
      cell(row, { of: "candor-postgres-workers", with: "candor-postgres", what }),
    ]),
  );
}

function cell({ name, run }: Row, { of, with: other, what }: Pick<Comparison, "of" | "with" | "what">): string {
  const summary = run.summaries.find(({ scenario }) => scenario === name);
  const found = summary?.comparisons.find((one) => one.of === of && one.with === other && one.what === what);
  if (found === undefined) return excuseOf(other, name) ?? "not measured";
  if (areDisturbed(run, name, of, other)) return "*disturbed*";
  return found.ratio.toFixed(found.ratio < 10 ? 1 : 0);
}

/** Whether others took so much of a core that these servers' rates say little. */
function areDisturbed({ summaries }: RunRecord, scenario: string, ...names: readonly ServerName[]): boolean {
  const servers = summaries.find((summary) => summary.scenario === scenario)?.servers;
  return names.some((name) => servers?.[name] && isDisturbed(servers[name]));
}

const works = (): string =>
  lines(
    ["", ...Object.values(SOFTWARE).map(({ name }) => name)],
    (Object.keys(WORK) as Work[]).map((work) => [WORK[work], ...Object.values(SOFTWARE).map(({ does }) => does[work])]),
  );

const lines = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

const DIFFERENCES = `Where the work differs, the ratio says less:

- **oauth2-server** is grant logic, to which the bench adds the rest: HTTP without a framework, one table, an ID token. What a server on top of it would add beside (consent, an audit log, limits, checks of the metadata of clients, headers for browsers) isn't there.
- **oidc-provider** stores access tokens, codes and secrets as they are: who reads its database can use them.
- **Better Auth** limits rates and encrypts its signing keys by default. Both would cost it time and are off here.
- **Ory Hydra** hashes client secrets 25,000 times by default. Here it is once, as secrets are random. It doesn't know users: another server tells it who signs in and what they agree to, for each authorization, also when nobody is asked. The one of the bench runs on the same core, and takes up to a fifth of it. Its JWTs have no audience.
- **Candor** keeps each refusal with its reason, for the console. None of the others does.`;

const OWN = `## Measure it yourself

\`\`\`sh
npm run bench                                       # everything
npm run bench -- --only code,refresh --seconds 2    # two scenarios, shorter
npm run bench -- --servers candor-postgres,better-auth-postgres
npm run bench -- --only scenarios --connections 128
npm run bench -- --only scenarios,page              # writes this page anew
\`\`\`

It needs npm, and for the servers on PostgreSQL Debian's package \`postgresql\`. Ory Hydra is left out unless \`HYDRA\` names its binary, which Go builds from the Go module proxy:

\`\`\`sh
node scripts/hydra.mjs /tmp/hydra    # prints the next line
export HYDRA=/tmp/hydra/hydra
\`\`\`
`;

function circumstances(rows: readonly Row[]): string {
  const runs = [...new Set(rows.map(({ run }) => run))];
  const each = (read: (run: RunRecord) => string): string => [...new Set(runs.map(read))].join("; ");
  return [
    `- ${each(({ at }) => at.slice(0, 10))}`,
    `- Node ${each(({ environment }) => environment.node.slice(1))}; ${each(({ environment }) => versionsIn(environment.versions))}`,
    `- ${each(({ environment }) => `${environment.cores} cores`)}: ${each(({ environment }) => (environment.pinned ? "the server has one to itself, the load and PostgreSQL the other" : "server and load share them"))}`,
    `- ${each(({ settings }) => `${settings.connections} connections, ${settings.rounds} rounds of ${settings.seconds} s after ${settings.warmUp} s of warm-up`)}; medians of the rounds`,
    ...(runs.some(({ settings }) => settings.rounds < 3)
      ? [
          "- **Fewer than three rounds**, on a machine whose own speed changes meanwhile: a ratio may be off by a factor of two",
        ]
      : []),
    "- *disturbed*: other processes took more than a tenth of a core meanwhile. A run on a quiet machine has the ratio.",
  ].join("\n");
}
