/** Faults of clients' secrets, and of what can be guessed. */
import { setTimeout as wait } from "node:timers/promises";
import {
  asClient,
  asking,
  clientOf,
  METADATA,
  refusal,
  responding,
  withHeader,
  withMembers,
  withParameters,
} from "../between.ts";
import { SECRETS } from "../mutant-server.ts";
import type { Answer, Ask, Message, Mutant } from "../through.ts";
import { renamed } from "./codes.ts";
import { renaming } from "./refresh-tokens.ts";

const REAL = SECRETS.service;

const secretOf = ({ headers }: Message): string | undefined => {
  const [, basic] = headers.get("authorization")?.match(/^Basic ([\w+/=]+)$/) ?? [];
  return basic === undefined ? undefined : Buffer.from(basic, "base64").toString().split(":")[1];
};

const atToken = (change: (message: Message, ask: Ask) => Message | Answer | Promise<Answer>) =>
  asking("/token", change);

/** Accepts what is nearly the secret of the service. */
const near = (name: string, does: string, isFine: (secret: string) => boolean): Mutant => ({
  does,
  breaks: [`client-secret/${name}`],
  between: atToken((message) => {
    const secret = clientOf(message) === "service" ? secretOf(message) : undefined;
    return secret !== undefined && isFine(secret) ? asClient(message, "service", REAL) : message;
  }),
});

/** What a client gets that doesn't exist. */
const toNobody = (change: (answer: Answer) => Answer) =>
  responding("/token", (answer, message) =>
    clientOf(message).startsWith("no-such-client-") ? change(answer) : answer,
  );

export const CLIENT_SECRETS: Readonly<Record<string, Mutant>> = {
  "empty secrets": near("not-empty", "An empty secret is as good as the right one.", (secret) => secret === ""),
  "beginnings of secrets": near(
    "whole",
    "Of a secret, as many characters are compared as the right one has.",
    (secret) => secret.length > REAL.length && secret.startsWith(REAL),
  ),
  "secrets cut off": near(
    "not-shorter",
    "The last character of a secret may be missing.",
    (secret) => secret === REAL.slice(0, -1),
  ),
  "secrets in any case": near(
    "case",
    "Secrets are compared in lower case.",
    (secret) => secret !== REAL && secret.toLowerCase() === REAL.toLowerCase(),
  ),
  "secrets in URLs": {
    does: "A client may authenticate in the URL.",
    breaks: ["client-secret/not-in-url"],
    between: atToken((message) =>
      message.query.get("client_secret") === REAL && message.form.get("client_id") === null
        ? asClient({ ...message, query: new URLSearchParams() }, "service", REAL)
        : message,
    ),
  },
  "two ways to authenticate": {
    does: "A client may authenticate in two ways at once.",
    breaks: ["client-secret/one-method"],
    between: atToken((message) =>
      message.headers.has("authorization") && message.form.has("client_secret")
        ? withParameters(message, { client_id: undefined, client_secret: undefined })
        : message,
    ),
  },
  "two clients in a request": {
    does: "client_id may be another one than that of the credentials.",
    breaks: ["client-secret/one-client"],
    between: atToken((message) =>
      message.headers.has("authorization") && !message.form.has("client_secret")
        ? withParameters(message, { client_id: undefined })
        : message,
    ),
  },
  "wrong secrets, another error": {
    does: "A wrong secret is refused as invalid_grant.",
    breaks: ["client-secret/wrong", "client-secret/unknown-and-wrong-alike"],
    between: responding("/token", (answer, message) =>
      answer.status === 401 && clientOf(message) === "service" && secretOf(message) !== undefined
        ? withMembers(answer, (all) => ({ ...all, error: "invalid_grant" }))
        : answer,
    ),
  },
  "unknown clients, another error": {
    does: "A client that doesn't exist is refused as unauthorized_client.",
    breaks: ["client-secret/unknown-client", "client-secret/unknown-and-wrong-alike"],
    between: toNobody((answer) => withMembers(answer, (all) => ({ ...all, error: "unauthorized_client" }))),
  },
  "wrong secrets without a challenge": {
    does: "After a wrong secret, there is no WWW-Authenticate.",
    breaks: ["client-secret/challenge"],
    between: responding("/token", (answer) => withHeader(answer, "www-authenticate", undefined)),
  },
  "credentials that can't be read": {
    does: "An Authorization header that can't be read is a fault of the server.",
    breaks: ["client-secret/malformed-header"],
    between: atToken((message) =>
      message.headers.get("authorization")?.includes("!") ? refusal("server_error", 500) : message,
    ),
  },
  "unknown clients named": {
    does: "The error says that the client doesn't exist.",
    breaks: ["client-secret/unknown-and-wrong-alike"],
    between: toNobody((answer) =>
      withMembers(answer, (all) => ({ ...all, error_description: "There is no such client." })),
    ),
  },
  "unknown clients refused sooner": {
    does: "A wrong secret takes longer than a client that doesn't exist.",
    breaks: ["client-secret/unknown-and-wrong-take-the-same-time"],
    between: atToken(async (message, ask) => {
      const answer = await ask(message);
      if (answer.status === 401 && clientOf(message) === "service") await wait(100);
      return answer;
    }),
  },
  "secrets in forms alone": {
    does: "client_secret_basic isn't supported.",
    breaks: ["client-secret/basic-supported"],
    between: responding(METADATA, (answer) =>
      withMembers(answer, (all) => ({
        ...all,
        token_endpoint_auth_methods_supported: ["client_secret_post", "none"],
      })),
    ),
  },
  "codes that count": {
    does: "A code is a number with zeros in front.",
    breaks: ["code/unguessable", "code/160-bits"],
    between: renamed((_, at) => String(at).padStart(43, "0")),
  },
  "codes of 144 bits": {
    does: "Codes have 24 characters.",
    breaks: ["code/160-bits"],
    between: renamed((code) => code.slice(-24)),
  },
  "refresh tokens that count": {
    does: "A refresh token ends with a number, and begins like all others.",
    breaks: ["refresh/unguessable", "refresh/160-bits"],
    between: (() => {
      const numbers = new Map<string, number>();
      return renaming((token) => {
        const at = numbers.get(token) ?? numbers.size;
        numbers.set(token, at);
        return `refresh-token-of-this-server-${String(at).padStart(14, "0")}`;
      });
    })(),
  },
  "refresh tokens of 144 bits": {
    does: "Refresh tokens have 24 characters.",
    breaks: ["refresh/160-bits"],
    between: renaming((token) => token.slice(-24)),
  },
};
