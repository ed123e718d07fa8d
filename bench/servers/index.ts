/** The servers that can be measured, by the names that `--servers` takes. */
export type ServerName = "candor" | "peer-map" | "peer-sqlite" | "floor";

export interface ServerEntry {
  readonly title: string;
  /** The program beside this file that starts it. */
  readonly program: string;
}

export const SERVERS: Readonly<Record<ServerName, ServerEntry>> = {
  candor: { title: "Candor, SQLite FULL", program: "candor.ts" },
  "peer-map": { title: "oidc-provider, Map", program: "oidc-provider-map.ts" },
  "peer-sqlite": { title: "oidc-provider, SQLite FULL", program: "oidc-provider-sqlite.ts" },
  floor: { title: "floor, bare node:http", program: "floor.ts" },
};
