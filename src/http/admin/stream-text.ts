/** Reads a body that may be larger than others, once its sender is known. */
import { Readable } from "node:stream";

/** `undefined` if it has more bytes. What is left of it then isn't kept. */
export async function textOf(body: unknown, limit: number): Promise<string | undefined> {
  if (!(body instanceof Readable)) return typeof body === "string" ? body : "";
  const chunks: Uint8Array[] = [];
  let length = 0;
  // The response still needs the connection.
  for await (const chunk of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > limit) break;
    chunks.push(chunk);
  }
  if (length <= limit) return Buffer.concat(chunks).toString("utf8");
  // The next request on the connection comes after the rest. While it is iterated, a stream doesn't flow.
  body.resume();
  return undefined;
}
