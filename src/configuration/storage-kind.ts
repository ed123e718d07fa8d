/** Where everything is kept. */
export type StorageKind = "sqlite" | "postgres" | "memory";

/** The one that an environment asks for. */
export const storageFor = (environment: Readonly<Record<string, string | undefined>>): StorageKind =>
  [environment.DATABASE_URL, environment.DATABASE_URL_FILE].every((value = "") => value === "") ? "sqlite" : "postgres";
