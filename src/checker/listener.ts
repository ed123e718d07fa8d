/** Listens on loopback as an application does that hears of sign-outs (OpenID Connect Back-Channel Logout 1.0, 2.5) or of approvals (CIBA Core 1.0, 10.2). */
import { createServer, type IncomingHttpHeaders } from "node:http";
import { CannotTell } from "./cannot-tell.ts";

export interface Heard {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Empty if the body is no form. */
  readonly form: URLSearchParams;
}

export interface Listener {
  /** The first request at the URI; `undefined` if none comes in time, which is three seconds unless given in milliseconds. */
  heard(patience?: number): Promise<Heard | undefined>;
  close(): Promise<void>;
}

const PATIENCE = 3_000;
/** Bytes that a request may have. */
const MOST = 100_000;

/** The port of a URI that leads to this machine, unless it is another one. */
export const portOf = ({ port, protocol }: URL): number => Number(port || (protocol === "https:" ? 443 : 80));

/** Rejects with `CannotTell` if nothing can listen at the port. */
export async function listening({ pathname }: URL, port: number): Promise<Listener> {
  let resolve: (heard: Heard | undefined) => void = () => {};
  const promise = new Promise<Heard | undefined>((done) => {
    resolve = done;
  });
  const server = createServer(async (incoming, outgoing) => {
    if (new URL(incoming.url ?? "/", "http://localhost").pathname !== pathname) {
      outgoing.writeHead(404).end();
      return;
    }
    let body = "";
    for await (const chunk of incoming) if (body.length < MOST) body += chunk;
    outgoing.writeHead(200, { "cache-control": "no-store" }).end();
    const isForm = incoming.headers["content-type"]?.startsWith("application/x-www-form-urlencoded") ?? false;
    const { method = "", headers } = incoming;
    resolve({ method, headers, body, form: new URLSearchParams(isForm ? body : "") });
  });
  await new Promise<void>((done, fail) => {
    server.once("error", ({ message }) => fail(new CannotTell(`Port ${port} can't be used: ${message}.`)));
    server.listen(port, "127.0.0.1", done);
  });
  return {
    heard: async (patience = PATIENCE) => {
      const timer = setTimeout(() => resolve(undefined), patience);
      const heard = await promise;
      clearTimeout(timer);
      return heard;
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
