/** Sends an ordered refusal as the endpoint itself would: by the one place where refusals become responses. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { answerAs } from "../http/answer-as.ts";
import { bodyOf } from "../http/forms.ts";
import { nameInteraction } from "../http/interaction-id.ts";
import type { People } from "../http/people/people.ts";
import { depsOf } from "../http/snapshot.ts";
import type { Wire } from "../http/wire.ts";
import type { Refused } from "../protocol/occasion.ts";
import { receiveCarried } from "../protocol/received.ts";
import { authorize } from "../service/authorization.ts";
import type { Sending } from "./places.ts";

export async function sendRefusal(
  people: People,
  request: FastifyRequest,
  reply: FastifyReply,
  refused: Refused,
  sending: Sending,
): Promise<FastifyReply> {
  const { wire } = people;
  if (sending.as !== "redirect" && sending.endpoint === "userinfo") nameInteraction(request, reply);
  switch (sending.as) {
    case "redirect":
      return wire.redirect(
        ...([reply, refused, sending.to, undefined] as const),
        people.browser.stateFor(reply, sending.to, undefined),
      );
    case "as the path does":
      return answerAs(request, reply, wire, refused, sending.endpoint);
    case "sign-in page":
      return askAgain(people, wire, request, reply, refused);
    default:
      return wire[sending.as](reply, refused, sending.endpoint);
  }
}

/** The sign-in page with its form as it was sent, and what is wrong above it. */
async function askAgain(
  people: People,
  wire: Wire,
  request: FastifyRequest,
  reply: FastifyReply,
  refused: Refused,
): Promise<FastifyReply> {
  const form = new URLSearchParams(bodyOf(request));
  const text = form.get("request") ?? "";
  const nobody = async (): Promise<undefined> => undefined;
  const asked = text === "" ? undefined : await authorize(depsOf(people.shared, request), receiveCarried(text), nobody);
  return people.askToSignIn(request, reply, asked?.is === "ask" ? asked : undefined, {
    text,
    username: form.get("username") ?? undefined,
    refusal: await wire.inline(reply, refused, "sign-in"),
    reference: undefined,
  });
}
