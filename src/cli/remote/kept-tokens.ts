/** What `candor login` keeps: one file for each server in the user's configuration directory, readable only by this user. */
import { hash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { type Unfinished, unfinished } from "../../adapters/unfinished.ts";
import { objectIn } from "./exchange.ts";
import { ServerFault } from "./fault.ts";

export interface KeptTokens {
  readonly server: string;
  readonly clientId: string;
  readonly accessToken: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  /** None of a service client. */
  readonly refreshToken?: string | undefined;
  readonly scope: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Where programs keep what belongs to a user: the XDG Base Directory Specification, and its counterpart on Windows. */
export function configDirectory({ XDG_CONFIG_HOME, APPDATA }: Environment): string {
  const base = XDG_CONFIG_HOME || (process.platform === "win32" ? APPDATA : undefined) || join(homedir(), ".config");
  return join(base, "candor");
}

const DEFAULT = "default-server";

/** A name of a file for a URL. */
const fileOf = (server: string): string => `${hash("sha256", server, "hex").slice(0, 32)}.json`;

export interface TokenFiles {
  find(server: string): KeptTokens | undefined;
  all(): readonly KeptTokens[];
  keep(tokens: KeptTokens): void;
  forget(server: string): void;
  /** The server of the last sign-in. */
  defaultServer(): string | undefined;
  makeDefault(server: string): void;
}

export function tokenFiles(environment: Environment): TokenFiles {
  const directory = join(configDirectory(environment), "servers");
  const read = (name: string): KeptTokens | undefined => tokensIn(textOf(join(directory, name)));
  return {
    find: (server) => {
      const found = read(fileOf(server));
      // A file that was copied or renamed must not send a token elsewhere.
      return found?.server === server ? found : undefined;
    },
    all: () => namesIn(directory).flatMap((name) => read(name) ?? []),
    keep: (tokens) => replace(directory, fileOf(tokens.server), JSON.stringify(tokens)),
    forget(server) {
      rmSync(join(directory, fileOf(server)), { force: true });
      if (textOf(join(directory, DEFAULT)) === server) rmSync(join(directory, DEFAULT), { force: true });
    },
    defaultServer: () => textOf(join(directory, DEFAULT)),
    makeDefault: (server) => replace(directory, DEFAULT, server),
  };
}

function tokensIn(text: string | undefined): KeptTokens | undefined {
  const found = text === undefined ? undefined : objectIn(text);
  const { server, clientId, accessToken, scope, expiresAt } = found ?? {};
  const isWhole = [server, clientId, accessToken, scope].every((one) => typeof one === "string");
  return isWhole && typeof expiresAt === "number" ? (found as unknown as KeptTokens) : undefined;
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory).filter((name) => name.endsWith(".json"));
  } catch {
    return [];
  }
}

/** Another command reads the file before or the new one, and no other user reads any. */
function replace(directory: string, name: string, text: string): void {
  const file = join(directory, name);
  let half: Unfinished | undefined;
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    half = unfinished(file);
    writeFileSync(half.file, text, { mode: 0o600, flag: "wx" });
    renameSync(half.file, file);
  } catch (error) {
    half?.end();
    throw new ServerFault(`The sign-in can't be kept in ${directory}: ${(error as Error).message}.`, { cause: error });
  }
}
