/** The end of the server: told to those who send requests before it comes, so that nobody is cut off. */
import { setTimeout as wait } from "node:timers/promises";
import type { FastifyInstance } from "fastify";
import type { Life } from "./closed.ts";
import type { Connections } from "./connections.ts";
import { stopListening } from "./listen.ts";

/** Milliseconds for which a connection stays open without a request at the end: the next one may be on its way. */
const LINGER = 500;
/** Milliseconds between two looks at connections that can end. */
const SWEEP = 50;
/** Milliseconds for what is under way at the end. */
const GRACE = 10_000;

/** For `delay` milliseconds serves on, while readiness says otherwise; then takes nothing new and finishes what is under way. */
export async function stopServer(app: FastifyInstance, life: Life, delay = 0): Promise<void> {
  life.closing = true;
  if (delay > 0) await wait(delay);
  const force = setTimeout(() => app.server.closeAllConnections(), GRACE);
  await app.close();
  await stopListening(app);
  clearTimeout(force);
}

/** The phase of the event loop behind the one in which connections are accepted. */
const turn = (): Promise<void> => new Promise((next) => setImmediate(next));

/** Turns for which connections that arrive are waited for. */
const MOST_TURNS = 100;

/** Ends connections when nothing is under way on them: a client would keep them open, and the server with them. */
export function endIdleConnections(app: FastifyInstance, connections: Connections): void {
  const { server } = app;
  let accepted = 0;
  let closing = false;
  server.on("connection", () => accepted++);
  // RFC 9112 9.6: the last response on a connection says so. With a callback, which costs less than a promise for each request.
  app.addHook("onSend", (_request, reply, payload, done) => {
    if (closing) reply.header("connection", "close");
    done(null, payload);
  });
  app.addHook("preClose", async () => {
    // The system resets whoever is connected and not yet accepted when a listener closes. For the same reason nobody is asked to
    // connect again before.
    for (let turns = 0, before = -1; turns < MOST_TURNS && accepted !== before; turns++) {
      before = accepted;
      await turn();
    }
    closing = true;
    void stopListening(app);
    const closeIdle = server.closeIdleConnections.bind(server);
    // Node does so at once when a server is closed, and resets those on which a request is on its way.
    server.closeIdleConnections = () => {};
    const since = performance.now();
    const sweep = setInterval(() => {
      if (performance.now() - since < LINGER) return;
      closeIdle();
      // Browsers open connections on speculation; Node does not count those as idle.
      for (const socket of connections.sockets()) if (socket.bytesRead === 0) socket.destroy();
      if (connections.count === 0) clearInterval(sweep);
    }, SWEEP);
    sweep.unref();
  });
}
