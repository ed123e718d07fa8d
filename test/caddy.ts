/** Caddy with a configuration of the documents, with certificates of its own: it asks no authority outside. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "node:tls";
import { freePort } from "./free-port.ts";
import { listens } from "./nginx.ts";
import { until } from "./until.ts";

/** Serves `sites` by TLS on `port` once it has returned; `end` ends it. */
export async function caddy(sites: string): Promise<{ readonly port: number; readonly end: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), "candor-caddy-"));
  const [port, plain] = [await freePort(), await freePort()];
  const options = [
    "admin off",
    "local_certs",
    "skip_install_trust",
    "auto_https disable_redirects",
    "default_bind 127.0.0.1 ::1",
    `https_port ${port}`,
    `http_port ${plain}`,
    `storage file_system ${join(folder, "storage")}`,
  ];
  const file = join(folder, "Caddyfile");
  writeFileSync(file, `{\n\t${options.join("\n\t")}\n}\n\n${sites}\n`);
  const environment = { ...process.env, HOME: folder, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder };
  const child = spawn("caddy", ["run", "--config", file, "--adapter", "caddyfile"], {
    stdio: "pipe",
    env: environment,
  });
  child.stdout.resume();
  await listens(child, port);
  // It listens before it has made its certificates.
  for (const [, host = ""] of sites.matchAll(/^([\w.-]+) \{/gm)) await hasCertificate(port, host);
  return {
    port,
    end: async () => {
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function hasCertificate(port: number, host: string): Promise<void> {
  await until(async () => {
    // Who issued it makes no difference here: what is asked is whether there is one.
    const socket = connect({ port, host: "127.0.0.1", servername: host, rejectUnauthorized: false });
    const shaken = await new Promise<boolean>((resolve) => {
      socket.once("secureConnect", () => resolve(true));
      socket.once("error", () => resolve(false));
    });
    socket.destroy();
    return shaken;
  }, `Caddy has a certificate for ${host}`);
}
