/** Bodies that are passed on while they are written: downloads, and events that never end by themselves. */
import type { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import type { FastifyInstance, LightMyRequestResponse } from "fastify";

/** How to end the event streams of each server. */
const open = new WeakMap<FastifyInstance, Set<() => void>>();

/** The body of a response that was injected as a stream. Whoever sent the request ends it by its signal, or by canceling the body. */
export async function streamedBody(
  app: FastifyInstance,
  answer: LightMyRequestResponse,
  request: Request,
): Promise<BodyInit | null> {
  const stream = answer.stream();
  // What has a length is written at once.
  if (answer.headers["content-length"] !== undefined) return new Uint8Array(await buffer(stream));
  if (answer.statusCode === 204 || answer.statusCode === 304) {
    stream.resume();
    return null;
  }
  const { signal } = request;
  const abort = () => void stream.destroy(signal.reason as Error);
  const end = () => void answer.raw.res.end();
  const ends = open.get(app) ?? new Set();
  open.set(app, ends);
  stream.once("close", () => {
    signal.removeEventListener("abort", abort);
    ends.delete(end);
    // The route learns that nobody reads any more.
    answer.raw.res.destroy();
  });
  if (String(answer.headers["content-type"]).startsWith("text/event-stream")) ends.add(end);
  const body = webStream(stream);
  if (signal.aborted) abort();
  else signal.addEventListener("abort", abort);
  return body;
}

/** Node's own adapter throws where nobody can catch it if a chunk comes just after the reader has canceled. */
const webStream = (stream: Readable): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start(controller) {
      stream.on("data", (chunk: Uint8Array) => {
        if (stream.destroyed) return;
        controller.enqueue(chunk);
        if ((controller.desiredSize ?? 0) <= 0) stream.pause();
      });
      stream.once("end", () => controller.close());
      stream.once("error", (error) => controller.error(error));
    },
    pull: () => void stream.resume(),
    cancel: () => void stream.destroy(),
  });

/** Ends the events of a server that stops, as if each had been the last. */
export function endEvents(app: FastifyInstance): void {
  for (const end of open.get(app) ?? []) end();
}
