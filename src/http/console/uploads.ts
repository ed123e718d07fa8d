/** Forms of the console with a file in them (RFC 7578). They reach the pages as any other form does: a file is then a `data:` URL. */
import type { FastifyInstance, FastifyRequest } from "fastify";
import { logoOf } from "../../protocol/logo.ts";

/** Bytes: two logos, as a file and as the `data:` URL of the one that is there, and the other fields. */
const LIMIT = 131_072;

/** Reads them in this scope. What can't be read has no token, so it isn't a form of ours. */
export function takeUploads(app: FastifyInstance): void {
  app.addContentTypeParser(
    "multipart/form-data",
    { parseAs: "buffer", bodyLimit: LIMIT },
    (request: FastifyRequest, body: Buffer) => fieldsOf(body, request.headers["content-type"] ?? ""),
  );
}

/** Node's own parser. Names of files are never looked at. */
async function fieldsOf(body: Buffer, type: string): Promise<string> {
  const fields = new URLSearchParams();
  let form: FormData;
  try {
    form = await new Response(new Uint8Array(body), { headers: { "content-type": type } }).formData();
  } catch {
    return "";
  }
  for (const [name, value] of form) {
    if (typeof value === "string") fields.append(name, value);
    // A field without a chosen file is sent as an empty one.
    else if (value.size > 0) fields.append(name, logoOf(Buffer.from(await value.arrayBuffer())));
  }
  return fields.toString();
}
