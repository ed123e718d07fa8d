/** `candor serve`: the server, alone. */
import { join, resolve } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { ConfigurationError } from "../configuration/check.ts";
import { loadConfig } from "../configuration/load.ts";
import type { Config } from "../configuration/schema.ts";
import { DEMO_ISSUER } from "../demo/world.ts";
import { type Candor, createCandor } from "../index.ts";
import { printRefusal } from "./diagnostics.ts";

interface Options {
  readonly config?: string;
  readonly demo?: boolean;
  readonly port?: number;
  readonly data?: string;
}

export function serveCommand(): Command {
  return new Command("serve")
    .description("Runs the authorization server.")
    .option("--config <file>", "configuration file (default: candor.config.ts here)")
    .option("--demo", "serve the demo world; its passwords are public")
    .option("--port <n>", "port to listen on", port)
    .option("--data <directory>", "directory of the database (default: ./data)")
    .action(serve);
}

function port(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)
    throw new InvalidArgumentError("It is a number from 0 to 65535.");
  return Number(text);
}

async function serve(options: Options): Promise<void> {
  try {
    const demo = options.demo === true;
    const config = demo ? demoOwn(options) : await ownConfig(options);
    const candor = await createCandor({
      config,
      demo,
      ...(demo || isDevelopment(config) ? { onRefusal: printRefusal } : {}),
    });
    await candor.listen();
    stopOnSignal(candor);
    await greet(candor, demo);
  } catch (error) {
    process.exitCode = 1;
    console.error(explain(error));
  }
}

/** The demo keeps its public passwords out of the database of a real server. */
function demoOwn({ port = 9400, data = "./data" }: Options): Config {
  const issuer = port === 9400 ? DEMO_ISSUER : `http://localhost:${port}`;
  return { issuer, port, host: "localhost", data: resolve(join(data, "demo")), logLevel: "warn" };
}

async function ownConfig({ config, port, data }: Options): Promise<Config> {
  const loaded = await loadConfig(config, process.cwd());
  return { ...loaded, ...(port !== undefined && { port }), ...(data !== undefined && { data }) };
}

/** On a loopback address, and unless told that this is production, a developer sits at the terminal. */
function isDevelopment({ issuer }: Config): boolean {
  return issuer.startsWith("http:") && process.env.NODE_ENV !== "production";
}

function stopOnSignal(candor: Candor): void {
  let stopping = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, async () => {
      if (stopping) return;
      stopping = true;
      await candor.close();
      process.exit(0);
    });
  }
}

async function greet({ issuer, inviteFirstOperator }: Candor, demo: boolean): Promise<void> {
  console.log(`Candor is at ${issuer}`);
  if (demo) {
    console.log(`
  Walk through the flow    ${issuer}/demo          sign in as ada / correct-horse-battery
  The catalogue            ${issuer}/errors
  Refusals, explained      printed here; and behind error_uri, for their owner: grace / staple-battery-horse
                           and for the operator: root / open-the-console
  Metadata                 ${issuer}/.well-known/openid-configuration

  Try a refusal:
  curl -u demo-service:demo-service-secret -d grant_type=client_credentials \\
    --data-urlencode 'scope=read_profile,write_multipass' ${issuer}/token
`);
    return;
  }
  const path = await inviteFirstOperator();
  if (path !== undefined)
    console.log(
      `\n  There is no operator yet. Make the account with this link, good once and for a day:\n  ${issuer}${path}\n`,
    );
}

function explain(error: unknown): string {
  if (error instanceof ConfigurationError) {
    return `The configuration is not usable:\n${error.faults.map(({ key, is, expected }) => `  ${key} is ${is}\n    expected ${expected}`).join("\n")}`;
  }
  if (!(error instanceof Error)) return String(error);
  if ("code" in error && error.code === "EADDRINUSE")
    return `The port is in use (${error.message}). Choose another one with --port, or stop the other program.`;
  return `The server could not start: ${error.message}`;
}
