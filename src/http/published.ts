/**
 * Documents that are the same for everyone: rendered once, and sent as the same bytes each time. A client with a cached copy
 * asks by its ETag whether it is still valid (RFC 9110 8.8.3, 13.1.2).
 */
import { hash } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";

/** How many documents of one kind are kept: more than the catalogue has pages. */
const MOST = 512;

interface PublishedDocument {
  readonly bytes: Buffer;
  readonly etag: string;
}

type Send = (request: FastifyRequest, reply: FastifyReply, name?: string) => FastifyReply | Promise<FastifyReply>;

type Rendered = string | Buffer;

/**
 * Makes a sender for one kind of document. A document depends only on its name. `headers` say how long it may be cached. A
 * document must not contain anyone's secret. `render` is called once per name, so pass only names that exist.
 */
export function published(
  headers: Readonly<Record<string, string>>,
  render: (name: string) => Rendered | Promise<Rendered>,
): Send {
  const documents = new Map<string, PublishedDocument>();

  function keep(name: string, rendered: Rendered): PublishedDocument {
    const bytes = typeof rendered === "string" ? Buffer.from(rendered) : rendered;
    const kept = { bytes, etag: `"${hash("sha256", bytes, "base64url").slice(0, 22)}"` };
    const [oldest] = documents.keys();
    if (oldest !== undefined && documents.size >= MOST) documents.delete(oldest);
    documents.set(name, kept);
    return kept;
  }

  function send(request: FastifyRequest, reply: FastifyReply, { bytes, etag }: PublishedDocument): FastifyReply {
    reply.headers(headers).header("etag", etag);
    return isKnown(etag, request.headers["if-none-match"]) ? reply.code(304).send() : reply.send(bytes);
  }

  return (request, reply, name = "") => {
    const known = documents.get(name);
    if (known !== undefined) return send(request, reply, known);
    const rendered = render(name);
    if (!(rendered instanceof Promise)) return send(request, reply, keep(name, rendered));
    return rendered.then((one) => send(request, reply, documents.get(name) ?? keep(name, one)));
  };
}

/**
 * Whether the requester has this version. The comparison is weak (RFC 9110 13.1.2), because proxies that compress mark the ETag
 * as weak.
 */
export function isKnown(etag: string, asked: string | undefined): boolean {
  if (asked === undefined) return false;
  return asked.trim() === "*" || asked.split(",").some((one) => one.trim().replace(/^W\//, "") === etag);
}
