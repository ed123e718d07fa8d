/** A PostgreSQL server of Debian's package, for as long as some tests need it. It is another user's process if this one is root's. */
import { spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { freePort } from "./free-port.ts";

const VERSIONS = "/usr/lib/postgresql";

export interface PostgresServer {
  /**
   * Makes a database, empty or as a copy of another one that nobody uses; its URL. What was copied before is removed then.
   */
  readonly database: (template?: string) => Promise<string>;
  readonly port: number;
  readonly directory: string;
  /** Runs one of its programs, as its user. */
  readonly run: (program: string, ...args: string[]) => void;
  /** Starts it again after it was stopped by `run`. */
  readonly start: () => void;
  readonly stop: () => void;
  /** Ends it as a failure of the machine would: every process of it, in the middle of what it does. */
  readonly kill: () => void;
}

/**
 * Starts one with `settings` beside its defaults, such as `["fsync=off"]`: empty, or as a standby that follows `primary`. What it stores is
 * removed with it, unless it is kept in the directory `kept`, where it may be from an earlier time. All others have the same system identifier.
 */
export async function startPostgres(
  settings: readonly string[] = ["fsync=off"],
  primary?: PostgresServer,
  kept?: string,
): Promise<PostgresServer> {
  const version = readdirSync(VERSIONS).sort().at(-1) ?? "";
  const user = process.getuid?.() === 0 ? userOf("postgres") : {};
  const base = kept ?? mkdtempSync(join(tmpdir(), "candor-postgres-"));
  mkdirSync(base, { recursive: true });
  if (user.uid !== undefined && user.gid !== undefined) chownSync(base, user.uid, user.gid);
  const directory = join(base, "data");
  const port = await freePort();

  function run(program: string, ...args: string[]): void {
    const path = join(VERSIONS, version, "bin", program);
    const { status, error } = spawnSync(path, args, { ...user, cwd: base, stdio: "ignore" });
    if (status !== 0) throw error ?? new Error(`${program} ended with ${status}: ${logOf(base)}`);
  }

  function initialize(to: string): void {
    run("initdb", "-D", to, "-U", "candor", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
  }

  /** What it makes is the same each time, and copied in a tenth of the time. */
  function copyInitialized(): void {
    const made = join(tmpdir(), `candor-postgres-${version}-${user.uid ?? "own"}`);
    if (!existsSync(made)) {
      const mine = join(base, "made");
      initialize(mine);
      try {
        renameSync(mine, made);
      } catch (error) {
        // Another worker was faster.
        if (!existsSync(made)) throw error;
        rmSync(mine, { recursive: true });
      }
    }
    const { status } = spawnSync("cp", ["-a", made, directory], { ...user, stdio: "ignore" });
    if (status !== 0) throw new Error(`${made} can't be copied.`);
  }

  const isThere = existsSync(join(directory, "PG_VERSION"));
  if (primary === undefined && !isThere) {
    if (kept === undefined) copyInitialized();
    else initialize(directory);
  } else if (primary !== undefined) {
    const from = ["-h", "127.0.0.1", "-p", String(primary.port), "-U", "candor"];
    run("pg_basebackup", ...from, "-D", directory, "--write-recovery-conf", "--checkpoint=fast", "--no-sync");
  }
  const options = [`port=${port}`, "listen_addresses=127.0.0.1", `unix_socket_directories=${base}`, ...settings];
  const flags = options.map((one) => `-c ${one}`).join(" ");
  const start = (): void =>
    run("pg_ctl", "-D", directory, "-w", "-t", "600", "-l", join(base, "log"), "-o", flags, "start");
  start();

  let made = 0;
  let last: string | undefined;
  return {
    directory,
    port,
    run,
    start,
    async database(template = "template1") {
      const name = `candor_${++made}`;
      const client = new pg.Client(urlOf(port, "postgres"));
      await client.connect();
      if (last !== undefined) await client.query(`drop database ${last} with (force)`);
      await client.query(`create database ${name} template ${template}`);
      last = template === "template1" ? undefined : name;
      await client.end();
      return urlOf(port, name);
    },
    stop() {
      const how = kept === undefined ? "immediate" : "fast";
      if (existsSync(join(directory, "postmaster.pid"))) run("pg_ctl", "-D", directory, "-m", how, "-t", "600", "stop");
      if (kept === undefined) rmSync(base, { recursive: true, force: true });
    },
    kill() {
      const file = join(directory, "postmaster.pid");
      const pid = Number(readFileSync(file, "utf8").split("\n")[0]);
      const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ");
      for (const each of [pid, ...children.map(Number)]) {
        try {
          process.kill(each, "SIGKILL");
        } catch (error) {
          // A child may end when it sees that its parent has.
          if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
        }
      }
      rmSync(file, { force: true });
    },
  };
}

const urlOf = (port: number, database: string): string => `postgresql://candor@127.0.0.1:${port}/${database}`;

function logOf(base: string): string {
  try {
    return readFileSync(join(base, "log"), "utf8").slice(-2000);
  } catch {
    return "no log";
  }
}

function userOf(name: string): { readonly uid?: number; readonly gid?: number } {
  const line = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .find((one) => one.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(":") ?? [];
  return uid === undefined || gid === undefined ? {} : { uid: Number(uid), gid: Number(gid) };
}
