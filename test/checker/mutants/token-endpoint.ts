/** Faults of the token endpoint. */
import {
  asking,
  both,
  granted,
  parameter,
  refusal,
  responding,
  withHeader,
  withMembers,
  withParameters,
} from "../between.ts";
import type { Answer, Message, Mutant } from "../through.ts";

type Change = (answer: Answer, message: Message) => Answer;

const whenGranted = (change: Change) =>
  responding("/token", (answer, message) => (answer.status === 200 ? change(answer, message) : answer));
const whenRefused = (change: Change) =>
  responding("/token", (answer, message) => (answer.status === 200 ? answer : change(answer, message)));
const isGrant = (message: Message, grant: string): boolean => parameter(message, "grant_type") === grant;

/** Whether a request says what the token is for. */
const says = ({ form }: Message): boolean => form.has("scope") || form.has("authorization_details");

export const TOKEN_ENDPOINT: Readonly<Record<string, Mutant>> = {
  "tokens may be cached": {
    does: "Responses with tokens have no Cache-Control.",
    breaks: ["token/no-store", "refresh/no-store"],
    between: whenGranted((answer) => withHeader(answer, "cache-control", undefined)),
  },
  "errors may be cached": {
    does: "Errors have Cache-Control: private.",
    breaks: ["token/error-no-store"],
    between: whenRefused((answer) => withHeader(answer, "cache-control", "private")),
  },
  "tokens as text": {
    does: "Responses with tokens are text/plain.",
    breaks: ["token/json"],
    between: whenGranted((answer) => withHeader(answer, "content-type", "text/plain")),
  },
  "no token type": {
    does: "token_type is missing.",
    breaks: ["token/token-type", "dpop/token-type", "dpop/refresh-type"],
    between: whenGranted((answer) => withMembers(answer, ({ token_type: _, ...rest }) => rest)),
  },
  "lifetime as text": {
    does: "expires_in is a string.",
    breaks: ["token/expires-in"],
    between: whenGranted((answer) => withMembers(answer, (all) => ({ ...all, expires_in: String(all.expires_in) }))),
  },
  "a refresh token for a service": {
    does: "The client credentials grant gives a refresh token.",
    breaks: ["token/client-credentials-without-refresh"],
    between: whenGranted((answer, message) =>
      isGrant(message, "client_credentials")
        ? withMembers(answer, (all) => ({ ...all, refresh_token: "a".repeat(43) }))
        : answer,
    ),
  },
  "scope as a list": {
    does: "scope is a JSON array.",
    breaks: ["token/scope-told"],
    between: whenGranted((answer, message) =>
      isGrant(message, "client_credentials") && !(parameter(message, "scope") ?? "").includes("no-such")
        ? withMembers(answer, (all) => ({ ...all, scope: String(all.scope).split(" ") }))
        : answer,
    ),
  },
  "no grant type, another error": {
    does: "A request without grant_type is invalid_grant.",
    breaks: ["token/grant-type-required"],
    between: asking("/token", (message) =>
      parameter(message, "grant_type") === undefined ? refusal("invalid_grant") : message,
    ),
  },
  "unknown grant type, another error": {
    does: "An unknown grant type is invalid_request.",
    breaks: ["token/grant-type-unknown"],
    between: asking("/token", (message) =>
      parameter(message, "grant_type")?.startsWith("urn:") ? refusal("invalid_request") : message,
    ),
  },
  "the password grant": {
    does: "The password grant exists.",
    breaks: ["token/no-password-grant"],
    between: asking("/token", (message) => (isGrant(message, "password") ? refusal("invalid_grant") : message)),
  },
  "the first of two": {
    does: "Of a repeated parameter, the first is used.",
    breaks: ["token/no-repeated-parameter", "client-jwt/one-assertion"],
    between: asking("/token", (message) => ({
      ...message,
      form: new URLSearchParams(Object.fromEntries(message.form)),
    })),
  },
  "tokens by GET": {
    does: "Token requests may be sent by GET.",
    breaks: ["token/post-only"],
    between: asking("/token", (message) => {
      if (message.method !== "GET") return message;
      const headers = new Headers(message.headers);
      headers.set("content-type", "application/x-www-form-urlencoded");
      return { ...message, method: "POST", form: message.query, query: new URLSearchParams(), headers };
    }),
  },
  "tokens for JSON": {
    does: "A JSON body is taken for a form.",
    breaks: ["token/form-only"],
    between: asking("/token", (message) => {
      if (!message.body.startsWith("{")) return message;
      const headers = new Headers(message.headers);
      headers.set("content-type", "application/x-www-form-urlencoded");
      return { ...message, form: new URLSearchParams(JSON.parse(message.body)), headers };
    }),
  },
  "unknown parameters refused": {
    does: "A parameter that the server doesn't know is refused.",
    breaks: ["token/unknown-parameter-ignored"],
    between: asking("/token", (message) =>
      parameter(message, "nobody_knows_this") ? refusal("invalid_request") : message,
    ),
  },
  "empty parameters refused": {
    does: "A parameter without a value is refused.",
    breaks: ["token/empty-parameter-omitted"],
    between: asking("/token", (message) =>
      parameter(message, "audience") === "" ? refusal("invalid_request") : message,
    ),
  },
  "unknown scopes ignored": {
    does: "An unknown scope is left out without a word.",
    breaks: ["token/scope-unknown"],
    between: both(
      whenGranted((answer, message) =>
        parameter(message, "scope")?.includes("no-such") && isGrant(message, "client_credentials")
          ? withMembers(answer, ({ scope: _, ...rest }) => rest)
          : answer,
      ),
      asking("/token", (message) =>
        parameter(message, "scope")?.startsWith("no-such") ? withParameters(message, { scope: "read" }) : message,
      ),
    ),
  },
  "a default that nobody is told": {
    does: "Without scope, a token is given, and the response doesn't say for which.",
    breaks: ["token/default-scope"],
    between: asking("/token", (message) =>
      message.method === "POST" && isGrant(message, "client_credentials") && !says(message)
        ? granted({ access_token: "a".repeat(43), token_type: "Bearer", expires_in: 300 })
        : message,
    ),
  },
  "scopes in any case": {
    does: "READ is taken for read.",
    breaks: ["token/scope-case"],
    between: asking("/token", (message) =>
      withParameters(message, { scope: parameter(message, "scope")?.toLowerCase() }),
    ),
  },
  "errors as pages": {
    does: "Errors are text/html.",
    breaks: ["token/error-json"],
    between: whenRefused((answer) => withHeader(answer, "content-type", "text/html")),
  },
  "errors with quotation marks": {
    does: "error_description has typographic quotation marks.",
    breaks: ["token/error-characters"],
    between: whenRefused((answer) =>
      withMembers(answer, (all) => ({ ...all, error_description: "the “grant” is wrong" })),
    ),
  },
  "errors of another status": {
    does: "Errors have the status 422.",
    breaks: ["token/error-status"],
    between: whenRefused((answer) => ({
      ...answer,
      status: answer.status === 400 && /grant_type/.test(answer.body) ? 422 : answer.status,
    })),
  },
  "an error page that is no URL": {
    does: "error_uri is a sentence.",
    breaks: ["token/error-uri"],
    between: whenRefused((answer) => withMembers(answer, (all) => ({ ...all, error_uri: "see the manual" }))),
  },
  "errors with the secret": {
    does: "An error repeats the client secret.",
    breaks: ["token/error-without-secret"],
    between: whenRefused((answer, message) =>
      withMembers(answer, (all) => ({
        ...all,
        error_description: `${all.error_description} ${parameter(message, "client_secret") ?? ""}`,
      })),
    ),
  },
};
