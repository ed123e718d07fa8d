/** Writes responses of the admin API. */
import { Readable } from "node:stream";
import type { FastifyReply } from "fastify";
import type { Made } from "../../service/admin/kept-response.ts";
import type { Answer } from "../../service/admin/operate.ts";

/** The name of the endpoint in the journal and the log. */
export const ENDPOINT = "admin";

/** No page of another origin may read it, and nothing of it is kept anywhere. */
const HEADERS = { "cache-control": "no-store", "x-content-type-options": "nosniff" } as const;
const JSON_TYPE = "application/json; charset=utf-8";

/** A response whose body may still be written while it is read. */
export interface Sendable extends Omit<Made, "body"> {
  readonly body: string | AsyncIterable<string>;
}

/** A response with a JSON body. Headers without a value aren't sent. */
export const json = (
  status: number,
  body: object | string,
  headers: Readonly<Record<string, string | undefined>> = {},
): Made => ({
  status,
  headers: { ...HEADERS, "content-type": JSON_TYPE, ...given(headers) },
  body: typeof body === "string" ? body : JSON.stringify(body),
});

export const NOTHING: Made = { status: 204, headers: { "cache-control": "no-store" }, body: "" };

/** What an operation responds. `root`: the URL of the admin API. */
export function sendableOf(answer: Answer, status: number, root: string): Sendable {
  if (answer === "nothing") return NOTHING;
  if ("stream" in answer) {
    const { stream, type, file, status: own = status } = answer;
    const attachment = file && `attachment; filename="${file}"`;
    return {
      status: own,
      headers: { ...HEADERS, "content-type": type, ...given({ "content-disposition": attachment }) },
      body: stream,
    };
  }
  const { body, etag, location } = answer;
  return json(status, body, { etag, location: location && root + location });
}

/** With its whole body. */
export async function wholeOf({ body, ...made }: Sendable): Promise<Made> {
  if (typeof body === "string") return { ...made, body };
  const parts: string[] = [];
  for await (const part of body) parts.push(part);
  return { ...made, body: parts.join("") };
}

export function send(reply: FastifyReply, { status, headers, body }: Sendable): FastifyReply {
  reply.code(status).headers(headers);
  if (status === NOTHING.status) return reply.send();
  // It is written as it is read, and reading ends when nobody listens any more.
  return reply.send(typeof body === "string" ? body : Readable.from(body));
}

const given = (headers: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined));
