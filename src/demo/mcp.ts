/**
 * The demo's MCP server: notes that an agent may read, and may add to once its user has allowed that too. `candor/resource` does all of
 * its authorization, and the SDK does the protocol.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { CORS_HEADERS } from "../http/cors.ts";
import { route } from "../http/routing.ts";
import type { Wire } from "../http/wire.ts";
import { MCP_PATH, TOOL_SCOPES } from "./mcp-names.ts";

/** What checks its tokens, and what handles its messages. */
async function load(issuer: string) {
  const [{ isDenied, protectApi }, { notesHandler }] = await Promise.all([
    import("../resource/index.ts"),
    import("./mcp-notes.ts"),
  ]);
  const scopes = Object.values(TOOL_SCOPES);
  const api = protectApi({ issuer, resource: issuer + MCP_PATH, scopes, name: "Demo API" });
  return { api, isDenied, handler: notesHandler() };
}

export function mcpRoutes(app: FastifyInstance, issuer: string, wire: Wire): void {
  let loading: ReturnType<typeof load> | undefined;
  const loaded = () => (loading ??= load(issuer));
  const { origin, pathname } = new URL(issuer + MCP_PATH);

  route(app, wire, `/.well-known/oauth-protected-resource${pathname}`, "json", {
    GET: async (_, reply) => {
      const { api } = await loaded();
      return reply.headers(CORS_HEADERS).type("application/json").send(JSON.stringify(api.metadata));
    },
  });

  // Every method needs a token. A tool that changes something needs the other scope as well, so that an agent has to ask its user again.
  route(app, wire, MCP_PATH, "json", {
    ANY: async (request, reply) => {
      const { api, isDenied, handler } = await loaded();
      const { authorization, dpop } = request.headers;
      const body = jsonOf(request.body);
      const scope = changes(body) ? `${TOOL_SCOPES.read} ${TOOL_SCOPES.write}` : TOOL_SCOPES.read;
      const call = { method: request.method, url: request.url, authorization, dpop: dpop?.toString() };
      const caller = await api.check(call, { scope });
      reply.headers(CORS_HEADERS);
      if (isDenied(caller)) return reply.code(caller.status).headers(caller.headers).send(caller.body);
      const { subject, clientId, scopes } = caller;
      const authInfo = { token: "", clientId, scopes: [...scopes], extra: { subject } };
      return send(reply, await handler.fetch(webRequest(request, origin), { authInfo, parsedBody: body }));
    },
  });
}

/** Whether a message calls a tool that changes something. */
function changes(body: unknown): boolean {
  const messages = Array.isArray(body) ? body : [body];
  return messages.some((one) => one?.method === "tools/call" && one?.params?.name === "add_note");
}

/** `undefined` for no JSON: the SDK says what is wrong with it. */
function jsonOf(body: unknown): unknown {
  try {
    return typeof body === "string" ? JSON.parse(body) : undefined;
  } catch {
    return undefined;
  }
}

function webRequest({ method, headers, body, url }: FastifyRequest, origin: string): Request {
  const entries = Object.entries(headers).flatMap(([name, value = []]) =>
    [value].flat().map((one): [string, string] => [name, one]),
  );
  const text = typeof body === "string" && method !== "GET" && method !== "HEAD" ? body : null;
  return new Request(new URL(url, origin), { method, headers: entries, body: text });
}

const send = (reply: FastifyReply, response: Response): FastifyReply =>
  reply
    .code(response.status)
    .headers(Object.fromEntries(response.headers))
    .send(response.body ?? "");
