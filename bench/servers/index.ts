/** The servers that can be measured, by the names that `--servers` takes. */
export type ServerName = "candor" | "candor-postgres" | "peer-map" | "peer-sqlite" | "peer-postgres" | "floor";

export interface ServerEntry {
  readonly title: string;
  /** The program beside this file that starts it. */
  readonly program: string;
  /** Whether it is given an empty database of PostgreSQL. */
  readonly onPostgres?: true;
}

export const SERVERS: Readonly<Record<ServerName, ServerEntry>> = {
  candor: { title: "Candor, SQLite FULL", program: "candor.ts" },
  "candor-postgres": { title: "Candor, PostgreSQL", program: "candor.ts", onPostgres: true },
  "peer-map": { title: "oidc-provider, Map", program: "oidc-provider-map.ts" },
  "peer-sqlite": { title: "oidc-provider, SQLite FULL", program: "oidc-provider-sqlite.ts" },
  "peer-postgres": { title: "oidc-provider, PostgreSQL", program: "oidc-provider-postgres.ts", onPostgres: true },
  floor: { title: "floor, bare node:http", program: "floor.ts" },
};
