/** Files that the build has compressed: the best encoding that the browser accepts (RFC 9110 12.5.3), kept for ever under their hash. */
import { hash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import type { FastifyReply, FastifyRequest } from "fastify";
import { isKnown } from "./published.ts";
import { queryOf } from "./requests.ts";

/** The best first, each with the end of its file's name. */
const ENCODINGS = [
  ["br", ".br"],
  ["gzip", ".gz"],
] as const;

type Encoding = (typeof ENCODINGS)[number][0];

/** Which of the encodings the requester accepts. `undefined`: send it as it is. */
export function encodingFor(accepted: string | undefined, available: readonly Encoding[]): Encoding | undefined {
  const named = new Map(
    (accepted ?? "").split(",").map((one) => {
      const [name = "", ...parameters] = one.toLowerCase().split(";");
      const weight = parameters.map((parameter) => /^\s*q=([\d.]+)\s*$/.exec(parameter)?.[1]).find(Boolean);
      return [name.trim(), weight === undefined ? 1 : Number(weight)];
    }),
  );
  return available.find((encoding) => (named.get(encoding) ?? 0) > 0);
}

export interface CompressedFile {
  /** Of its content: part of the URL under which it never changes. */
  readonly version: string;
  readonly send: (request: FastifyRequest, reply: FastifyReply) => FastifyReply;
}

/** A file with its compressed copies beside it, as far as the build has made them. */
export function compressedFile(path: URL, headers: Readonly<Record<string, string>>): CompressedFile {
  const plain = readFileSync(path);
  const version = hash("sha256", plain, "base64url").slice(0, 22);
  const copies = new Map(
    ENCODINGS.flatMap(([encoding, end]) => {
      const copy = new URL(path.href + end);
      return existsSync(copy) ? [[encoding, readFileSync(copy)] as const] : [];
    }),
  );
  return {
    version,
    send: (request, reply) => {
      const encoding = encodingFor(request.headers["accept-encoding"], [...copies.keys()]);
      const asked = new URLSearchParams(queryOf(request.raw as { url: string })).get("v");
      // Only the URL that names this very content never changes. A page of an older version gets what is here now.
      const kept = asked === version ? "public, max-age=31536000, immutable" : "no-cache";
      const etag = `"${version}${encoding === undefined ? "" : `-${encoding}`}"`;
      reply.headers({ ...headers, "cache-control": kept, vary: "accept-encoding", etag });
      if (isKnown(etag, request.headers["if-none-match"])) return reply.code(304).send();
      if (encoding !== undefined) reply.header("content-encoding", encoding);
      return reply.send((encoding && copies.get(encoding)) ?? plain);
    },
  };
}
