/** A server with a fault: a layer between it and the network changes requests on their way in and responses on their way out. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

/** A fault, by the requirements that must be found broken: these and no others. */
export interface Mutant {
  /** What is wrong, in a sentence. */
  readonly does: string;
  readonly breaks: readonly string[];
  /** Makes the layer in between. It may remember. */
  readonly between?: (server: Fixed) => Between;
}

/** What is the same for all requests. */
export interface Fixed {
  readonly issuer: string;
}

export interface Message {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly method: string;
  readonly headers: Headers;
  /** The form; empty if the body is none. */
  readonly form: URLSearchParams;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

export type Ask = (message: Message) => Promise<Answer>;

/** Asks the server, or responds itself. */
export type Between = (message: Message, ask: Ask) => Promise<Answer>;

const straight: Between = (message, ask) => ask(message);

export interface Faulty {
  /** From now on it has this fault, and no other. */
  readonly become: (mutant: Partial<Mutant>) => void;
  readonly close: () => Promise<void>;
}

/** Serves what the server behind it responds. */
export async function serveThrough(port: number, issuer: string, server: Ask): Promise<Faulty> {
  let through = straight;
  const outer = createServer(async (incoming, outgoing) => {
    const message = await messageOf(incoming, issuer);
    write(outgoing, await through(message, server));
  });
  await new Promise<void>((resolve) => outer.listen(port, "localhost", resolve));
  return {
    become: ({ between }) => {
      through = between?.({ issuer }) ?? straight;
    },
    close: async () => {
      outer.closeAllConnections();
      await new Promise((resolve) => outer.close(resolve));
    },
  };
}

/** The body that a changed message has. */
export const bodyOf = ({ form, body }: Message): string => (form.size > 0 ? form.toString() : body);

/** Its path and query. */
export const targetOf = ({ path, query }: Message): string => `${path}${query.size > 0 ? `?${query}` : ""}`;

async function messageOf(incoming: IncomingMessage, issuer: string): Promise<Message> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString();
  const headers = new Headers();
  for (let at = 0; at < incoming.rawHeaders.length; at += 2)
    headers.append(incoming.rawHeaders[at] as string, incoming.rawHeaders[at + 1] as string);
  const { pathname, searchParams } = new URL(incoming.url ?? "/", issuer);
  const isForm = headers.get("content-type")?.startsWith("application/x-www-form-urlencoded") ?? false;
  const form = new URLSearchParams(isForm ? body : "");
  return { path: pathname, query: searchParams, method: incoming.method ?? "GET", headers, form, body };
}

function write(outgoing: ServerResponse, { status, headers, body }: Answer): void {
  const own = [...headers].filter(([name]) => !["content-length", "transfer-encoding", "connection"].includes(name));
  outgoing.writeHead(status, own.flat());
  outgoing.end(body);
}
