/** Writes responses of the admin API. */
import { Readable } from "node:stream";
import type { FastifyReply } from "fastify";
import type { Answer } from "../../service/admin/operate.ts";

/** The name of the endpoint in the journal and the log. */
export const ENDPOINT = "admin";

/** No page of another origin may read it, and nothing of it is kept anywhere. */
const HEADERS = { "cache-control": "no-store", "x-content-type-options": "nosniff" } as const;
const JSON_TYPE = "application/json; charset=utf-8";

export const send = (reply: FastifyReply, status: number, body: object | string): FastifyReply =>
  reply
    .code(status)
    .headers({ ...HEADERS, "content-type": JSON_TYPE })
    .send(typeof body === "string" ? body : JSON.stringify(body));

export const sendNothing = (reply: FastifyReply): FastifyReply =>
  reply.code(204).headers({ "cache-control": "no-store" }).send();

/** What an operation responds. `root`: the URL of the admin API. */
export function sendAnswer(reply: FastifyReply, answer: Answer, status: number, root: string): FastifyReply {
  if (answer === "nothing") return sendNothing(reply);
  if ("stream" in answer) {
    const { stream, type, file, status: own = status } = answer;
    if (file !== undefined) reply.header("content-disposition", `attachment; filename="${file}"`);
    // It is written as it is read, and reading ends when nobody listens any more.
    return reply
      .code(own)
      .headers({ ...HEADERS, "content-type": type })
      .send(Readable.from(stream));
  }
  const { body, etag, location } = answer;
  if (etag !== undefined) reply.header("etag", etag);
  if (location !== undefined) reply.header("location", root + location);
  return send(reply, status, body);
}
