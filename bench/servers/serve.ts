/** What every server process does: start on a free port, say so in one line of JSON, and end with the process that started it. */
import type { RequestListener } from "node:http";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Thrown by a server that is not there to be measured yet; the run goes on without it. */
export class NotBuilt extends Error {}

/** What a server says of itself once it listens. */
export interface Announcement {
  readonly port: number;
  /** URL at which the user makes an account before anything else, where the server has none yet. */
  readonly invitation?: string;
  /** Another process that serves in the place of the one that was started. */
  readonly serving?: number;
}

/** Starts a server and announces it. `start` is given an empty directory for its data. */
export async function serve(start: (directory: string) => Promise<Announcement>): Promise<void> {
  process.stdin.on("end", () => process.exit()).on("data", () => announce({ heap: heapInUse() }));
  try {
    announce({ ready: true, ...(await start(process.argv[2] ?? ".")) });
  } catch (error) {
    if (!(error instanceof NotBuilt)) throw error;
    announce({ ready: false, because: error.message });
    process.exit();
  }
}

/** Bytes of the heap that are still used after everything else was collected. */
function heapInUse(): number {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
  return process.memoryUsage().heapUsed;
}

function announce(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** Listens on a free port of the loopback; the handler is made when the port, and with it the issuer, is known. */
export async function listen(
  handlerOf: (issuer: string) => RequestListener | Promise<RequestListener>,
): Promise<Announcement> {
  const server: Server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  server.on("request", await handlerOf(`http://127.0.0.1:${port}`));
  return { port };
}
