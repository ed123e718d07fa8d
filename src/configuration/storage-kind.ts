/** Where everything is kept. */
export type StorageKind = "sqlite" | "postgres" | "memory";

/** The one that an environment asks for. */
export const storageFor = ({ DATABASE_URL = "" }: Readonly<Record<string, string | undefined>>): StorageKind =>
  DATABASE_URL === "" ? "sqlite" : "postgres";
