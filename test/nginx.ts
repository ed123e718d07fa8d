/** nginx with a configuration of the documents, as the user who runs the tests. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { until } from "./until.ts";

/** A certificate for localhost, and its key. */
export function certificate(): { readonly folder: string; readonly cert: string; readonly key: string } {
  const folder = mkdtempSync(join(tmpdir(), "candor-nginx-"));
  const [cert, key] = [join(folder, "cert.pem"), join(folder, "key.pem")];
  const request = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=localhost";
  const files = ["-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", cert];
  execFileSync("openssl", [...request.split(" "), ...files], { stdio: "ignore" });
  return { folder, cert, key };
}

/** Serves `port` once it has returned; `end` ends it and removes the folder. */
export async function nginx(
  folder: string,
  configuration: string,
  port: number,
): Promise<{ end: () => Promise<void> }> {
  const places = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (name) => `${name}_temp_path ${join(folder, name)};`,
  );
  const own = configuration.replace("http {", `http { access_log off; ${places.join(" ")}`);
  writeFileSync(join(folder, "nginx.conf"), own);
  const globals = `daemon off; pid ${join(folder, "pid")}; error_log ${join(folder, "error.log")};`;
  const child = spawn("nginx", ["-p", folder, "-c", join(folder, "nginx.conf"), "-g", globals], { stdio: "pipe" });
  await listens(child, port);
  return {
    end: async () => {
      // A terminal sends Ctrl-C to it as well.
      if (child.exitCode === null && child.signalCode === null) {
        const ended = once(child, "exit");
        child.kill("SIGTERM");
        await ended;
      }
      rmSync(folder, { recursive: true });
    },
  };
}

/** Waits until a program accepts connections. */
export async function listens(child: ChildProcess, port: number): Promise<void> {
  let said = "";
  child.stderr?.on("data", (chunk) => {
    said += chunk;
  });
  child.on("error", (error) => {
    said += error.message;
  });
  await until(async () => {
    const socket = connect(port, "localhost");
    const open = await Promise.race([once(socket, "connect"), once(socket, "error")]).then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (!open && child.exitCode !== null) throw new Error(`${child.spawnfile} does not listen: ${said}`);
    return open;
  }, `${child.spawnfile} listens`);
}
