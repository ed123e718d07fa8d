/** Faults of refresh tokens. */
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
  withParameters,
} from "../between.ts";
import { SECRETS } from "../mutant-server.ts";
import type { Answer, Between, Message, Mutant } from "../through.ts";

const isRefresh = (message: Message): boolean =>
  message.path === "/token" && parameter(message, "grant_type") === "refresh_token";

const refreshing = (change: (message: Message) => Message | Answer) =>
  asking("/token", (message) => (isRefresh(message) ? change(message) : message));

const refreshed = (change: (answer: Answer, message: Message) => Answer) =>
  responding("/token", (answer, message) =>
    isRefresh(message) && answer.status === 200 ? change(answer, message) : answer,
  );

const tokenIn = ({ body }: Answer): string | undefined =>
  body.startsWith("{") ? JSON.parse(body).refresh_token : undefined;

/** Other names for refresh tokens: `known` has what the server gave under each. */
export const renaming =
  (nameOf: (token: string, replaced: string | undefined) => string): (() => Between) =>
  () => {
    const known = new Map<string, string>();
    return async (message, ask) => {
      const shown =
        parameter(message, "refresh_token") ?? (message.path === "/revoke" ? parameter(message, "token") : undefined);
      const real = shown === undefined ? undefined : known.get(shown);
      const named = parameter(message, "refresh_token") === undefined ? { token: real } : { refresh_token: real };
      const answer = await ask(real === undefined ? message : withParameters(message, named));
      const token = message.path === "/token" ? tokenIn(answer) : undefined;
      if (token === undefined) return answer;
      const name = nameOf(token, shown);
      known.set(name, token);
      return withMembers(answer, (all) => ({ ...all, refresh_token: name }));
    };
  };

/** Finds out which refresh tokens were replaced. */
const replayed =
  (respond: (latest: string, message: Message) => Message | Answer): (() => Between) =>
  () => {
    const next = new Map<string, string>();
    const latest = (token: string): string => (next.has(token) ? latest(next.get(token) as string) : token);
    return async (message, ask) => {
      const token = parameter(message, "refresh_token");
      if (!isRefresh(message) || token === undefined) return ask(message);
      const instead = next.has(token) ? respond(latest(token), message) : message;
      if ("status" in instead) return instead;
      const answer = await ask(instead);
      const issued = tokenIn(answer);
      const used = parameter(instead, "refresh_token") as string;
      if (issued !== undefined && issued !== used) next.set(used, issued);
      return answer;
    };
  };

export const REFRESH_TOKENS: Readonly<Record<string, Mutant>> = {
  "the same access token": {
    does: "A refresh gives the same access token again.",
    breaks: ["refresh/works"],
    between: () => {
      const first = new Map<string, string>();
      return async (message, ask) => {
        const answer = await ask(message);
        if (message.path !== "/token" || answer.status !== 200) return answer;
        const token = tokenIn(answer);
        const { access_token: access } = JSON.parse(answer.body) as { access_token: string };
        const before = first.get(parameter(message, "refresh_token") ?? "");
        if (token !== undefined) first.set(token, before ?? access);
        return before === undefined ? answer : withMembers(answer, (all) => ({ ...all, access_token: before }));
      };
    },
  },
  "refreshed tokens may be cached": {
    does: "The response to a refresh has no Cache-Control.",
    breaks: ["refresh/no-store"],
    between: refreshed((answer) => withHeader(answer, "cache-control", undefined)),
  },
  "short refresh tokens": {
    does: "Refresh tokens have twelve characters.",
    breaks: ["refresh/entropy", "refresh/unguessable", "refresh/160-bits"],
    between: renaming((token) => token.slice(-12)),
  },
  "refresh tokens of anybody": {
    does: "A refresh token may be used by any client.",
    breaks: ["refresh/bound-to-client"],
    between: refreshing((message) => (clientOf(message) === "other" ? asClient(message, "web", SECRETS.web) : message)),
  },
  "refreshing without client authentication": {
    does: "A client needs no secret to refresh.",
    breaks: ["refresh/client-authentication"],
    between: refreshing((message) =>
      clientOf(message) === "web" && !message.headers.has("authorization")
        ? asClient(message, "web", SECRETS.web)
        : message,
    ),
  },
  "unknown refresh tokens, another error": {
    does: "A refresh token that doesn't exist is refused as invalid_request.",
    breaks: ["refresh/unknown"],
    between: refreshing((message) =>
      (parameter(message, "refresh_token") ?? "").length === 54 ? refusal("invalid_request") : message,
    ),
  },
  "no refresh token, another error": {
    does: "A request without refresh_token is refused as invalid_grant.",
    breaks: ["refresh/required"],
    between: refreshing((message) =>
      parameter(message, "refresh_token") === undefined ? refusal("invalid_grant") : message,
    ),
  },
  "scope ignored on refresh": {
    does: "A refresh gives all scopes, whatever was asked for.",
    breaks: ["refresh/narrower-scope"],
    between: refreshing((message) =>
      parameter(message, "scope")?.includes("no-such") ? message : withParameters(message, { scope: undefined }),
    ),
  },
  "refresh tokens lost by narrowing": {
    does: "After a refresh with fewer scopes, the refresh token doesn't work.",
    breaks: ["refresh/scope-kept"],
    between: () => {
      const lost = new Set<string>();
      return async (message, ask) => {
        const token = parameter(message, "refresh_token") ?? "";
        if (isRefresh(message) && lost.has(token)) return refusal("invalid_grant");
        const answer = await ask(message);
        const issued = tokenIn(answer);
        if (isRefresh(message) && issued !== undefined && parameter(message, "scope") !== undefined) lost.add(issued);
        return answer;
      };
    },
  },
  "wider scope on refresh": {
    does: "A scope that wasn't granted is granted on refresh.",
    breaks: ["refresh/wider-scope"],
    between: () => async (message, ask) => {
      const scope = parameter(message, "scope");
      if (!isRefresh(message) || !scope?.includes("no-such")) return ask(message);
      const answer = await ask(withParameters(message, { scope: undefined }));
      return answer.status === 200 ? withMembers(answer, (all) => ({ ...all, scope })) : answer;
    },
  },
  "wider scope, another error": {
    does: "A scope that wasn't granted is refused as invalid_grant.",
    breaks: ["refresh/wider-scope"],
    between: refreshing((message) =>
      parameter(message, "scope")?.includes("no-such") ? refusal("invalid_grant") : message,
    ),
  },
  "refresh tokens open APIs": {
    does: "userinfo accepts refresh tokens.",
    breaks: ["refresh/no-access-token"],
    between: () => {
      const known = new Set<string>();
      return async (message, ask) => {
        const token = message.headers.get("authorization")?.replace("Bearer ", "") ?? "";
        if (message.path === "/userinfo" && known.has(token)) return granted({ sub: "somebody" });
        const answer = await ask(message);
        const issued = message.path === "/token" ? tokenIn(answer) : undefined;
        if (issued !== undefined) known.add(issued);
        return answer;
      };
    },
  },
  "refresh tokens stay": {
    does: "Refresh tokens aren't rotated.",
    breaks: ["refresh/public-clients-rotate"],
    between: renaming((token, replaced) => replaced ?? token),
  },
  "old refresh tokens work": {
    does: "A refresh token that was replaced still works.",
    breaks: [
      "refresh/public-clients-rotate",
      "refresh/used-again",
      "refresh/reuse-revokes-successor",
      "refresh/reuse-revokes-access-token",
    ],
    between: replayed((latest, message) => withParameters(message, { refresh_token: latest })),
  },
  "reuse revokes nothing": {
    does: "If a refresh token that was replaced is used again, nothing is revoked.",
    breaks: ["refresh/reuse-revokes-successor", "refresh/reuse-revokes-access-token"],
    between: replayed(() => refusal("invalid_grant")),
  },
};
