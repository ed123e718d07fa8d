/** Starts a mock: the demo world on a free port of localhost, in memory, with a layer around it that carries out orders. */
import { createServer as probeServer } from "node:net";
import type { FastifyInstance } from "fastify";
import { compose } from "../compose.ts";
import { checkConfig } from "../configuration/check.ts";
import { demoRoutes } from "../demo/routes.ts";
import { seedDemo } from "../demo/world.ts";
import { assemble } from "./assemble.ts";
import { mockClock } from "./clock.ts";
import { controlRoutes } from "./control/routes.ts";
import { intercept } from "./intercept.ts";
import type { Mock } from "./mock.ts";
import { configOf, type MockOptions } from "./options.ts";
import { addUsers, quickPasswords } from "./users.ts";

/** How often another port is tried if somebody else was faster. */
const ATTEMPTS = 5;

/** Starts a mock on a free port of localhost. Rejects with a `ConfigurationError` if a setting is wrong. */
export async function startMock(options: MockOptions = {}): Promise<Mock> {
  const { port = 0 } = options;
  for (let attempt = 1; ; attempt++) {
    try {
      return await open(options, port === 0 ? await freePort() : port);
    } catch (error) {
      if (port !== 0 || attempt === ATTEMPTS || (error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = probeServer().once("error", reject);
    probe.listen(0, "localhost", () => {
      const { port } = probe.address() as { readonly port: number };
      probe.close(() => resolve(port));
    });
  });
}

async function open(options: MockOptions, port: number): Promise<Mock> {
  const issuer = `http://localhost:${port}`;
  const time = mockClock(Date.now, options.clock);
  const configuration = checkConfig(configOf(options, issuer, port), process.env, "memory");
  const [composed, http] = await Promise.all([
    compose({ configuration, environment: process.env, storage: "memory", clock: time.read }),
    import("../http/serving.ts"),
  ]);
  const shared = { ...composed.shared, passwords: quickPasswords };
  const life = { closing: false, closed: false };
  let close: () => Promise<void> = composed.close;
  try {
    await Promise.all([seedDemo(shared), addUsers(shared, options.users ?? [])]);
    const { mock, machine } = await assemble(shared, configuration, options, time, () => close());
    const { sessionCookie } = configuration;
    const extraRoutes = demoRoutes(shared);
    const routes = http.candorPlugin({ shared, life, extraRoutes, demo: true, sessionCookie, alone: true });
    const plugin = async (app: FastifyInstance): Promise<void> => {
      intercept(app, shared, machine, sessionCookie);
      controlRoutes(app, mock);
      await app.register(routes);
    };
    // Its hooks are for the routes of the server, too.
    const around = Object.assign(plugin, { [Symbol.for("skip-override")]: true });
    const server = await http.createServer(around, shared, life, configuration, new http.OwnPaths(""));
    let ended: Promise<void> | undefined;
    const end = async (): Promise<void> => {
      machine.end();
      const stopped = http.stopServer(server, life);
      // Nobody needs to be spared: the test is over.
      server.server.closeAllConnections();
      await stopped;
      life.closed = true;
      await composed.close();
    };
    close = () => {
      ended ??= end();
      return ended;
    };
    await http.listen(server, "localhost", port);
    return mock;
  } catch (error) {
    await close();
    throw error;
  }
}
