/** Faults of sign-out. */
import { asking, refusal, responding, withHeader } from "../between.ts";
import { BYE } from "../mutant-server.ts";
import type { Answer, Message, Mutant } from "../through.ts";

const PATH = "/sign-out";

const asked = ({ query }: Message, name: string): string => query.get(name) ?? "";
const target = (message: Message): string => asked(message, "post_logout_redirect_uri");
const isForged = (message: Message): boolean => (asked(message, "id_token_hint").split(".")[2] ?? "").length === 64;

/** Sends the user there, whatever Candor would do. */
const sending = (isTo: (message: Message) => boolean) =>
  asking(PATH, (message): Message | Answer => {
    if (message.method !== "GET" || !isTo(message)) return message;
    const state = asked(message, "state");
    const location = state === "" ? target(message) : `${target(message)}?state=${state}`;
    return { status: 303, headers: new Headers({ location }), body: "" };
  });

export const LOGOUT: Readonly<Record<string, Mutant>> = {
  "sign-out loses state": {
    does: "After a sign-out, state doesn't come back.",
    breaks: ["logout/state"],
    between: responding(PATH, (answer) =>
      answer.headers.get("location")?.startsWith(BYE) ? withHeader(answer, "location", BYE) : answer,
    ),
  },
  "sign-out without effect": {
    does: "After a sign-out, the user is still signed in.",
    breaks: ["logout/session-ended"],
    between: sending((message) => message.query.has("state")),
  },
  "sign-out to anywhere": {
    does: "After a sign-out, the user is sent to a site that isn't registered.",
    breaks: ["logout/registered-uri"],
    between: sending((message) => target(message).startsWith("https://attacker.example")),
  },
  "sign-out by prefix": {
    does: "After a sign-out, a longer path matches.",
    breaks: ["logout/exact-path"],
    between: sending((message) => target(message) === `${BYE}/more`),
  },
  "sign-out with any query": {
    does: "After a sign-out, a query matches that isn't registered.",
    breaks: ["logout/exact-query"],
    between: sending((message) => target(message) === `${BYE}?next=1`),
  },
  "sign-out for another client": {
    does: "client_id isn't compared with the hint.",
    breaks: ["logout/client-matches-hint"],
    between: sending((message) => asked(message, "client_id") === "other"),
  },
  "sign-out by a forged hint": {
    does: "The hint's signature isn't verified.",
    breaks: ["logout/hint-verified"],
    between: sending((message) => isForged(message)),
  },
  "sign-out by GET only": {
    does: "Sign-out by POST is refused.",
    breaks: ["logout/post"],
    between: asking(PATH, (message) =>
      message.method === "POST" && message.form.has("id_token_hint") && !message.form.has("csrf")
        ? refusal("invalid_request", 405)
        : message,
    ),
  },
};
