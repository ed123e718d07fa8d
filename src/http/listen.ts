/**
 * Listens. `localhost` may have two IP addresses, and programs try one or the other. Connections that the second one accepts
 * are handed to the same server, so that limits, responses to broken requests and the shutdown apply to all of them.
 */
import { lookup } from "node:dns/promises";
import { type AddressInfo, createServer, type Server } from "node:net";
import type { FastifyInstance } from "fastify";

const second = new WeakMap<FastifyInstance, Server[]>();
const stopped = new WeakMap<FastifyInstance, Promise<unknown>>();

/** Where it listens: as a URL to connect to, and as every socket's IP address. */
export interface Listening {
  readonly url: string;
  readonly addresses: readonly string[];
}

export async function listen(app: FastifyInstance, host: string, port: number): Promise<Listening> {
  const [first = host, ...others] = host === "localhost" ? await addressesOf(host) : [host];
  const url = await app.listen({ host: first, port });
  const bound = (app.server.address() as AddressInfo).port;
  const more = await Promise.all(others.map((address) => listenAlso(app, address, bound)));
  second.set(app, more);
  return { url, addresses: [app.server, ...more].flatMap((server) => textOf(server.address() as AddressInfo | null)) };
}

/** An IP address with its port; none if nothing is listening. */
function textOf(at: AddressInfo | null): readonly string[] {
  if (at === null) return [];
  return [at.family === "IPv6" ? `[${at.address}]:${at.port}` : `${at.address}:${at.port}`];
}

async function addressesOf(host: string): Promise<string[]> {
  const found = await lookup(host, { all: true }).catch(() => []);
  return [...new Set(found.map(({ address }) => address))];
}

/** If it can't listen on an IP address, the first one has to do. */
function listenAlso(app: FastifyInstance, host: string, port: number): Promise<Server> {
  // As node:http accepts connections.
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) =>
    app.server.emit("connection", socket),
  );
  return new Promise((done) => {
    server.once("error", () => done(server)).listen({ host, port }, () => done(server));
  });
}

/** Stops accepting connections on second IP addresses. Resolves when those that are open there have ended. */
export function stopListening(app: FastifyInstance): Promise<unknown> {
  const servers = second.get(app) ?? [];
  const ended = stopped.get(app) ?? Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  stopped.set(app, ended);
  return ended;
}
