/** Faults of what expires, seen when the clock has been moved. */
import { granted, refusal, responding, withMembers } from "../between.ts";
import type { Answer, Between, Message, Mutant } from "../through.ts";
import { polled } from "./device.ts";

/** Seconds for which a code lives. */
export const codes = { live: 60 };

/** Responds for access tokens that have expired. */
const whenExpired =
  (path: string, tokenOf: (message: Message) => string | undefined, answer: Answer) => (): Between => {
    const until = new Map<string, number>();
    return async (message, ask) => {
      const expires = message.path === path ? until.get(tokenOf(message) ?? "") : undefined;
      if (expires !== undefined && expires < Date.now()) return answer;
      const got = await ask(message);
      if (message.path === "/token" && got.status === 200) {
        const { access_token, expires_in } = JSON.parse(got.body);
        until.set(access_token, Date.now() + expires_in * 1000);
      }
      return got;
    };
  };

/** What oidc-provider leaves to its storage, which forgets device codes: they are refused as expired_token. */
export const expiring = (): Between => {
  const until = new Map<string, number>();
  return async (message, ask) => {
    const expires = message.path === "/token" ? until.get(message.form.get("device_code") ?? "") : undefined;
    if (expires !== undefined && expires < Date.now()) return refusal("expired_token");
    const got = await ask(message);
    if (message.path === "/device/auth" && got.status === 200) {
      const { device_code, expires_in } = JSON.parse(got.body);
      until.set(device_code, Date.now() + expires_in * 1000);
    }
    return got;
  };
};

export const LIFETIMES: Readonly<Record<string, Mutant>> = {
  "codes for an hour": {
    does: "A code lives for an hour.",
    breaks: ["lifetime/code"],
    between: () => {
      codes.live = 3600;
      return (message, ask) => ask(message);
    },
  },
  "introspection without a clock": {
    does: "A token that has expired is active.",
    breaks: ["lifetime/introspection"],
    between: whenExpired(
      "/token/introspection",
      ({ form }) => form.get("token") ?? undefined,
      granted({ active: true }),
    ),
  },
  "userinfo without a clock": {
    does: "Userinfo accepts a token that has expired.",
    breaks: ["lifetime/userinfo"],
    between: whenExpired("/me", ({ headers }) => headers.get("authorization")?.slice(7), granted({ sub: "ada" })),
  },
  "request_uris that outlive expires_in": {
    does: "A request_uri works for longer than its expires_in.",
    breaks: ["lifetime/request-uri"],
    between: responding("/request", (answer) =>
      answer.status === 201 ? withMembers(answer, (all) => ({ ...all, expires_in: 5 })) : answer,
    ),
  },
  "expired device codes are unknown": {
    does: "A device code that has expired is refused as invalid_grant.",
    breaks: ["lifetime/device-code"],
    between: polled((answer) => (answer.body.includes("expired_token") ? refusal("invalid_grant") : answer)),
  },
};
