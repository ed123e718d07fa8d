/** The check in each host: Express and Connect, Fastify, Hono, handlers of the web's Request, and plain node:http. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import { certificateIn } from "../service/sender-constraints/certificate-in.ts";
import type { Check } from "./check.ts";
import { type Call, type Caller, type Demand, type Denied, isDenied } from "./options.ts";

/** What Express has on a request beside node:http, and where the caller is put. */
export type NodeRequest = IncomingMessage & { originalUrl?: string; caller?: Caller };

/** A middleware of Express or Connect. `request.caller` says who calls. */
export type ExpressMiddleware = (
  request: NodeRequest,
  response: ServerResponse,
  next: (error?: unknown) => void,
) => void;

/** What is used of a request of Fastify, and where the caller is put. */
export interface FastifyCall {
  /** The request of node:http. */
  readonly raw: IncomingMessage;
  /** The URL before anything rewrote it. */
  readonly originalUrl?: string;
  /** Who calls, once it is known. */
  caller?: Caller;
}

/** What is used of a reply of Fastify. */
export interface FastifyAnswer {
  /** Sets the status. */
  code(status: number): FastifyAnswer;
  /** Sets headers. */
  headers(headers: Record<string, string>): FastifyAnswer;
  /** Sends the body. */
  send(body: string): unknown;
}

/** What is used of a context of Hono. */
export interface HonoContext {
  /** Its request. */
  readonly req: { readonly raw: Request };
  /** Keeps a value for the handlers that follow. */
  // biome-ignore lint/suspicious/noExplicitAny: Hono types it by the application's own variables.
  set(key: any, value: any): void;
}

/** What answers a request of the web's kind. */
export type FetchHandler = (request: Request, caller: Caller) => Response | Promise<Response>;

/** What answers a request of node:http. */
export type NodeHandler = (request: IncomingMessage, response: ServerResponse, caller: Caller) => void | Promise<void>;

/** Two headers of one name are one fault: they are joined, as node:http does. */
const joined = (value: string | readonly string[] | undefined): string | undefined =>
  typeof value === "object" ? value.join(", ") : value;

/** How calls are read. `header`: that of a proxy, in which it forwards certificates. */
function callsOf(header: string | undefined) {
  const name = header?.toLowerCase();
  const forwarded = (value: string | undefined): Pick<Call, "certificate"> =>
    value === undefined || value === "" ? {} : { certificate: certificateIn(value) };
  return {
    nodeCall(raw: NodeRequest, url = raw.originalUrl ?? raw.url ?? "/"): Call {
      const { authorization, dpop } = raw.headers;
      const certificate = name === undefined ? connected(raw.socket) : forwarded(joined(raw.headers[name]));
      return { method: raw.method ?? "GET", url, authorization, dpop: joined(dpop), ...certificate };
    },
    webCall: ({ method, url, headers }: Request): Call => ({
      method,
      url,
      authorization: headers.get("authorization") ?? undefined,
      dpop: headers.get("dpop") ?? undefined,
      ...(name !== undefined && forwarded(headers.get(name) ?? undefined)),
    }),
  };
}

/** The certificate of a connection with TLS, if the host asked for one. */
function connected(socket: Socket | undefined): Pick<Call, "certificate"> {
  if (socket === undefined || !("getPeerX509Certificate" in socket)) return {};
  const certificate = (socket as TLSSocket).getPeerX509Certificate();
  return certificate === undefined ? {} : { certificate: certificate.raw.toString("base64") };
}

const webResponse = ({ status, headers, body }: Denied): Response => new Response(body, { status, headers });

function send(response: ServerResponse, { status, headers, body }: Denied): void {
  response.writeHead(status, headers).end(body);
}

/** The hosts. Each takes what the operation demands. */
export function hostsOf(check: Check, certificateHeader?: string) {
  const { nodeCall, webCall } = callsOf(certificateHeader);
  return {
    /** For Express 4 and 5, and Connect: `app.get("/orders", api.express({ scope: "orders.read" }), …)`. */
    express:
      (demand?: Demand): ExpressMiddleware =>
      (request, response, next) => {
        check(nodeCall(request), demand).then((outcome) => {
          if (isDenied(outcome)) return send(response, outcome);
          request.caller = outcome;
          next();
        }, next);
      },
    /** For Fastify: `app.get("/orders", { onRequest: api.fastify({ scope: "orders.read" }) }, …)`. */
    fastify:
      (demand?: Demand) =>
      async (request: FastifyCall, reply: FastifyAnswer): Promise<unknown> => {
        const outcome = await check(nodeCall(request.raw, request.originalUrl), demand);
        if (isDenied(outcome))
          return reply
            .code(outcome.status)
            .headers({ ...outcome.headers })
            .send(outcome.body);
        request.caller = outcome;
        return undefined;
      },
    /** For Hono: `app.get("/orders", api.hono({ scope: "orders.read" }), …)`. `c.get("caller")` says who calls. */
    hono:
      (demand?: Demand) =>
      async (context: HonoContext, next: () => Promise<void>): Promise<Response | undefined> => {
        const outcome = await check(webCall(context.req.raw), demand);
        if (isDenied(outcome)) return webResponse(outcome);
        context.set("caller", outcome);
        await next();
        return undefined;
      },
    /** For handlers of the web's Request. */
    fetch:
      (handler: FetchHandler, demand?: Demand) =>
      async (request: Request): Promise<Response> => {
        const outcome = await check(webCall(request), demand);
        return isDenied(outcome) ? webResponse(outcome) : handler(request, outcome);
      },
    /** For node:http. */
    node:
      (handler: NodeHandler, demand?: Demand) =>
      async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
        const outcome = await check(nodeCall(request), demand);
        if (isDenied(outcome)) send(response, outcome);
        else await handler(request, response, outcome);
      },
  };
}

/** A check in each host. */
export type Hosts = ReturnType<typeof hostsOf>;
