/** The control API below `/mock`: what a test calls, for tests in other languages. Only programs of this machine can call it. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { z } from "zod";
import { queryOf } from "../../http/requests.ts";
import { MockError } from "../fault.ts";
import type { Mock } from "../mock.ts";
import { type Body, calls } from "./calls.ts";

/** The path that it is below. */
export const CONTROL = "/mock";

const HEADERS = { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" } as const;

const send = (reply: FastifyReply, status: number, body: object): FastifyReply =>
  reply
    .code(status)
    .headers(HEADERS)
    .send(`${JSON.stringify(body, undefined, 2)}\n`);

export function controlRoutes(app: FastifyInstance, mock: Mock): void {
  for (const { method, path, body, run } of calls(mock))
    app.route({
      method,
      url: CONTROL + path,
      handler: async (request, reply) => {
        const fault = notFromHere(request, mock.issuer);
        if (fault !== undefined) return send(reply, 403, { error: fault });
        try {
          const sent = method === "POST" ? bodyOf(request, body) : parametersOf(request);
          return send(reply, 200, await run(sent as never));
        } catch (error) {
          if (!(error instanceof MockError)) throw error;
          return send(reply, 400, { error: error.message, nearest: error.nearest });
        }
      },
    });
}

const parametersOf = ({ raw }: FastifyRequest): Body =>
  Object.fromEntries(new URLSearchParams(queryOf(raw as { url: string })));

const LOOPBACK = /^(?:::1|(?:::ffff:)?127\.\d+\.\d+\.\d+)$/;
const OWN_NAMES: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Why a caller may not control the mock: another machine, or a page of another site in a browser of this one. */
function notFromHere({ raw, headers }: FastifyRequest, issuer: string): string | undefined {
  if (!LOOPBACK.test(raw.socket.remoteAddress ?? ""))
    return "The mock can be controlled only from the machine that it runs on.";
  // A page that has pointed its own name at this machine (DNS rebinding).
  const host = URL.canParse(`http://${headers.host}`) ? new URL(`http://${headers.host}`).hostname : "";
  if (!OWN_NAMES.has(host)) return "The mock can be controlled only by the name localhost, 127.0.0.1 or [::1].";
  if (headers.origin !== undefined && headers.origin !== issuer)
    return "A page of another site can't control the mock.";
  return undefined;
}

/** The body, checked. A page can't send this type without asking first, which is never allowed. */
function bodyOf({ headers, body }: FastifyRequest, schema: z.ZodType): unknown {
  const text = typeof body === "string" && body !== "" ? body : "{}";
  if (text !== "{}" && headers["content-type"]?.startsWith("application/json") !== true)
    throw new MockError("Send the body as application/json.");
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new MockError("The body isn't JSON.");
  }
  const checked = schema.safeParse(parsed);
  if (checked.success) return checked.data;
  const faults = checked.error.issues.map(({ path, message }) => `${path.join(".") || "the body"}: ${message}`);
  throw new MockError(`The body can't be used. ${faults.join(". ")}.`);
}
