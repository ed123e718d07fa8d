/** Publishes the metadata of clients below a URL that the server can read (Client ID Metadata Documents). */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { CannotTell, type Lab } from "./lab.ts";

export interface Served {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What is at a URL; `nth` counts requests from 1. */
export type Serve = (nth: number) => Served;

export interface Publisher {
  /** Where the URLs begin, without a slash at the end. */
  readonly base: string;
  /** A new URL below the base, and what is there from now on. */
  publish(make: (url: string) => Serve): string;
  close(): Promise<void>;
}

/** Listens where the file says. Rejects with `CannotTell` if nothing can listen there. */
export async function publisher(lab: Lab): Promise<Publisher> {
  const settings = lab.target.extensions?.documents;
  if (settings === undefined) throw new CannotTell("A URL for documents is needed: client_documents.");
  const { port, certificate: cert, private_key: key } = settings;
  const base = settings.url.replace(/\/$/, "");
  const documents = new Map<string, { readonly serve: Serve; times: number }>();
  const respond = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    const document = documents.get(nameIn(incoming.url ?? ""));
    if (document !== undefined) document.times += 1;
    const { status = 200, headers = {}, body } = document?.serve(document.times) ?? { status: 404, body: "" };
    outgoing.writeHead(status, { "content-type": "application/json", ...headers }).end(body);
  };
  const server = cert === undefined ? createServer(respond) : createSecureServer({ cert, key }, respond);
  await listen(server, port);
  return {
    base,
    publish: (make) => {
      const name = `${lab.fresh(9)}.json`;
      const url = `${base}/${name}`;
      documents.set(name, { serve: make(url), times: 0 });
      return url;
    },
    close: () => closed(server),
  };
}

/** The last part of the path, whatever a proxy leaves of the rest. */
const nameIn = (target: string): string => /([^/?#]+)(?:[?#].*)?$/.exec(target)?.[1] ?? "";

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error) => reject(new CannotTell(`Port ${port} can't be used: ${error.message}.`)));
    server.listen(port, "127.0.0.1", resolve);
  });
}

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

export interface Trap {
  /** A URL whose host is a special-use address that leads to this machine alone (RFC 6890 2.2.2). */
  readonly url: string;
  /** How often somebody connected. */
  readonly touched: () => number;
  close(): Promise<void>;
}

/** Listens on loopback for a server that follows a URL which it must not follow. */
export async function trap(): Promise<Trap> {
  let touched = 0;
  const server = createTcpServer((socket) => {
    touched += 1;
    socket.on("error", () => {}).destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `https://0.0.0.0:${(server.address() as AddressInfo).port}/client.json`,
    touched: () => touched,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
