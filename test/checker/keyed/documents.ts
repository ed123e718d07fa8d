/** oidc-provider with clients that publish their own metadata. What it fetches passes through a fault, as if it understood it differently. */
import { createServer } from "node:net";
import type { Extensions } from "../../../src/checker/target.ts";
import { parameter } from "../between.ts";
import { type Peer, startOidcProvider } from "../peers/oidc-provider.ts";
import type { Between, Mutant } from "../through.ts";

export const BASE = "https://client.example";

/** Filled in when the server starts. */
export const DOCUMENTS: { port: number; readonly url: string } = { url: BASE, port: 0 };
export const EXTENSIONS: Extensions = { documents: DOCUMENTS };

/** Gets a document of a client. */
export type Get = (url: string) => Promise<Response>;
/** Gets it in another way. */
export type Fetching = (url: string, get: Get) => Promise<Response>;

const straight: Fetching = (url, get) => get(url);

/** By the client_id of an authorization request: how its document is fetched. */
const faults = new Map<string, Fetching>();

/** Fetches documents wrongly. `as` is the client_id that the server behind gets instead. */
export const fetching = (how: Fetching, as: (id: string) => string = (id) => id): NonNullable<Mutant["between"]> =>
  (() => {
    const between: Between = (message, ask) => {
      const id = parameter(message, "client_id");
      if (message.path !== "/auth" || id === undefined || !/^https?:/.test(id)) return ask(message);
      const other = as(id);
      faults.set(other, how);
      const query = new URLSearchParams(message.query);
      query.set("client_id", other);
      // The request is as it was. This tells the harness that the fault is in what comes of it.
      const headers = new Headers(message.headers);
      headers.set("x-documents", "fetched otherwise");
      return ask({ ...message, query, headers });
    };
    return between;
  }) as NonNullable<Mutant["between"]>;

export async function startWithDocuments(): Promise<Peer> {
  DOCUMENTS.port = await quietPort();
  return startOidcProvider({
    features: { clientIdMetadataDocument: { enabled: true, ack: "draft-02" } },
    configuration: {
      fetch: (url: string | URL) => (faults.get(String(url)) ?? straight)(String(url), get),
    },
  });
}

/** What leads from the URL of the documents to the check's port, and nowhere else. */
const get: Get = async (url) => {
  const { hostname, pathname } = new URL(url);
  if (hostname !== new URL(BASE).hostname) throw new TypeError("a special-use address");
  return fetch(`http://127.0.0.1:${DOCUMENTS.port}${pathname}`, { redirect: "manual" });
};

/** A free port that no outgoing connection gets: it is used again and again, and must stay free in between. */
export async function quietPort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 10_000);
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once("error", () => resolve(false)).listen(port, "127.0.0.1", () => resolve(true));
    });
    if (!isFree) continue;
    await new Promise((resolve) => server.close(resolve));
    return port;
  }
}
