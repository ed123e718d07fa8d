/** The official SDK's client, connected to the built command line as an editor would. */
import { resolve } from "node:path";
import { Client, type ClientOptions, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { type Running, run } from "../operation/run.ts";

export const CLI = resolve(import.meta.dirname, "../../dist/cli/main.js");

/** `modern`: 2026-07-28, without a handshake. `legacy`: the handshake of the versions before. */
export const ERAS = {
  modern: { versionNegotiation: { mode: { pin: "2026-07-28" } } },
  legacy: {},
} satisfies Record<string, ClientOptions>;

const client = (options: ClientOptions): Client => new Client({ name: "an-editor", version: "1.0.0" }, options);

/** Runs `candor mcp` on standard input and output. Close the client to end it. */
export async function overStdio(
  options: ClientOptions = {},
  args: readonly string[] = [],
  env: Record<string, string> = {},
): Promise<Client> {
  const one = client(options);
  const { CANDOR_KEY_ENCRYPTION_SECRET: _, ...clean } = process.env as Record<string, string>;
  await one.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [CLI, "mcp", ...args],
      env: { ...clean, ...env },
      stderr: "inherit",
    }),
  );
  return one;
}

export interface Endpoint {
  readonly url: string;
  readonly running: Running;
}

/** Runs `candor mcp --http` on a free port. */
export async function endpoint(args: readonly string[] = [], env: Record<string, string> = {}): Promise<Endpoint> {
  const running = run(["mcp", "--http", "--port", "0", ...args], process.cwd(), env);
  const url = await new Promise<string>((found, failed) => {
    const look = () => {
      const [, url] = /The MCP endpoint is (\S+)\n/.exec(running.stderr()) ?? [];
      if (url !== undefined) found(url);
    };
    running.child.stderr?.on("data", look);
    void running.ended.then(() => failed(new Error(running.stderr())));
  });
  return { url, running };
}

export async function overHttp(url: string, options: ClientOptions = {}, headers: HeadersInit = {}): Promise<Client> {
  const one = client(options);
  await one.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } }));
  return one;
}

/** What the tests read of structured contents. The client has checked them by the tool's schema. */
export interface Structured {
  readonly causes: readonly {
    readonly code: string;
    readonly evidence: readonly unknown[];
  }[];
  readonly providers: readonly string[];
  readonly asks: readonly string[];
  readonly reasons: readonly { readonly code: string }[];
  readonly returned: readonly { readonly at: string }[];
}

/** The structured content of a tool's result. @throws if the tool reports an error. */
export async function called(one: Client, name: string, input: Record<string, unknown>): Promise<Structured> {
  const result = await one.callTool({ name, arguments: input });
  if (result.isError === true) throw new Error(textOf(result));
  return result.structuredContent as unknown as Structured;
}

/** What a tool says instead of a result. */
export async function fault(one: Client, name: string, input: Record<string, unknown>): Promise<string> {
  const result = await one.callTool({ name, arguments: input });
  if (result.isError !== true) throw new Error(`${name} has a result: ${textOf(result)}`);
  return textOf(result);
}

function textOf({
  content,
}: {
  readonly content?: readonly { readonly type: string; readonly text?: string }[];
}): string {
  return (content ?? []).map(({ text = "" }) => text).join("\n");
}
