/**
 * How many connections there may be, per network and in total, and which one to close. Clients that send nothing, don't read
 * responses, or open endless connections take memory and descriptors from everyone else (slowloris). Each process counts its
 * own: sockets, memory and descriptors are those of one process.
 */
import type { RequestListener, Server } from "node:http";
import { BlockList, isIPv6, type Socket } from "node:net";
import type { Configuration } from "../configuration/schema.ts";
import type { Log } from "../ports/log.ts";
import { networkOf } from "../service/network.ts";
import { Connection } from "./connection.ts";
import { lingerOver } from "./lingering.ts";
import { mostConnections } from "./machine-limits.ts";
import { stopParsing } from "./parsing.ts";

/** Milliseconds between two checks of all connections, and between two log lines about closed ones. */
const LOOK = 1_000;
const TELL = 10_000;

type Excess = "too many in all" | "too many from one network";
type Cause = Excess | "responses not read" | "too many requests at once";

export class Connections {
  readonly #limits: Configuration["connections"];
  readonly #total: number;
  readonly #exempt: BlockList;
  readonly #log: Pick<Log, "info">;
  /** By both ends, which an encrypted socket shares with the one below it. */
  readonly #open = new Map<string, Connection>();
  readonly #of = new WeakMap<Socket, Connection>();
  readonly #perNetwork = new Map<string, number>();
  readonly #closed = new Map<Cause, number>();
  #told = 0;
  #isEnding = false;

  constructor(
    { connections, trustedProxy }: Pick<Configuration, "connections" | "trustedProxy">,
    log: Pick<Log, "info">,
  ) {
    this.#limits = connections;
    this.#total = mostConnections(connections.total);
    this.#exempt = blockList(["127.0.0.0/8", "::1", ...trustedProxy]);
    this.#log = log;
  }

  get count(): number {
    return this.#open.size;
  }

  /** Every open connection, as it was accepted. */
  *sockets(): Generator<Socket> {
    for (const { socket } of this.#open.values()) yield socket;
  }

  /** From now on, each response is the last of its connection, and says so (RFC 9112 9.6). */
  end(): void {
    this.#isEnding = true;
    for (const connection of this.#open.values()) connection.end();
  }

  /** Watches over a server. Call it before the server listens. */
  guard(server: Server): void {
    const handlers = server.listeners("request") as RequestListener[];
    server.removeAllListeners("request");
    for (const handle of handlers) server.on("request", this.#inTurn(handle));
    server.on("connection", (socket: Socket) => this.#accept(socket));
    server.on("secureConnection", (socket: Socket) => {
      const connection = this.#open.get(endsOf(socket));
      if (connection !== undefined) this.#watch(socket, connection);
    });
    const looking = setInterval(() => this.#look(), LOOK).unref();
    server.once("close", () => clearInterval(looking));
  }

  /** Runs `act` in its turn on a connection. See `Connection.after`. */
  after(socket: Socket, act: () => void): void {
    const connection = this.#of.get(socket);
    if (connection === undefined) act();
    else connection.after(act);
  }

  #inTurn(handle: RequestListener): RequestListener {
    return (request, response) => {
      // It was sent behind one whose response was the last.
      if (request.socket.writableEnded) {
        stopParsing(request.socket);
        return;
      }
      const connection = this.#of.get(request.socket);
      if (this.#isEnding) response.shouldKeepAlive = false;
      if (connection === undefined) handle(request, response);
      else if (!connection.take(request, response, handle)) {
        stopParsing(request.socket);
        this.#close(connection.socket, "too many requests at once");
        // An encrypted one would go on decrypting and parsing what it has read.
        request.socket.destroy();
      }
    };
  }

  #accept(socket: Socket): void {
    const { remoteAddress: address } = socket;
    if (address === undefined) {
      socket.destroy();
      return;
    }
    const network = this.#isExempt(address) ? undefined : networkOf(address);
    const excess = this.#excess(network);
    if (excess !== undefined && !this.#makeRoom(excess, network)) {
      this.#close(socket, excess);
      return;
    }
    const [peer, connection] = [endsOf(socket), new Connection(socket, network, performance.now())];
    this.#open.set(peer, connection);
    this.#watch(socket, connection);
    if (network !== undefined) this.#perNetwork.set(network, (this.#perNetwork.get(network) ?? 0) + 1);
    socket.once("close", () => this.#forget(peer, connection));
  }

  #watch(socket: Socket, connection: Connection): void {
    this.#of.set(socket, connection);
    lingerOver(socket, () => connection.arriving);
  }

  #isExempt(address: string): boolean {
    const bare = address.replace(/^::ffff:(?=\d+\.)/i, "");
    return this.#exempt.check(bare, isIPv6(bare) ? "ipv6" : "ipv4");
  }

  #excess(network: string | undefined): Excess | undefined {
    if (network !== undefined && (this.#perNetwork.get(network) ?? 0) >= this.#limits.perNetwork)
      return "too many from one network";
    return this.#open.size >= this.#total ? "too many in all" : undefined;
  }

  /** Closes the connection that is missed least: one that has never sent a request, or the one that has been idle longest. */
  #makeRoom(excess: Excess, network: string | undefined): boolean {
    const now = performance.now();
    let least: readonly [peer: string, connection: Connection, rank: number] | undefined;
    for (const [peer, connection] of this.#open) {
      if (excess === "too many from one network" && connection.network !== network) continue;
      const rank = connection.rank(now);
      if (rank !== undefined && (least === undefined || rank < least[2])) least = [peer, connection, rank];
    }
    if (least === undefined) return false;
    const [peer, connection] = least;
    this.#close(connection.socket, excess);
    // Its place is free at once. The socket reports its end a little later.
    this.#forget(peer, connection);
    return true;
  }

  #forget(peer: string, connection: Connection): void {
    if (this.#open.get(peer) !== connection) return;
    this.#open.delete(peer);
    const { network } = connection;
    if (network === undefined) return;
    const left = (this.#perNetwork.get(network) ?? 1) - 1;
    if (left === 0) this.#perNetwork.delete(network);
    else this.#perNetwork.set(network, left);
  }

  /** Closes connections whose responses aren't read, and logs what was closed since the last report. */
  #look(): void {
    const now = performance.now();
    const then = now - this.#limits.responseTimeout * 1_000;
    for (const connection of this.#open.values())
      if (connection.isStuck(then)) this.#close(connection.socket, "responses not read");
    if (this.#closed.size === 0 || now - this.#told < TELL) return;
    this.#told = now;
    this.#log.info({ closed: Object.fromEntries(this.#closed) }, "connections closed");
    this.#closed.clear();
  }

  #close(socket: Socket, cause: Cause): void {
    if (socket.destroyed) return;
    this.#closed.set(cause, (this.#closed.get(cause) ?? 0) + 1);
    socket.destroy();
  }
}

/** One port of a client may have a connection to each IP address of this machine. */
const endsOf = ({ remoteAddress, remotePort, localAddress, localPort }: Socket): string =>
  `${remoteAddress} ${remotePort} ${localAddress} ${localPort}`;

/** Networks, in which IP addresses are looked up. */
export function blockList(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = "", prefix] = network.split("/");
    const family = isIPv6(address) ? "ipv6" : "ipv4";
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
  }
  return list;
}
