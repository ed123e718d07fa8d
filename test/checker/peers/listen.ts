/** Serves a request handler on a loopback port. */
import { createServer, type RequestListener } from "node:http";

export async function listen(port: number, handler: RequestListener): Promise<() => Promise<void>> {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(port, "localhost", resolve));
  return async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
}
