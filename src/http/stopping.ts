/** The end of the server. Clients are informed before it comes, so that nobody is cut off. */
import { setTimeout as wait } from "node:timers/promises";
import type { FastifyInstance } from "fastify";
import type { Life } from "./closed.ts";
import type { Connections } from "./connections.ts";
import { endEvents } from "./fetch-streams.ts";
import { stopListening } from "./listen.ts";

/** Milliseconds for which an idle connection stays open at the end, since the next request may be on its way. */
const LINGER = 500;
/** Milliseconds between two checks for connections that can end. */
const SWEEP = 50;
/** Milliseconds for finishing requests at the end. */
const GRACE = 10_000;

/** Keeps serving for `delay` milliseconds while readiness says 503. Then accepts nothing new and finishes its requests. */
export async function stopServer(app: FastifyInstance, life: Life, delay = 0): Promise<void> {
  life.closing = true;
  if (delay > 0) await wait(delay);
  endEvents(app);
  const force = setTimeout(() => app.server.closeAllConnections(), GRACE);
  await app.close();
  await stopListening(app);
  clearTimeout(force);
}

/** The phase of the event loop after the one that accepts connections. */
const turn = (): Promise<void> => new Promise((next) => setImmediate(next));

/** How many turns to wait for connections that are arriving. */
const MOST_TURNS = 100;

/** Closes connections when they are idle. Otherwise clients would keep them, and the server, alive. */
export function endIdleConnections(app: FastifyInstance, connections: Connections): void {
  const { server } = app;
  let accepted = 0;
  server.on("connection", () => accepted++);
  app.addHook("preClose", async () => {
    // When a listener closes, the system resets connections that aren't accepted yet. For the same reason, clients aren't asked
    // to reconnect before.
    for (let turns = 0, before = -1; turns < MOST_TURNS && accepted !== before; turns++) {
      before = accepted;
      await turn();
    }
    connections.end();
    void stopListening(app);
    const closeIdle = server.closeIdleConnections.bind(server);
    // Node does this at once when a server is closed, and resets connections with a request on its way.
    server.closeIdleConnections = () => {};
    const since = performance.now();
    const sweep = setInterval(() => {
      if (performance.now() - since < LINGER) return;
      closeIdle();
      // Browsers open connections speculatively. Node doesn't count those as idle.
      for (const socket of connections.sockets()) if (socket.bytesRead === 0) socket.destroy();
      if (connections.count === 0) clearInterval(sweep);
    }, SWEEP);
    sweep.unref();
  });
}
