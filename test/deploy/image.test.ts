/**
 * The image: what its build stage runs is run here, the last stage is built by buildah on a base with Node alone, and the server in it is started as
 * the image says, by a user without rights, on a file system that can't be written to. No registry of images is asked.
 */
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  copyFileSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { expect, it } from "vitest";
import { freePort } from "../free-port.ts";
import { cleanEnvironment } from "../packaging/installed.ts";

const ROOT = resolve(import.meta.dirname, "../..");

/** Whether buildah is there, and may mount. */
const CAN =
  spawnSync("buildah", ["--version"]).status === 0 &&
  spawnSync("unshare", ["--mount", "true"]).status === 0 &&
  process.getuid?.() === 0;

/** What the build stage runs after it has built, with folders of this machine. */
function commandsOf(containerfile: string, out: string, shelf: string): string {
  const [, commands] = /^RUN npm run build \\\n {2}&& ((?:.*\\\n)*.*)$/m.exec(containerfile) ?? [];
  if (commands === undefined) throw new Error("The build stage isn't as it was.");
  return commands
    .replaceAll("/out", out)
    .replace("npm pack", `npm pack --pack-destination ${shelf}`)
    .replace("candor-*.tgz", `${shelf}/candor-*.tgz`);
}

/** A file system with Node and what it and `others` need. */
function nodeIn(folder: string, others: readonly string[]): void {
  const libraries =
    execFileSync("ldd", [process.execPath, ...others], { encoding: "utf8" }).match(/(?<=[\t ])\/\S+(?= )/g) ?? [];
  for (const file of libraries) {
    mkdirSync(join(folder, dirname(file)), { recursive: true });
    copyFileSync(file, join(folder, file));
  }
  for (const place of ["usr/local/bin", "proc", "tmp", "etc"]) mkdirSync(join(folder, place), { recursive: true });
  copyFileSync(process.execPath, join(folder, "usr/local/bin/node"));
  writeFileSync(join(folder, "etc/hosts"), "127.0.0.1 localhost\n");
}

it.skipIf(!CAN)(
  "is built, serves on a read-only file system, and is found healthy",
  async ({ onTestFinished }) => {
    const folder = mkdtempSync(join(tmpdir(), "candor-image-"));
    chmodSync(folder, 0o755);
    const at = (name: string): string => {
      mkdirSync(join(folder, name), { recursive: true });
      return join(folder, name);
    };
    const store = ["--root", at("store"), "--runroot", at("run"), "--storage-driver", "vfs"];
    const environment = { ...cleanEnvironment(), BUILDAH_ISOLATION: "chroot" };
    const run = (command: string, ...args: readonly string[]): string =>
      execFileSync(command, args, {
        cwd: ROOT,
        env: environment,
        encoding: "utf8",
        stdio: ["ignore", "pipe", "pipe"],
      }).trim();
    const buildah = (...args: readonly string[]): string => run("buildah", ...store, ...args);
    onTestFinished(() => {
      spawnSync("buildah", [...store, "umount", "--all"]);
      rmSync(folder, { recursive: true, force: true });
    });

    const containerfile = readFileSync(join(ROOT, "Containerfile"), "utf8");
    const [shelf, context] = [at("shelf"), at("context")];
    run("sh", "-ec", commandsOf(containerfile, join(context, "out"), shelf));
    const native = globSync("**/*.node", { cwd: context }).map((file) => join(context, file));
    expect(native.length).toBeGreaterThan(0);
    nodeIn(at("base"), native);
    const empty = buildah("from", "scratch");
    buildah("copy", "--quiet", empty, at("base"), "/");
    buildah("commit", "--quiet", "--disable-compression", empty, "localhost/node-alone");
    const stages = ["--build-context", `build=${context}`, "--build-arg", "NODE_IMAGE=localhost/node-alone"];
    buildah(
      "bud",
      "--quiet",
      "--pull-never",
      "--format",
      "docker",
      ...stages,
      "-f",
      "Containerfile",
      "-t",
      "localhost/candor",
      at("nothing"),
    );

    const { config } = JSON.parse(buildah("inspect", "--type", "image", "localhost/candor")).Docker;
    expect(config).toMatchObject({ User: "10001:10001", StopSignal: "SIGTERM", Volumes: { "/data": {} } });

    const image = buildah("mount", buildah("from", "--pull-never", "localhost/candor"));
    const port = await freePort();
    const issuer = `http://localhost:${port}`;
    const own = JSON.stringify({ issuer, port, host: "127.0.0.1", data: "/data" });
    writeFileSync(join(image, "etc/candor/candor.config.json"), own);
    const mounts = [
      `mount --bind ${image} ${image}`,
      `mount -o remount,bind,ro ${image}`,
      `mount -t tmpfs -o uid=10001,mode=700 none ${image}/data`,
      `mount -t proc none ${image}/proc`,
    ];
    /** Runs a command of the image as its user. `node` is the only program there. */
    const inImage = (command: readonly string[], more: Readonly<Record<string, string>> = {}) => {
      const words = command.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ");
      const chroot = `exec chroot --userspec=${config.User} ${image} ${words.replace("'node'", "/usr/local/bin/node")}`;
      const env = { ...Object.fromEntries(config.Env.map((one: string) => one.split("="))), ...more };
      return spawn("/usr/bin/unshare", ["--mount", "/bin/sh", "-ec", [...mounts, chroot].join("\n")], {
        env,
        stdio: "pipe",
      });
    };
    const server = inImage([...config.Entrypoint, ...config.Cmd]);
    onTestFinished(() => void server.kill("SIGKILL"));
    let said = "";
    for (const stream of [server.stdout, server.stderr])
      stream.on("data", (chunk) => {
        said += chunk;
      });
    await expect.poll(() => said).toContain(`Candor is at ${issuer}`);
    expect((await fetch(`${issuer}/readyz`)).status).toBe(200);

    const [, ...health] = config.Healthcheck.Test as readonly string[];
    const codeOf = async (url: string): Promise<number> => {
      const [code] = await once(inImage(health, { HEALTH_URL: url }), "exit");
      return code;
    };
    expect([
      await codeOf(`http://127.0.0.1:${port}/healthz`),
      await codeOf(`http://127.0.0.1:${port}/nowhere`),
    ]).toEqual([0, 1]);
    server.kill(config.StopSignal);
    expect(await once(server, "exit")).toEqual([0, null]);
  },
  400_000,
);
