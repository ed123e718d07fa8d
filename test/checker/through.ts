/** A server with a fault: a layer between it and the network changes requests on their way in and responses on their way out. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { createServer as createTcpServer, type Socket } from "node:net";
import type { SecureContextOptions, TLSSocket } from "node:tls";

/** A fault, by the requirements that must be found broken: these and no others. */
export interface Mutant {
  /** What is wrong, in a sentence. */
  readonly does: string;
  readonly breaks: readonly string[];
  /** What is broken without it, and can't be judged with it. */
  readonly hides?: readonly string[];
  /** Makes the layer in between. It may remember. */
  readonly between?: (server: Fixed) => Between;
  /** How a server with TLS is reached instead. */
  readonly tls?: SecureContextOptions & { readonly plain?: boolean };
}

/** The key and certificate (PEM) of a server. It asks clients for theirs, and accepts any. */
export interface ServerPair {
  readonly cert: string;
  readonly key: string;
}

/** Names the certificate that was shown to the server behind: DER in base64. */
export const CERTIFICATE = "x-client-certificate";

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

/** What a connection with TLS begins with (RFC 8446 5.1). */
const HANDSHAKE = 22;
const CIPHERS = { ciphers: "ECDHE+AESGCM:ECDHE+CHACHA20" };

/** What responds, by issuer. TLS is spoken over sockets only. */
export const inThisProcess = new Map<string, Ask>();

/** Serves what the server behind it responds. */
export async function serveThrough(port: number, issuer: string, server: Ask, pair?: ServerPair): Promise<Faulty> {
  let through = straight;
  let isPlain = false;
  const respond = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const message = await messageOf(incoming, issuer);
    write(outgoing, await through(message, server));
  };
  const outer = createServer(respond);
  const secure =
    pair && createSecureServer({ ...pair, ...CIPHERS, requestCert: true, rejectUnauthorized: false }, respond);
  const sockets = new Set<Socket>();
  const plainSockets = new Set<Socket>();
  const either = createTcpServer((socket) => {
    sockets.add(socket.once("close", () => sockets.delete(socket)));
    socket.once("readable", () => {
      const first: Buffer | null = socket.read(1);
      if (first === null) return;
      socket.unshift(first);
      if (first[0] === HANDSHAKE && secure !== undefined) secure.emit("connection", socket);
      else if (isPlain || secure === undefined) {
        plainSockets.add(socket.once("close", () => plainSockets.delete(socket)));
        outer.emit("connection", socket);
      } else socket.destroy();
    });
    socket.on("error", () => socket.destroy());
  });
  await new Promise<void>((resolve) => either.listen(port, "localhost", resolve));
  if (pair === undefined) inThisProcess.set(issuer, (message) => through(message, server));
  return {
    become: ({ between, tls }) => {
      through = between?.({ issuer }) ?? straight;
      const { plain = false, ...context } = tls ?? {};
      isPlain = plain;
      if (pair !== undefined) for (const socket of plainSockets) socket.destroy();
      if (pair !== undefined) secure?.setSecureContext({ ...pair, ...CIPHERS, ...context });
    },
    close: async () => {
      inThisProcess.delete(issuer);
      const closed = new Promise((resolve) => either.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
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
  headers.delete(CERTIFICATE);
  const { raw } = "getPeerCertificate" in incoming.socket ? (incoming.socket as TLSSocket).getPeerCertificate() : {};
  if (raw !== undefined) headers.set(CERTIFICATE, raw.toString("base64"));
  return messageFrom(incoming.url ?? "/", issuer, incoming.method ?? "GET", headers, body);
}

/** `target`: its path and query. */
export function messageFrom(target: string, issuer: string, method: string, headers: Headers, body: string): Message {
  const { pathname, searchParams } = new URL(target, issuer);
  const isForm = headers.get("content-type")?.startsWith("application/x-www-form-urlencoded") ?? false;
  return { path: pathname, query: searchParams, method, headers, form: new URLSearchParams(isForm ? body : ""), body };
}

function write(outgoing: ServerResponse, answer: Answer): void {
  outgoing.writeHead(answer.status, sentHeaders(answer).flat());
  outgoing.end(answer.body);
}

/** Without those of the connection behind. */
export const sentHeaders = ({ headers }: Answer): (readonly [name: string, value: string])[] =>
  [...headers].filter(([name]) => !["content-length", "transfer-encoding", "connection"].includes(name));
