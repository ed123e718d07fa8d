/** Servers to watch, and ways to send requests through a proxy. */
import { createServer, type IncomingMessage, type RequestListener, type RequestOptions, request } from "node:http";
import type { AddressInfo } from "node:net";
import type { Entry } from "../../src/watch/entry.ts";
import { type Watching, type WatchOptions, watch } from "../../src/watch/watch.ts";

export interface Target {
  readonly url: URL;
  readonly close: () => Promise<void>;
}

/** A server that does what a test says. */
export async function target(listener: RequestListener): Promise<Target> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  return {
    url: new URL(`http://localhost:${(server.address() as AddressInfo).port}`),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export interface Watched extends Watching {
  /** The origin of the first proxy. */
  readonly at: string;
  /** Resolves when an entry fits. */
  readonly until: (fits: (entry: Entry) => boolean) => Promise<Entry>;
}

export async function watching(targets: readonly URL[], more: Partial<WatchOptions> = {}): Promise<Watched> {
  const waiting = new Set<() => void>();
  const watched = await watch({
    ...{ targets, port: 0 },
    entered: () => {
      for (const one of waiting) one();
    },
    ...more,
  });
  const until: Watched["until"] = (fits) =>
    new Promise((resolve) => {
      const look = (): void => {
        const found = watched.entries().find(fits);
        if (found === undefined) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
    });
  return { ...watched, at: watched.origins[0]?.proxy ?? "", until };
}

export interface Came {
  readonly status: number;
  readonly statusText: string;
  /** In their order and case. */
  readonly rawHeaders: readonly string[];
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

/** Sends a request as it is written, and decodes nothing. */
export function send(url: string, options: RequestOptions = {}, body?: string | Buffer): Promise<Came> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent: false, ...options }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.once("error", reject);
      response.once("end", () => {
        const { statusCode: status = 0, statusMessage: statusText = "", rawHeaders, headers } = response;
        resolve({ status, statusText, rawHeaders, headers, body: Buffer.concat(chunks) });
      });
    });
    sent.once("error", reject);
    sent.end(body);
  });
}

/** `fetch` of an application that has the proxy in HTTP_PROXY: it sends whole URLs (RFC 9112 3.2.2). */
export const through =
  (proxy: string): ((request: Request) => Promise<Response>) =>
  async (given) => {
    const { hostname, port } = new URL(proxy);
    const headers = { host: new URL(given.url).host, ...Object.fromEntries(given.headers) };
    const options = { hostname, port, path: given.url, method: given.method, headers };
    const body = Buffer.from(await given.arrayBuffer());
    const came = await send(proxy, options, body.length === 0 ? undefined : body);
    const pairs = Object.entries(came.headers).flatMap(([name, value]) =>
      [value ?? []].flat().map((one): [string, string] => [name, one]),
    );
    const isEmpty = came.body.length === 0;
    return new Response(isEmpty ? null : new Uint8Array(came.body), { status: came.status, headers: pairs });
  };
