/** By which an app and an API name one call in their logs (FAPI 1.0, 6.2.1): the app's, or a new one. */
import { randomUUID } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";

const NAME = "x-fapi-interaction-id";
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

export function nameInteraction({ headers }: FastifyRequest, reply: FastifyReply): void {
  const sent = headers[NAME];
  reply.header(NAME, typeof sent === "string" && UUID.test(sent) ? sent : randomUUID());
}
