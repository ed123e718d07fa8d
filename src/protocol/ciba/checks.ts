/** What a backchannel authentication request must say (CIBA Core 1.0, 7.1, 7.1.1, 7.2), and of whom. */
import { refuse } from "../../reasons/index.ts";
import { quotable } from "../../reasons/scrub.ts";
import { openid } from "../../specs.ts";
import type { Hint } from "../authorization/case.ts";
import { maxAgeFault } from "../authorization/max-age.ts";
import type { Client } from "../client.ts";
import type { Check } from "../decision.ts";
import type { Form } from "../form.ts";
import type { RequestObject } from "../request-object/object.ts";

/** Whom a hint names. */
export type AskedUser =
  | { readonly is: "found"; readonly subject: string }
  | { readonly is: "unknown"; readonly by: string }
  /** Nobody was looked for: the signed request was used before. */
  | { readonly is: "replayed" }
  /** The client has named too many users that don't exist, or asks this one too often. */
  | { readonly is: "throttled"; readonly retryAfter: number };

/** What can be said of a binding message, which isn't kept. `plain`: it has only characters that can be shown. */
export interface Message {
  readonly characters: number;
  readonly plain: boolean;
}

export function messageIn({ values }: Form): Message | undefined {
  const text = values.get("binding_message");
  return text === undefined
    ? undefined
    : { characters: [...text].length, plain: !/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/u.test(text) };
}

export interface BackchannelCase {
  readonly message: Message | undefined;
  readonly client: Client;
  readonly asked: Form;
  readonly hint: Hint;
  readonly object: RequestObject | undefined;
  readonly now: number;
}

const HINTS = ["login_hint", "id_token_hint", "login_hint_token"] as const;
/** Characters of a message. It must fit on a small screen (CIBA Core 1.0, 7.1). */
const LONGEST_MESSAGE = 128;
/** Seconds for which a signed request may be valid: an hour, as in FAPI. */
const LONGEST_SIGNED = 3_600;

const missing = (claim: string) =>
  refuse("request/object-claim-invalid", {
    claim,
    problem: "is missing, but a signed authentication request must have it",
  });

/** What a signed request must have (CIBA Core 1.0, 7.1.1), beside what every request object must. */
export const signedChecks: readonly Check<BackchannelCase>[] = [
  {
    asks: "Does the signed request have every claim that it must?",
    cites: openid("ciba", "7.1.1"),
    run: ({ object }) => {
      const claims = object === undefined || object.jwt.is === "malformed" ? {} : object.jwt.claims;
      const absent = ["iss", "aud", "exp", "iat", "nbf", "jti"].find((name) => claims[name] === undefined);
      if (absent !== undefined) return missing(absent);
      const { exp, nbf } = claims as { readonly exp: number; readonly nbf: number };
      return exp - nbf > LONGEST_SIGNED
        ? refuse("request/object-claim-invalid", {
            claim: "exp",
            problem: `is more than ${LONGEST_SIGNED} seconds after nbf`,
          })
        : undefined;
    },
  },
];

export const requestChecks: readonly Check<BackchannelCase>[] = [
  {
    asks: "Is the request signed, if it must be?",
    cites: openid("ciba", "7.1.1"),
    run: ({ client, object }) =>
      client.backchannelRequestSigningAlg !== undefined && object === undefined
        ? refuse("request/object-required", { clientId: client.id })
        : undefined,
  },
  {
    asks: "Does exactly one hint say who the user is?",
    cites: openid("ciba", "7.1"),
    run: ({ asked }) => {
      const sent = HINTS.filter((name) => asked.values.has(name));
      return sent.length === 1
        ? undefined
        : refuse("ciba/hints-invalid", { sent, supported: ["login_hint", "id_token_hint"] });
    },
  },
  {
    asks: "Is it a hint that this server reads?",
    cites: openid("ciba", "7.1"),
    run: ({ asked }) =>
      asked.values.has("login_hint_token")
        ? refuse("ciba/hints-invalid", { sent: ["login_hint_token"], supported: ["login_hint", "id_token_hint"] })
        : undefined,
  },
  {
    asks: "Is id_token_hint an ID token that this client got here?",
    cites: openid("ciba", "7.1"),
    run: ({ hint }) => (hint.is === "invalid" ? refuse("user/hint-invalid", { because: hint.because }) : undefined),
  },
  {
    asks: "Is the scope openid among those that are asked for?",
    cites: openid("ciba", "7.1"),
    run: ({ asked }) => {
      const scope = asked.values.get("scope");
      return scope?.split(" ").includes("openid") === true
        ? undefined
        : refuse("request/parameter-invalid", {
            parameter: "scope",
            ...(scope !== undefined && { sent: quotable(scope, 100) }),
            expected: "a list of scopes with openid",
          });
    },
  },
  {
    asks: "Is requested_expiry a number of seconds?",
    cites: openid("ciba", "7.1"),
    run: ({ asked }) => {
      const sent = asked.values.get("requested_expiry");
      return sent === undefined || /^[1-9]\d{0,8}$/.test(sent)
        ? undefined
        : refuse("request/parameter-invalid", {
            parameter: "requested_expiry",
            sent: quotable(sent, 40),
            expected: "a positive number of seconds",
          });
    },
  },
  {
    // Not a parameter of CIBA's own: who knows it from authorization requests means the same here.
    asks: "Is max_age a number of seconds?",
    cites: openid("core", "3.1.2.1"),
    run: ({ asked }) => maxAgeFault(asked.values.get("max_age")),
  },
  {
    asks: "Is there no user_code, since none is supported?",
    cites: openid("ciba", "7.1"),
    run: ({ asked }) =>
      asked.values.has("user_code")
        ? refuse("request/parameter-invalid", {
            parameter: "user_code",
            expected: "nothing: this server has no user codes",
          })
        : undefined,
  },
  {
    asks: "Can binding_message be shown?",
    cites: openid("ciba", "7.1"),
    run: ({ message }) =>
      message === undefined || (message.plain && message.characters <= LONGEST_MESSAGE)
        ? undefined
        : refuse("ciba/binding-message-invalid", { ...message, most: LONGEST_MESSAGE }),
  },
  {
    asks: "Does a client that is notified send the token to do so with?",
    cites: openid("ciba", "7.1"),
    run: ({ client, asked }) => {
      const token = asked.values.get("client_notification_token");
      if (client.backchannelTokenDeliveryMode !== "ping") return undefined;
      if (token === undefined) return refuse("request/parameter-absent", { parameter: "client_notification_token" });
      // RFC 6750 2.1.
      return /^[\w.~+/-]{22,1024}=*$/.test(token)
        ? undefined
        : refuse("request/parameter-invalid", {
            parameter: "client_notification_token",
            expected: "a bearer token of 128 bits or more: 22 to 1024 letters, digits and - . _ ~ + /",
          });
    },
  },
];

export const userChecks: readonly Check<{ readonly user: AskedUser }>[] = [
  {
    asks: "Is a signed request used for the first time?",
    cites: openid("ciba", "7.1.1"),
    run: ({ user }) =>
      user.is === "replayed"
        ? refuse("request/object-claim-invalid", { claim: "jti", problem: "was used before" })
        : undefined,
  },
  {
    asks: "Were few enough users asked, and named in vain?",
    cites: openid("ciba", "14"),
    run: ({ user }) => (user.is === "throttled" ? refuse("ciba/too-many", { retryAfter: user.retryAfter }) : undefined),
  },
  {
    asks: "Is there a user whom the hint names?",
    cites: openid("ciba", "13"),
    run: ({ user }) => (user.is === "unknown" ? refuse("ciba/user-unknown", { by: user.by }) : undefined),
  },
];
