/** Faults of the token endpoint. */
import { type Mutant, responding, withHeader, withMembers } from "../mutant-server.ts";

const granted = (change: Parameters<typeof responding>[1]) =>
  responding("/token", (answer, message) => (answer.status === 200 ? change(answer, message) : answer));
const refused = (change: Parameters<typeof responding>[1]) =>
  responding("/token", (answer, message) => (answer.status === 200 ? answer : change(answer, message)));

export const TOKEN_ENDPOINT: Readonly<Record<string, Mutant>> = {
  "tokens may be cached": {
    does: "Responses with tokens have no Cache-Control.",
    breaks: ["token/no-store", "refresh/no-store"],
    between: granted((answer) => withHeader(answer, "cache-control", undefined)),
  },
  "errors may be cached": {
    does: "Errors have Cache-Control: private.",
    breaks: ["token/error-no-store"],
    between: refused((answer) => withHeader(answer, "cache-control", "private")),
  },
  "tokens as text": {
    does: "Responses with tokens are text/plain.",
    breaks: ["token/json"],
    between: granted((answer) => withHeader(answer, "content-type", "text/plain")),
  },
  "no token type": {
    does: "token_type is missing.",
    breaks: ["token/token-type"],
    between: granted((answer) => withMembers(answer, ({ token_type: _, ...rest }) => rest)),
  },
  "lifetime as text": {
    does: "expires_in is a string.",
    breaks: ["token/expires-in"],
    between: granted((answer) => withMembers(answer, (all) => ({ ...all, expires_in: String(all.expires_in) }))),
  },
  "refused in Latin": {
    does: "error_description has typographic quotation marks.",
    breaks: ["token/error-characters"],
    between: refused((answer) => withMembers(answer, (all) => ({ ...all, error_description: "the “grant” is wrong" }))),
  },
};
