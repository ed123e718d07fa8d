/** The server, alone. */
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { openLog } from "../adapters/log/open.ts";
import { DATABASE } from "../configuration/data-directory.ts";
import { ConfigurationError, type ConfigurationFault } from "../configuration/fault.ts";
import { configurationFile, loadConfig } from "../configuration/load.ts";
import { resolvePaths } from "../configuration/paths.ts";
import type { Config } from "../configuration/schema.ts";
import { storageFor } from "../configuration/storage-kind.ts";
import { workerOf } from "../configuration/worker.ts";
import { DEMO_ISSUER } from "../demo/world.ts";
import { createCandor } from "../index.ts";
import type { Log } from "../ports/log.ts";
import type { Explanation } from "../reasons/explain.ts";
import { VERSION } from "../version.ts";
import { isDevelopment } from "./development.ts";
import { EXIT } from "./exit.ts";
import { listenFault } from "./listening.ts";
import { outliveReader } from "./print.ts";
import { profileOnSignal, stopOnSignal } from "./signals.ts";

export interface ServeOptions {
  readonly config?: string;
  readonly demo?: boolean;
  readonly port?: number;
  readonly data?: string;
  readonly workers?: number;
}

/** Seconds, if the configuration sets nothing. Nobody balances load over a loopback address. */
const SHUTDOWN_DELAY = 5;

export async function serve(options: ServeOptions): Promise<void> {
  // Other commands end when their reader does.
  outliveReader();
  try {
    const demo = options.demo === true;
    const config = demo ? demoOwn(options) : await ownConfig(options);
    const { data = "", logLevel = "info", logFormat = "auto" } = config;
    const isElsewhere = !demo && storageFor(process.env) === "postgres";
    if (isElsewhere && options.data !== undefined) throw new ConfigurationError([twoPlaces(options.data)]);
    const isNew = !isElsewhere && !existsSync(join(data, DATABASE));
    // To standard error, because standard output is the log's.
    const printed = demo || isDevelopment(config.issuer, process.env);
    const candor = await createCandor({ config, demo, ...(printed && { onRefusal: print }) });
    const { issuer } = candor;
    const log = openLog({ logLevel, logFormat });
    const url = await candor.listen();
    const { number, of: workers, first } = workerOf(process.env);
    let inForce = config;
    const delay = (): number => inForce.shutdownDelay ?? (issuer.startsWith("https:") ? SHUTDOWN_DELAY : 0);
    const again = async (): Promise<void> => {
      if (demo) return log.notice({}, "The demo has no configuration file to reload");
      const { reload } = await import("./reload.ts");
      inForce = (await reload(candor, log, () => ownConfig(options))) ?? inForce;
      log.setLevel(inForce.logLevel ?? "info");
    };
    stopOnSignal(candor, delay, () => void again());
    profileOnSignal(data, log);
    if (workers > 1) {
      (await import("./workers/worker.ts")).reportReady({ delay: delay(), log: { logLevel, logFormat } });
    }
    if (process.env.NOTIFY_SOCKET) (await import("./systemd.ts")).tellSystemd(process.env, log, number === 1);
    if (!first) return;
    const invitation = demo ? undefined : await candor.inviteFirstOperator();
    const started = {
      version: VERSION,
      node: process.versions.node,
      issuer,
      listening: url,
      data: isElsewhere ? "DATABASE_URL" : data,
      new: isNew,
      ...(workers > 1 && { workers }),
    };
    log.notice(started, `Candor is at ${issuer} and listens on ${url}`);
    if (demo) say(greeting(issuer));
    else if (invitation !== undefined) invite(`${issuer}${invitation}`, log);
  } catch (error) {
    process.exitCode = listenFault(error) === undefined ? EXIT.not : EXIT.usage;
    console.error(await explain(error, options));
    if (workerOf(process.env).of > 1) (await import("./workers/worker.ts")).endFailed();
  }
}

/** Nobody finds out by surprise where the data went. */
const twoPlaces = (data: string): ConfigurationFault => ({
  key: "--data",
  is: `${data}, while DATABASE_URL is set`,
  expected: "only one of them: --data stores in a file of SQLite, DATABASE_URL in PostgreSQL",
});

/** What prints a refusal is loaded with the first one. */
const print = async (refused: Explanation): Promise<void> => (await import("./diagnostics.ts")).printRefusal(refused);

/** Keeps the demo's public passwords out of the database of a real server. */
function demoOwn({ port = 9400, data = "./data" }: ServeOptions): Config {
  const issuer = port === 9400 ? DEMO_ISSUER : `http://localhost:${port}`;
  return { issuer, port, host: "localhost", data: resolve(join(data, "demo")), logLevel: "warn", logFormat: "pretty" };
}

/** Paths in the file start in its folder. Paths on the command line start in the working directory. */
async function ownConfig({ config, port, data }: ServeOptions): Promise<Config> {
  const here = process.cwd();
  const file = configurationFile(config, here);
  const written = await loadConfig(file, here);
  const loaded = resolvePaths(written, dirname(file));
  if (data === undefined) refuseFormerPlace(loaded.data ?? "", resolvePaths(written, here).data ?? "");
  return { ...loaded, ...(port !== undefined && { port }), ...(data !== undefined && { data: resolve(data) }) };
}

/** Up to version 0.1, `data` started in the working directory. Whoever has it there must not get an empty server instead. */
function refuseFormerPlace(data: string, former: string): void {
  if (former === data || existsSync(join(data, DATABASE)) || !existsSync(join(former, DATABASE))) return;
  throw new ConfigurationError([
    {
      key: "data",
      is: `${JSON.stringify(data)}, which has no database, although there is one in ${JSON.stringify(former)}`,
      expected: `--data ${former}, or the directory moved next to the configuration file (relative paths start in the folder of that file)`,
    },
  ]);
}

/** Prints if possible. A full disk is no reason to stop serving. */
function say(text: string): void {
  try {
    console.log(text);
  } catch {
    // Nothing to do, and nobody to report to.
  }
}

const greeting = (issuer: string): string => `
  Walk through the flow    ${issuer}/demo          sign in as ada / correct-horse-battery
  The console              ${issuer}/console       as grace / staple-battery-horse, who owns applications,
                           or as root / open-the-console, the operator: a week of refusals is there
  The catalogue            ${issuer}/errors
  Refusals, explained      printed here; in the console; and behind error_uri, for their owner and the operator
  Metadata                 ${issuer}/.well-known/openid-configuration
  An MCP server            ${issuer}/api           point an agent at it: it registers, and ada signs in

  Try a refusal:
  curl -u demo-service:demo-service-secret -d grant_type=client_credentials \\
    --data-urlencode 'scope=read_profile,write_multipass' ${issuer}/token
`;

/** The link is written at every log level, because nobody gets in without it. */
const invite = (link: string, log: Log): void =>
  log.notice(
    { link },
    "There is no operator yet. Open the link to create the operator's account. The link can be used once, within a day",
  );

async function explain(error: unknown, options: ServeOptions): Promise<string> {
  if (error instanceof ConfigurationError) {
    return `The configuration can't be used:\n${error.faults.map(({ key, is, expected }) => `  ${key} is ${is}\n    expected ${expected}`).join("\n")}`;
  }
  const listening = error instanceof Error ? listenFault(error) : undefined;
  if (listening !== undefined) return listening;
  const { inWords, isInPostgres, placeOf } = await import("./place.ts");
  const said = isInPostgres(options) ? await inWords(await placeOf(options), error) : error;
  if (!(said instanceof Error)) return String(said);
  return said === error ? `The server could not start: ${said.message}` : `The server could not start. ${said.message}`;
}
