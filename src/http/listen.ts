/**
 * Listens. `localhost` may have two addresses, of which programs try one or the other: what is accepted on the second is handed to the
 * one server, so that the bounds on connections, the responses to broken requests and the end hold for all of them.
 */
import { lookup } from "node:dns/promises";
import { type AddressInfo, createServer, type Server } from "node:net";
import type { FastifyInstance } from "fastify";

const second = new WeakMap<FastifyInstance, Server[]>();
const stopped = new WeakMap<FastifyInstance, Promise<unknown>>();

/** Responds with the URL that it listens on. */
export async function listen(app: FastifyInstance, host: string, port: number): Promise<string> {
  const [first = host, ...others] = host === "localhost" ? await addressesOf(host) : [host];
  const url = await app.listen({ host: first, port });
  const bound = (app.server.address() as AddressInfo).port;
  second.set(app, await Promise.all(others.map((address) => listenAlso(app, address, bound))));
  return url;
}

async function addressesOf(host: string): Promise<string[]> {
  const found = await lookup(host, { all: true }).catch(() => []);
  return [...new Set(found.map(({ address }) => address))];
}

/** Where an address cannot be listened on, the first one has to do. */
function listenAlso(app: FastifyInstance, host: string, port: number): Promise<Server> {
  // As node:http accepts connections.
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) =>
    app.server.emit("connection", socket),
  );
  return new Promise((done) => {
    server.once("error", () => done(server)).listen({ host, port }, () => done(server));
  });
}

/** Accepts no more connections on second addresses; resolves when those that are open there have ended. */
export function stopListening(app: FastifyInstance): Promise<unknown> {
  const servers = second.get(app) ?? [];
  const ended = stopped.get(app) ?? Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  stopped.set(app, ended);
  return ended;
}
