/** An application's URL for logout tokens: keeps what it hears, and responds with a status that a test sets. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface HeardLogout {
  readonly at: number;
  readonly path: string;
  readonly method: string;
  readonly type: string;
  readonly form: URLSearchParams;
}

export interface LogoutListener {
  readonly origin: string;
  readonly heard: HeardLogout[];
  /** The status of its responses. */
  status: number;
  /** How many requests were open at the same time, at most so far. */
  readonly atOnce: () => number;
  close(): Promise<void>;
}

export async function logoutListener(): Promise<LogoutListener> {
  const heard: HeardLogout[] = [];
  let [open, most] = [0, 0];
  const server = createServer(async (request, response) => {
    most = Math.max(most, ++open);
    let body = "";
    for await (const chunk of request) body += chunk;
    const { method = "", url: path = "", headers } = request;
    heard.push({ at: Date.now(), path, method, type: headers["content-type"] ?? "", form: new URLSearchParams(body) });
    open--;
    response.writeHead(listener.status, listener.status === 302 ? { location: "/elsewhere" } : {}).end();
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const listener: LogoutListener = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    status: 200,
    atOnce: () => most,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
  return listener;
}
