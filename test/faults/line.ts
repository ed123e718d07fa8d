/** The network between a server and its database: it can be led elsewhere, cut, frozen and slowed down. */
import { connect, createServer, type Socket } from "node:net";
import { pause } from "../until.ts";

export interface Line {
  /** Where the server connects to. */
  readonly port: number;
  /** Leads new connections to another port. */
  leadTo(port: number): void;
  /** Breaks every connection, and refuses new ones until the line is mended. */
  cut(): void;
  /** Nothing arrives any more, in either direction, and nobody hears that it doesn't. */
  freeze(): void;
  /** All is as it was at first. */
  mend(): void;
  /** Milliseconds that everything takes longer. */
  slow(by: number): void;
  close(): Promise<void>;
}

/** A line to a port of the loopback. */
export async function lineTo(first: number): Promise<Line> {
  let to = first;
  let delay = 0;
  let isCut = false;
  let thawed = Promise.resolve();
  let thaw = (): void => {};
  const sockets = new Set<Socket>();
  const breakAll = () => {
    for (const socket of sockets) socket.resetAndDestroy();
  };

  function joined(socket: Socket, other: Socket): void {
    sockets.add(socket);
    socket
      .on("error", () => undefined)
      .on("close", () => {
        sockets.delete(socket);
        other.destroy();
      });
    // One chunk after the other, each as late as it has to be.
    let last = Promise.resolve();
    socket.on("data", (chunk) => {
      last = last.then(async () => {
        if (delay > 0) await pause(delay);
        await thawed;
        if (!other.destroyed) other.write(chunk);
      });
    });
  }

  const server = createServer((socket) => {
    if (isCut) {
      socket.resetAndDestroy();
      return;
    }
    const database = connect(to, "127.0.0.1");
    joined(socket, database);
    joined(database, socket);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    port: (server.address() as { readonly port: number }).port,
    leadTo(port) {
      to = port;
    },
    cut() {
      isCut = true;
      breakAll();
    },
    freeze() {
      thawed = new Promise((done) => {
        thaw = done;
      });
    },
    mend() {
      isCut = false;
      delay = 0;
      thaw();
    },
    slow(by) {
      delay = by;
    },
    close() {
      thaw();
      breakAll();
      return new Promise((done) => server.close(() => done()));
    },
  };
}
