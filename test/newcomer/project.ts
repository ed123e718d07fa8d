/** A folder in which the README's commands are typed, each block in a terminal of its own, with ports and names that are free here. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cleanEnvironment, ROOT } from "../packaging/installed.ts";

/** Milliseconds for a server to be there, or for a command to end. */
const PATIENCE = 240_000;
/** Commands that go on until they are stopped, and what they say once they serve. */
const SERVERS: readonly (readonly [command: RegExp, ready: RegExp])[] = [
  [/candor serve/, /\bat https?:/],
  [/node .*\b(?:app|api)\.js/, /is at http/],
];

export class Project {
  readonly #root = mkdtempSync(join(tmpdir(), "candor-newcomer-"));
  readonly #names: readonly (readonly [theirs: string | RegExp, ours: string])[];
  readonly #candor: string;
  readonly #environment: NodeJS.ProcessEnv;
  readonly #running = new Map<string, ChildProcess>();
  directory = this.#root;

  /** `candor` is a folder that holds the package; `names` puts free ports and names in the place of the README's. */
  constructor(candor: string, names: readonly (readonly [string | RegExp, string])[], environment: NodeJS.ProcessEnv) {
    this.#candor = candor;
    this.#names = [["npm install candor express openid-client jose", "true"], ...names];
    this.#environment = { ...cleanEnvironment(), ...environment };
  }

  /** A text of the README as it is used here. */
  here(text: string): string {
    return this.#names.reduce((rest, [theirs, ours]) => rest.replaceAll(theirs, ours), text);
  }

  write(name: string, text: string): void {
    writeFileSync(join(this.directory, name), this.here(text));
  }

  /** Types a block of commands. Returns what was printed before the first server in it was ready. */
  async type(text: string): Promise<string> {
    const lines = this.here(text).trimEnd().split("\n");
    const at = lines.findIndex((line) => SERVERS.some(([command]) => command.test(line)));
    const before = lines.slice(0, at === -1 ? undefined : at);
    let printed = before.length === 0 ? "" : await this.#run(before.join("\n"));
    if (text.includes("npm install")) this.#install();
    const variables = before.filter((line) => line.startsWith("export "));
    for (const line of at === -1 ? [] : lines.slice(at))
      printed += await this.#serve([...variables, line].join("\n"), line);
    return printed;
  }

  /** What npm would install, without a network: the package itself, and beside it what the repository has anyway. */
  #install(): void {
    const modules = join(this.directory, "node_modules");
    mkdirSync(join(modules, ".bin"), { recursive: true });
    const { dependencies, bin } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
    for (const name of [...Object.keys(dependencies), "express", "openid-client"]) {
      mkdirSync(join(modules, name, ".."), { recursive: true });
      symlinkSync(join(ROOT, "node_modules", name), join(modules, name));
    }
    symlinkSync(this.#candor, join(modules, "candor"));
    symlinkSync(join("..", "candor", bin.candor), join(modules, ".bin", "candor"));
    chmodSync(join(this.#candor, bin.candor), 0o755);
  }

  #spawn(commands: string): ChildProcess {
    // In the same process group as nothing else, so that npx and what it starts end together.
    return spawn("bash", ["-e", "-c", `${commands}\npwd >&3`], {
      cwd: this.directory,
      env: this.#environment,
      stdio: ["ignore", "pipe", "pipe", "pipe"],
      detached: true,
    });
  }

  async #run(commands: string): Promise<string> {
    const child = this.#spawn(commands);
    const said = listen(child, 1, 2);
    const place = listen(child, 3);
    const [code] = await once(child, "close", { signal: AbortSignal.timeout(PATIENCE) });
    if (code !== 0) throw new Error(`${commands}\nended with ${code}:\n${said.text}`);
    this.directory = place.text.trim();
    return said.text;
  }

  /** Starts a server in the place of the one that the same line, or one like it, has started before. */
  async #serve(commands: string, line: string): Promise<string> {
    const [command, ready] = SERVERS.find(([one]) => one.test(line)) ?? [/$/, /$/];
    const name = /\w+\.js/.exec(line)?.[0] ?? String(command);
    await this.#stop(name);
    const child = this.#spawn(commands);
    this.#running.set(name, child);
    const said = listen(child, 1, 2);
    const until = Date.now() + PATIENCE;
    while (!ready.test(said.text)) {
      if (child.exitCode !== null || Date.now() > until) throw new Error(`${line} does not serve:\n${said.text}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return said.text;
  }

  async #stop(name: string): Promise<void> {
    const child = this.#running.get(name);
    this.#running.delete(name);
    if (child?.pid === undefined || child.exitCode !== null) return;
    const ended = once(child, "close");
    process.kill(-child.pid, "SIGTERM");
    await ended;
  }

  /** Stops what runs, and removes the folder. */
  async leave(): Promise<void> {
    for (const name of [...this.#running.keys()]) await this.#stop(name);
    rmSync(this.#root, { recursive: true });
  }

  files(): readonly string[] {
    return readdirSync(this.directory);
  }
}

function listen(child: ChildProcess, ...streams: number[]): { text: string } {
  const heard = { text: "" };
  for (const at of streams)
    child.stdio[at]?.on("data", (chunk) => {
      heard.text += chunk;
    });
  return heard;
}
