/** Listens on loopback as an application does that hears of sign-outs (OpenID Connect Back-Channel Logout 1.0, 2.5). */
import { createServer } from "node:http";
import { CannotTell } from "./cannot-tell.ts";

export interface Heard {
  readonly method: string;
  /** Empty if the body is no form. */
  readonly form: URLSearchParams;
}

export interface LogoutListener {
  /** The first request at the URI; `undefined` if none comes within three seconds. */
  heard(): Promise<Heard | undefined>;
  close(): Promise<void>;
}

const PATIENCE = 3_000;
/** Bytes that a logout token may have. */
const MOST = 100_000;

/** Rejects with `CannotTell` if nothing can listen at the port. */
export async function listening({ pathname }: URL, port: number): Promise<LogoutListener> {
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
    resolve({ method: incoming.method ?? "", form: new URLSearchParams(isForm ? body : "") });
  });
  await new Promise<void>((done, fail) => {
    server.once("error", ({ message }) => fail(new CannotTell(`Port ${port} can't be used: ${message}.`)));
    server.listen(port, "127.0.0.1", done);
  });
  return {
    heard: async () => {
      const timer = setTimeout(() => resolve(undefined), PATIENCE);
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
