/** Proxies, recorder and page together: what `candor watch` runs, and a test suite may. Everything listens on loopback only. */
import { randomBytes } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { VERSION } from "../version.ts";
import type { Entry } from "./entry.ts";
import type { Exchange } from "./exchange.ts";
import { toHar } from "./har.ts";
import { pageServer } from "./page-server.ts";
import { proxyOf } from "./proxy.ts";
import { recorderOf } from "./recorder.ts";
import { type Origins, rewritingOf } from "./rewriting.ts";

/** What to watch, and how. */
export interface WatchOptions {
  /** Servers to watch, each with a proxy of its own: http or https URLs. Only the origins count. */
  readonly targets: readonly (URL | string)[];
  /** The port of the first proxy. The others and the page have the ports after it. The system chooses all unless given, and with 0. */
  readonly port?: number | undefined;
  /** Metadata, redirects and cookies name the proxies instead of the targets. */
  readonly rewrite?: boolean | undefined;
  /** Certificates (PEM) that are trusted beside the usual ones. */
  readonly ca?: string | undefined;
  /** Requests that have nothing to do with OAuth are entries too. */
  readonly all?: boolean | undefined;
  /** Called for each exchange, and again when a stream ends. */
  readonly entered?: ((entry: Entry) => void) | undefined;
}

/** A running watch. */
export interface Watching {
  /** The targets, and where their proxies listen. */
  readonly origins: Origins;
  /** The URL of the page. */
  readonly page: string;
  /** The last 1,000 exchanges, in the order in which they began. Without secrets. */
  readonly entries: () => readonly Entry[];
  /** Requests that weren't OAuth. */
  readonly passed: () => number;
  /** All entries as a HAR file, without secrets. */
  readonly har: () => string;
  /** Stops listening, and cuts what is still under way. */
  readonly close: () => Promise<void>;
}

/** Begins to listen on localhost. Rejects if a port is in use (`EADDRINUSE`), and with a `TypeError` for a target that is not an http or https URL. */
export async function watch(options: WatchOptions): Promise<Watching> {
  const { port = 0, rewrite = false, ca, all = false } = options;
  const targets = options.targets.map(targetOf);
  let origins: Origins = [];
  let number = 0;
  const recorder = recorderOf({
    ...{ key: randomBytes(32), all, rewrites: rewrite, origins: () => origins },
    entered: (entry) => {
      options.entered?.(entry);
      page.show(entry);
    },
  });
  const passing = {
    ...{ ca, now: Date.now, next: () => ++number },
    rewriting: () => (rewrite ? rewritingOf(origins) : undefined),
    seen: (exchange: Exchange) => recorder.take(exchange),
  };
  const har = (): string => toHar(recorder.entries(), VERSION);
  const page = pageServer({ ...recorder, har, version: VERSION, origins: () => origins, rewrites: rewrite });
  const servers = [...targets.map((target) => proxyOf({ ...passing, target })), createServer(page.handle)];
  const closing = servers.map(closable);
  const close = async (): Promise<void> => {
    page.end();
    await Promise.all(closing.map((one) => one()));
  };
  try {
    for (const [at, server] of servers.entries()) await listen(server, port === 0 ? 0 : port + at);
  } catch (error) {
    await close();
    throw error;
  }
  const listening = servers.map((server) => `http://localhost:${(server.address() as AddressInfo).port}`);
  origins = targets.map(({ origin }, at) => ({ target: origin, proxy: listening[at] ?? "" }));
  return { origins, page: `${listening.at(-1)}/`, ...recorder, har, close };
}

function targetOf(text: URL | string): URL {
  const url = URL.canParse(String(text)) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) throw new TypeError(`${text} is not an http or https URL.`);
  return url;
}

const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "localhost", () => {
      server.off("error", reject);
      resolve();
    });
  });

/** Also ends connections that have left HTTP. */
function closable(server: Server): () => Promise<void> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  return () =>
    new Promise((resolve) => {
      if (server.listening) server.close(() => resolve());
      else resolve();
      for (const socket of sockets) socket.destroy();
    });
}
