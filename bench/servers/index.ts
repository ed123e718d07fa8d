/** The servers that can be measured, by the names that `--servers` takes. */
import { SOFTWARE, type Software } from "./software.ts";

export type ServerName =
  | "candor"
  | "candor-postgres"
  | "candor-workers"
  | "candor-postgres-workers"
  | "peer-map"
  | "peer-sqlite"
  | "peer-postgres"
  | "oauth2-server-map"
  | "oauth2-server-postgres"
  | "better-auth-postgres"
  | "hydra-postgres"
  | "floor";

export interface ServerEntry {
  readonly title: string;
  /** The program beside this file that starts it. */
  readonly program: string;
  /** What runs; nothing of note for the floor. */
  readonly software?: Software;
  /** Whether it is given an empty database of PostgreSQL. */
  readonly onPostgres?: true;
  /** Whether it may use the load's core too. */
  readonly onAllCores?: true;
}

const { candor, oidcProvider, oauth2Server, betterAuth, hydra } = SOFTWARE;

export const SERVERS: Readonly<Record<ServerName, ServerEntry>> = {
  candor: entry(candor, "SQLite FULL", "candor.ts"),
  "candor-postgres": onPostgres(candor, "candor.ts"),
  "candor-workers": workers(entry(candor, "SQLite FULL", "candor-workers.ts")),
  "candor-postgres-workers": workers(onPostgres(candor, "candor-workers.ts")),
  "peer-map": entry(oidcProvider, "Map", "oidc-provider-map.ts"),
  "peer-sqlite": entry(oidcProvider, "SQLite FULL", "oidc-provider-sqlite.ts"),
  "peer-postgres": onPostgres(oidcProvider, "oidc-provider-postgres.ts"),
  "oauth2-server-map": entry(oauth2Server, "Map", "oauth2-server-map.ts"),
  "oauth2-server-postgres": onPostgres(oauth2Server, "oauth2-server-postgres.ts"),
  "better-auth-postgres": onPostgres(betterAuth, "better-auth-postgres.ts"),
  "hydra-postgres": onPostgres(hydra, "hydra-postgres.ts"),
  floor: { title: "floor, bare node:http", program: "floor.ts" },
};

function entry(software: Software, store: string, program: string): ServerEntry {
  return { title: `${software.name}, ${store}`, program, software };
}

function onPostgres(software: Software, program: string): ServerEntry {
  return { ...entry(software, "PostgreSQL", program), onPostgres: true };
}

function workers(one: ServerEntry): ServerEntry {
  return { ...one, title: `${one.title}, two workers`, onAllCores: true };
}

/** Why a server takes no part in a scenario; `undefined` where it does. */
export function excuseOf(name: ServerName, scenario: string): string | undefined {
  return SERVERS[name].software?.lacks?.[scenario];
}
