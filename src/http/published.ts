/**
 * What is the same for everybody: rendered once, and sent as the same bytes to all who ask. Whoever has kept it asks by its ETag whether
 * it is still so (RFC 9110 8.8.3, 13.1.2).
 */
import { hash } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";

/** Documents that are kept of one kind: more than the catalogue has pages. */
const MOST = 512;

interface Kept {
  readonly bytes: Buffer;
  readonly etag: string;
}

type Send = (request: FastifyRequest, reply: FastifyReply, name?: string) => FastifyReply;

/**
 * Makes what sends one kind of documents, which hang on their name and on nothing else of a request. `headers` say how long they may be
 * kept; none of them may be a secret of anybody. `render` is called once for each name, so pass no name that was not looked up.
 */
export function published(headers: Readonly<Record<string, string>>, render: (name: string) => string | Buffer): Send {
  const documents = new Map<string, Kept>();

  function keep(name: string): Kept {
    const rendered = render(name);
    const bytes = typeof rendered === "string" ? Buffer.from(rendered) : rendered;
    const kept = { bytes, etag: `"${hash("sha256", bytes, "base64url").slice(0, 22)}"` };
    const [oldest] = documents.keys();
    if (oldest !== undefined && documents.size >= MOST) documents.delete(oldest);
    documents.set(name, kept);
    return kept;
  }

  return (request, reply, name = "") => {
    const { bytes, etag } = documents.get(name) ?? keep(name);
    reply.headers(headers).header("etag", etag);
    return isKnown(etag, request.headers["if-none-match"]) ? reply.code(304).send() : reply.send(bytes);
  };
}

/** Whether the requester has this one. The comparison is weak (RFC 9110 13.1.2): proxies that compress mark the ETag so. */
function isKnown(etag: string, asked: string | undefined): boolean {
  if (asked === undefined) return false;
  return asked.trim() === "*" || asked.split(",").some((one) => one.trim().replace(/^W\//, "") === etag);
}
