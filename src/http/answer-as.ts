import type { FastifyReply, FastifyRequest } from "fastify";
import type { Refused } from "../protocol/occasion.ts";
import type { Wire } from "./wire.ts";

/** A page for requesters that accept one, JSON for all others. */
export function answerAs(
  request: FastifyRequest,
  reply: FastifyReply,
  wire: Wire,
  refusal: Refused,
  endpoint: string,
  fault?: string,
): FastifyReply {
  return request.headers.accept?.includes("text/html") === true
    ? wire.page(reply, refusal, endpoint, fault)
    : wire.json(reply, refusal, endpoint, fault);
}
