/** nginx in front of several nodes, with the configuration of docs/guides/several-nodes.md. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { blocksOf, read } from "../docs/markdown.ts";
import { nginx } from "../nginx.ts";

/** Where the nodes are in the guide. */
const NODE = /^ *server (10\.0\.0\.\d+:9400)( .*)?;\n/gm;

/** The guide's configuration for nodes on these ports of the loopback, without TLS, on `port`. */
export function balancing(port: number, nodes: readonly number[]): string {
  const guide = blocksOf(read("docs/guides/several-nodes.md"));
  const [text = ""] = guide.filter(({ language }) => language === "nginx").map(({ code }) => code);
  const [, , parameters = ""] = [...text.matchAll(NODE)][0] ?? [];
  const servers = nodes.map((node) => `    server 127.0.0.1:${node}${parameters};\n`).join("");
  return text
    .replace(/(?<=upstream candor \{\n)(?: *server .*\n)+/, servers)
    .replace(/listen 443 ssl;/, `listen 127.0.0.1:${port};\n    listen [::1]:${port};`)
    .replaceAll(/^ *ssl_certificate.*\n/gm, "")
    .replace("server_name id.example.com", "server_name localhost");
}

/** Serves on `port` once it has returned. */
export async function balancer(port: number, nodes: readonly number[]): Promise<{ readonly end: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), "candor-balancer-"));
  return await nginx(folder, `events {}\nhttp {\n${balancing(port, nodes)}\n}\n`, port);
}
