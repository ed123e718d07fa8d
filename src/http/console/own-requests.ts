/** Requests of the console to its own server. They go through every layer like any other request, but need no socket, proxy or name. */
import type { FastifyRequest } from "fastify";
import { embedded } from "../embedded.ts";

export interface OwnRequest {
  readonly method: "GET" | "POST";
  /** With its query, from the root of the host. */
  readonly path: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body?: string | undefined;
}

export interface OwnResponse {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

export type SendOwn = (request: OwnRequest) => Promise<OwnResponse>;

/** Sends requests as if they came from where `from` did, so that floods and guesses count for whoever causes them. */
export const ownRequests =
  (from: FastifyRequest, issuer: string): SendOwn =>
  async ({ method, path, headers, body }) => {
    const { protocol } = new URL(issuer);
    const response = await embedded.run(
      { scheme: protocol },
      async () =>
        await from.server.inject({
          ...{ method, url: path, remoteAddress: from.ip, headers: Object.fromEntries(headers) },
          ...(body !== undefined && { payload: body }),
        }),
    );
    const received = Object.entries(response.headers).flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value]).flatMap((one) =>
        one === undefined ? [] : [[name, String(one)] as const],
      ),
    );
    return { status: response.statusCode, headers: received, body: response.payload };
  };
