/** The web's Request and Response for the same routes, for hosts other than Fastify. */
import type { FastifyInstance } from "fastify";
import type { Finding } from "../protocol/http/occasion.ts";
import { BODY_LIMIT, textOfRead } from "./bodies.ts";
import { closedResponse } from "./closed.ts";
import { embedded, NO_ADDRESS } from "./embedded.ts";
import { streamedBody } from "./fetch-streams.ts";
import type { OwnPaths } from "./own-paths.ts";

type Methods = "GET" | "POST" | "HEAD" | "OPTIONS" | "PUT" | "DELETE" | "PATCH";

/** What else the host knows about a request. */
export interface FetchContext {
  /** IP address of the requester. Without it, guesses of passwords are slowed down by account only, and guesses of client secrets not at all. */
  readonly address?: string | undefined;
  /**
   * The body, if the host has read it already: as text, bytes, URLSearchParams or FormData, or as an object of strings and
   * lists of strings. Without it, such a request is refused.
   */
  readonly body?: unknown;
}

/** Responds to a request. It doesn't reject, because a server error is a response too. */
export type FetchHandler = (request: Request, context?: FetchContext) => Promise<Response>;

/** Responds to a request as the server would over a socket. The scheme of its URL is trusted, because the host has set it. */
export function fetchHandler(app: FastifyInstance, own: OwnPaths, issuer: string): FetchHandler {
  return async (request, context) => {
    const { pathname, search, host, protocol } = new URL(request.url);
    // A host may cut off its mount path.
    const path = own.has(pathname) ? pathname : own.below(pathname);
    // The body of a request that isn't ours stays unread for the next handler.
    const body = path === undefined ? {} : await bodyOf(request, context);
    const { payload, found } = body;
    const address = context?.address;
    const answer = await embedded
      .run(
        { scheme: protocol, found },
        async () =>
          // Awaited here, because inject starts only when it is awaited.
          await app.inject({
            method: request.method as Methods,
            url: (path ?? pathname) + search,
            // Hosts that mount only by path pass an object of their own here.
            remoteAddress: typeof address === "string" ? address : NO_ADDRESS,
            headers: { ...headersOf(request, body), host },
            ...(payload !== undefined && { payload }),
            // Only these may be events, which never end by themselves.
            payloadAsStream: request.method === "GET",
          }),
      )
      .catch(unlessClosed);
    if (answer === undefined) {
      const closed = closedResponse(issuer);
      return new Response(request.method === "HEAD" ? null : closed.body, closed);
    }
    const headers = new Headers();
    for (const [name, value] of Object.entries(answer.headers)) {
      for (const one of Array.isArray(value) ? value : [value])
        if (one !== undefined) headers.append(name, String(one));
    }
    const { statusCode: status } = answer;
    if (request.method === "GET") return new Response(await streamedBody(app, answer, request), { status, headers });
    const bodiless = request.method === "HEAD" || status === 204 || status === 304;
    return new Response(bodiless ? null : new Uint8Array(answer.rawPayload), { status, headers });
  };
}

/** Fastify accepts no request while it is closing. */
function unlessClosed(error: Error & { readonly code?: string }): undefined {
  if (error.code !== "FST_ERR_REOPENED_CLOSE_SERVER") throw error;
}

/** The length is that of the body that is passed on. A host that has read the body has decoded it. */
function headersOf({ headers }: Request, { payload, decoded }: Body): Record<string, string> {
  const { "content-length": _, "transfer-encoding": __, ...rest } = Object.fromEntries(headers);
  if (decoded === true) delete rest["content-encoding"];
  return payload === undefined ? rest : { ...rest, "content-length": String(payload.length) };
}

interface Body {
  readonly payload?: Buffer;
  /** Whether the host has read it, so that Candor gets the result. */
  readonly decoded?: boolean;
  readonly found?: Finding;
}

async function bodyOf(request: Request, context: FetchContext | undefined): Promise<Body> {
  if (request.method === "GET" || request.method === "HEAD") return {};
  if (request.bodyUsed || request.body?.locked === true) {
    const text = textOfRead(context?.body, request.headers.get("content-type") ?? undefined);
    return text === undefined ? { found: { is: "consumed" } } : { payload: Buffer.from(text), decoded: true };
  }
  if (request.body === null) return {};
  try {
    return { payload: await bounded(request.body) };
  } catch {
    return { found: { is: "unreadable", fault: "it ended in the middle" } };
  }
}

/** The body, read at most one byte beyond the limit. The route then refuses it as too large. */
async function bounded(body: ReadableStream<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > BODY_LIMIT) break;
  }
  return Buffer.concat(chunks);
}
