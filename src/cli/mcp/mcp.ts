/** Runs `candor mcp`. Standard output belongs to the protocol, so everything else goes to standard error. */
import { isIP } from "node:net";
import type { RefusalSource } from "../../mcp/refusal-source.ts";
import { startedThings } from "../../mcp/started.ts";
import type { Sources } from "../../mcp/tool.ts";
import { EXIT } from "../exit.ts";
import { listenFault } from "../listening.ts";
import { openInBrowser } from "../remote/browser.ts";
import { secretVariable } from "../secret-variable.ts";
import { credentialsFrom } from "./credentials.ts";
import { remoteRefusals } from "./remote-refusals.ts";

export interface McpOptions {
  readonly http?: boolean;
  readonly port: number;
  readonly host: string;
  readonly allowHost?: readonly string[];
  readonly issuer?: string;
  readonly credentials?: string;
  readonly config?: string;
  readonly data?: string;
  readonly demo?: boolean;
  readonly own?: readonly string[];
}

export async function mcp(options: McpOptions): Promise<void> {
  // A client that stops reading ends the connection, and must not end the process with an error.
  for (const stream of [process.stdout, process.stderr])
    stream.removeAllListeners("error").on("error", () => undefined);
  const started = startedThings();
  try {
    const refusals = await refusalsFor(options);
    const own = new Set(options.own ?? []);
    if (options.http === true) await overHttp({ refusals, own, started }, options);
    else {
      const { serveOverStdio } = await import("../../mcp/stdio.ts");
      const open = (url: string): void => openInBrowser(url, process.env);
      await serveOverStdio({ refusals, own, started, open }, process.stdin, process.stdout);
      await started.end();
    }
  } catch (error) {
    process.stderr.write(`${listenFault(error) ?? (error as Error).message}\n`);
    process.exitCode = EXIT.usage;
  }
}

/** @throws if the credentials can't be used. */
async function refusalsFor(options: McpOptions): Promise<RefusalSource | undefined> {
  if (options.config !== undefined || options.data !== undefined || options.demo === true) {
    const { localRefusals } = await import("./local-refusals.ts");
    return localRefusals(options);
  }
  const credentials = credentialsFrom(options, process.env);
  return credentials.length === 0 ? undefined : remoteRefusals(credentials);
}

/** @throws if it can't listen, or may not. */
async function overHttp(sources: Sources, { host, port, allowHost = [] }: McpOptions): Promise<void> {
  const token = secretVariable("CANDOR_MCP_TOKEN");
  if (!isLoopback(host) && token === undefined)
    throw new Error(
      `With --host ${host}, other machines can use this server and its credentials. Set a long random value as CANDOR_MCP_TOKEN, and let clients send it as a bearer token.`,
    );
  const { serveOverHttp } = await import("../../mcp/http.ts");
  const names = isIP(host) === 0 ? [host, ...allowHost] : [bracketed(host), ...allowHost];
  const server = await serveOverHttp(sources, { host, port, names, token });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.once(signal, () => void Promise.all([server.close(), sources.started.end()]).then(() => process.exit()));
  process.stderr.write(`The MCP endpoint is ${server.url}\n`);
}

/** As it is in URLs. */
const bracketed = (address: string): string => (isIP(address) === 6 ? `[${address}]` : address);

const isLoopback = (host: string): boolean =>
  host === "localhost" || host === "::1" || /^127\.\d+\.\d+\.\d+$/.test(host);
