/** The web's Request and Response in front of the same routes, for hosts that are not Fastify. */
import type { FastifyInstance } from "fastify";
import { embeddedScheme, NO_ADDRESS } from "./embedded.ts";
import { BODY_LIMIT } from "./plugin.ts";

type Methods = "GET" | "POST" | "HEAD" | "OPTIONS" | "PUT" | "DELETE" | "PATCH";

/** What the host knows of a request besides the request itself. */
export interface FetchContext {
  /** IP address of the requester. Without it, guesses of passwords are slowed down by account only, and guesses of client secrets not at all. */
  readonly address?: string | undefined;
}

/** Answers a request as the server would over a socket. The scheme of its address is believed: the host has set it. */
export function fetchHandler(app: FastifyInstance): (request: Request, context?: FetchContext) => Promise<Response> {
  return async (request, { address = NO_ADDRESS } = {}) => {
    const { pathname, search, host, protocol } = new URL(request.url);
    const payload = request.body === null ? undefined : await bounded(request);
    const answer = await embeddedScheme.run(
      protocol,
      async () =>
        // Awaited within: what inject gives begins its work when it is awaited.
        await app.inject({
          method: request.method as Methods,
          url: pathname + search,
          remoteAddress: address,
          headers: { ...Object.fromEntries(request.headers), host },
          ...(payload !== undefined && { payload }),
        }),
    );
    const headers = new Headers();
    for (const [name, value] of Object.entries(answer.headers)) {
      for (const one of Array.isArray(value) ? value : [value])
        if (one !== undefined) headers.append(name, String(one));
    }
    const bodiless = request.method === "HEAD" || answer.statusCode === 204 || answer.statusCode === 304;
    return new Response(bodiless ? null : new Uint8Array(answer.rawPayload), { status: answer.statusCode, headers });
  };
}

/** The body, read no further than one byte beyond the bound: the route then refuses it as too large. */
async function bounded(request: Request): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > BODY_LIMIT) break;
  }
  return Buffer.concat(chunks);
}
