/** `candor serve` as a process of its own, in a directory of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Config } from "../../src/index.ts";
import { Application } from "../blackbox/application.ts";
import { formsOf, Person } from "../blackbox/person.ts";
import { freePort } from "../free-port.ts";
import { type Done, inWarmProcess } from "./warm.ts";

export type { Done } from "./warm.ts";

const CLI = resolve(import.meta.dirname, "../../dist/cli/main.js");

export interface Running {
  readonly child: ChildProcess;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** The exit code. */
  readonly ended: Promise<number | null>;
  /** Resolves once this was printed; rejects where the process ends first. */
  readonly says: (text: string | RegExp) => Promise<string>;
  readonly stop: (signal?: NodeJS.Signals) => Promise<number | null>;
}

/** What commands get of the environment of the tests. */
function inherited(): NodeJS.ProcessEnv {
  const { CANDOR_KEY_ENCRYPTION_SECRET: _, ...clean } = process.env;
  return clean;
}

/** Runs the command line. */
export function run(args: readonly string[], cwd: string, env: Record<string, string> = {}): Running {
  const child = spawn(process.execPath, [CLI, ...args], { cwd, env: { ...inherited(), ...env } });
  const text = { out: "", err: "" };
  child.stdout.on("data", (chunk) => {
    text.out += chunk;
  });
  child.stderr.on("data", (chunk) => {
    text.err += chunk;
  });
  const ended = new Promise<number | null>((done) => child.once("close", (code) => done(code)));
  const says = async (wanted: string | RegExp) => {
    let over = false;
    void ended.then(() => {
      over = true;
    });
    for (;;) {
      if (typeof wanted === "string" ? text.out.includes(wanted) : wanted.test(text.out)) return text.out;
      if (over) throw new Error(`It ended before it said ${wanted}: ${text.out}${text.err}`);
      await new Promise((wait) => setTimeout(wait, 10));
    }
  };
  const stop = (signal: NodeJS.Signals = "SIGTERM") => {
    child.kill(signal);
    return ended;
  };
  return { child, stdout: () => text.out, stderr: () => text.err, ended, says, stop };
}

/** Commands that go on, or start without the others. */
const APART = new Set(["explain", "mcp", "mock", "serve", "watch"]);

/** Runs a command to its end, with `input` on standard input. */
export async function toEnd(
  args: readonly string[],
  cwd: string,
  input = "",
  env: Record<string, string> = {},
): Promise<Done> {
  const options = Object.keys(env).some((name) => name.startsWith("NODE_"));
  return options || APART.has(args[0] ?? "")
    ? inOwnProcess(args, cwd, input, env)
    : inWarmProcess({ args, cwd, input, env: { ...inherited(), ...env } });
}

/** The same in a process that runs nothing else. */
export async function inOwnProcess(
  args: readonly string[],
  cwd: string,
  input = "",
  env: Record<string, string> = {},
): Promise<Done> {
  const { child, ended, stdout, stderr } = run(args, cwd, env);
  child.stdin?.on("error", () => undefined).end(input);
  const code = await ended;
  return { code, out: stdout(), err: stderr() };
}

export interface Place {
  readonly config: Config;
  readonly directory: string;
  readonly issuer: string;
  readonly port: number;
  readonly write: (file: string, text: string) => void;
  readonly remove: (file: string) => void;
  /** Starts the server and waits until it listens. */
  readonly serve: (env?: Record<string, string>) => Promise<Running>;
  readonly app: Application;
  /** Removes the directory, and ends what still runs there. */
  readonly leave: () => void;
}

export const SECRET = "the-secret-of-the-shop-0123456789";
export const [USERNAME, PASSWORD] = ["olga", "a-long-password-of-olga"];

/** A directory with a configuration in it. */
export async function place(own: Partial<Config> = {}): Promise<Place> {
  const directory = mkdtempSync(join(tmpdir(), "candor-operation-"));
  const port = await freePort();
  const issuer = own.issuer ?? `http://localhost:${port}`;
  const shop = {
    id: "shop",
    secrets: [{ env: "SHOP_SECRET" }],
    grantTypes: ["authorization_code" as const, "refresh_token" as const, "client_credentials" as const],
    redirectUris: ["https://shop.example/callback"],
    scopes: ["openid", "offline_access", "orders"],
  };
  const scopes = [{ name: "orders", description: "Read orders" }];
  const config: Config = { issuer, port, host: "localhost", scopes, clients: [shop], ...own };
  const write = (file: string, text: string) => writeFileSync(join(directory, file), text);
  write("candor.config.json", JSON.stringify(config));
  const started: Running[] = [];
  return {
    config,
    directory,
    issuer,
    port,
    write,
    remove: (file) => rmSync(join(directory, file)),
    serve: async (env = {}) => {
      const running = run(["serve"], directory, { SHOP_SECRET: SECRET, ...env });
      started.push(running);
      await running.says(`Candor is at ${issuer} and listens on `);
      return running;
    },
    app: new Application(issuer, {
      id: "shop",
      secret: SECRET,
      redirectUri: "https://shop.example/callback",
      scope: "openid offline_access orders",
    }),
    leave: () => {
      for (const { child } of started) child.kill("SIGKILL");
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** The link for the first operator, out of what was printed. */
export const linkIn = (text: string): string | undefined =>
  /"link":"(http[^"]+\/welcome\/operator\?token=[^"]+)"/.exec(text)?.[1];

/** Makes the first operator's account by the link; returns the status. */
export async function accept(person: Person, link: string, username = USERNAME): Promise<number> {
  const page = await person.page(link);
  const [form] = formsOf(page);
  if (form === undefined) return page.status;
  return (await person.post(form.action, { ...form.fields, username, password: PASSWORD })).status;
}

/** A server with an operator who can sign in. */
export async function serveWithOperator(at: Place, env: Record<string, string> = {}): Promise<Running> {
  const running = await at.serve(env);
  const link = linkIn(await running.says("/welcome/operator?token="));
  const status = await accept(new Person(at.issuer), link ?? "");
  if (status !== 303) throw new Error(`The link was answered with ${status}.`);
  return running;
}
