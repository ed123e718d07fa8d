import type { FastifyReply, FastifyRequest } from "fastify";
import type { Soon } from "../ports/soon.ts";
import type { Refused } from "../protocol/occasion.ts";
import type { Wire } from "./wire.ts";

/** What the path responds with; otherwise a page for requesters that accept one, JSON for all others. */
export function answerAs(
  request: FastifyRequest,
  reply: FastifyReply,
  wire: Wire,
  refusal: Refused,
  endpoint: string,
  fault?: string,
): Soon<FastifyReply> {
  if (request.routeOptions.config?.speaks === "problem") return wire.problem(reply, refusal, endpoint, fault);
  return request.headers.accept?.includes("text/html") === true
    ? wire.page(reply, refusal, endpoint, fault)
    : wire.json(reply, refusal, endpoint, fault);
}

/** The same within a hook with a callback, which gets what goes wrong. */
export function answerInstead(done: (error: Error) => void, ...given: Parameters<typeof answerAs>): void {
  const sent = answerAs(...given);
  if (sent instanceof Promise) sent.catch(done);
}
