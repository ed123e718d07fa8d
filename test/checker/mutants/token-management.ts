/** Faults of introspection and revocation. */
import {
  asClient,
  asking,
  clientOf,
  granted,
  parameter,
  refusal,
  responding,
  withHeader,
  withMembers,
} from "../between.ts";
import { SECRETS } from "../mutant-server.ts";
import type { Answer, Between, Message, Mutant } from "../through.ts";

const introspecting = (change: (message: Message) => Message | Answer) => asking("/introspect", change);
/** Responses that are JWTs have mutants of their own. */
const isJson = ({ headers }: Answer): boolean => headers.get("content-type")?.startsWith("application/json") === true;
const introspected = (change: (answer: Answer) => Answer) =>
  responding("/introspect", (answer) => (answer.status === 200 && isJson(answer) ? change(answer) : answer));
const revoking = (change: (message: Message) => Message | Answer) => asking("/revoke", change);
const DONE: Answer = { status: 200, headers: new Headers({ "cache-control": "no-store" }), body: "" };

const isOpen = (message: Message): boolean => clientOf(message) === "";
const tokenIn = (message: Message): string => parameter(message, "token") ?? "";

/** Which tokens are refresh tokens. */
const knowing =
  (change: (message: Message, isRefresh: boolean) => Message | Answer): (() => Between) =>
  () => {
    const refresh = new Set<string>();
    return async (message, ask) => {
      const instead = message.path === "/revoke" ? change(message, refresh.has(tokenIn(message))) : message;
      if ("status" in instead) return instead;
      const answer = await ask(instead);
      const issued =
        message.path === "/token" && answer.status === 200 ? JSON.parse(answer.body).refresh_token : undefined;
      if (issued !== undefined) refresh.add(issued);
      return answer;
    };
  };

export const TOKEN_MANAGEMENT: Readonly<Record<string, Mutant>> = {
  "introspection as text": {
    does: "Introspection is text/plain.",
    breaks: ["introspection/json"],
    between: introspected((answer) => withHeader(answer, "content-type", "text/plain")),
  },
  "every token is active": {
    does: "For a token that doesn't exist, active is true.",
    breaks: ["introspection/unknown"],
    between: introspected((answer) => withMembers(answer, (all) => ({ ...all, active: true }))),
  },
  "introspection tells too much": {
    does: "For a token that doesn't exist, the response has the client.",
    breaks: ["introspection/tells-nothing"],
    between: introspected((answer) => withMembers(answer, (all) => ({ ...all, client_id: "web" }))),
  },
  "introspection for anybody": {
    does: "Introspection needs no client.",
    breaks: ["introspection/authorization"],
    between: introspecting((message) =>
      isOpen(message) && message.method === "POST" ? asClient(message, "web", SECRETS.web) : message,
    ),
  },
  "introspection with any secret": {
    does: "The secret isn't compared at introspection.",
    breaks: ["introspection/secret-verified"],
    between: introspecting((message) =>
      message.headers.has("authorization") ? asClient(message, "web", SECRETS.web) : message,
    ),
  },
  "introspection of nothing": {
    does: "Without token, active is false.",
    breaks: ["introspection/token-required"],
    between: introspecting((message) =>
      message.method === "POST" && tokenIn(message) === "" ? granted({ active: false }) : message,
    ),
  },
  "introspection by GET": {
    does: "Introspection works by GET.",
    breaks: ["introspection/post-only"],
    between: introspecting((message) => (message.method === "GET" ? granted({ active: false }) : message)),
  },
  "cached introspection": {
    does: "Introspection may be cached.",
    breaks: ["introspection/no-store"],
    between: introspected((answer) => withHeader(answer, "cache-control", "max-age=60")),
  },
  "unknown tokens can't be revoked": {
    does: "A token that doesn't exist is refused.",
    breaks: ["revocation/unknown"],
    between: revoking((message) =>
      tokenIn(message).length === 43 && message.form.get("token_type_hint") === null && !isOpen(message)
        ? refusal("invalid_request")
        : message,
    ),
  },
  "unknown hints refused": {
    does: "A hint that the server doesn't know is refused.",
    breaks: ["revocation/hint"],
    between: revoking((message) =>
      parameter(message, "token_type_hint") === "no_such_type" ? refusal("invalid_request") : message,
    ),
  },
  "revocation of nothing": {
    does: "Without token, the response is 200.",
    breaks: ["revocation/token-required"],
    between: revoking((message) => (message.method === "POST" && tokenIn(message) === "" ? DONE : message)),
  },
  "revocation for anybody": {
    does: "Revocation needs no client.",
    breaks: ["revocation/client-authentication"],
    between: revoking((message) => (isOpen(message) && message.method === "POST" ? DONE : message)),
  },
  "access tokens stay": {
    does: "Access tokens aren't revoked.",
    breaks: ["revocation/access-token"],
    between: knowing((message, isRefresh) =>
      isRefresh || isOpen(message) || message.method === "GET" || tokenIn(message) === "" ? message : DONE,
    ),
  },
  "tokens of others are revoked": {
    does: "A client can revoke another one's tokens.",
    breaks: ["revocation/bound-to-client"],
    between: revoking((message) => (clientOf(message) === "other" ? asClient(message, "web", SECRETS.web) : message)),
  },
  "refresh tokens can't be revoked": {
    does: "Refresh tokens aren't revoked.",
    breaks: ["revocation/refresh-token", "revocation/refresh-revokes-access"],
    between: knowing((message, isRefresh) => (isRefresh ? DONE : message)),
  },
  "revocation by GET": {
    does: "Revocation works by GET.",
    breaks: ["revocation/post-only"],
    between: revoking((message) => (message.method === "GET" ? DONE : message)),
  },
};
