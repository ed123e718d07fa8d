/** What an exchange came to, in a few words without secrets, and whether that is a failure to explain. */
import { challengesOf } from "../doctor/readers/challenge.ts";
import type { RequestView } from "../doctor/view.ts";
import { type Exchange, headerOf, jsonOf } from "./exchange.ts";
import { type Kind, redirectOf } from "./kind.ts";

/** What an exchange came to. */
export interface Outcome {
  /** In a few words: `400 invalid_grant`. */
  readonly says: string;
  /** `expected`: no success, and nothing is wrong: a server that asks for a token, a device that isn't approved yet. */
  readonly is: "fine" | "expected" | "failed";
}

/** What a device and a user who hasn't decided yet cause (RFC 8628 3.5). */
const WAITING = /^(?:authorization_pending|slow_down)$/;

export function outcomeOf(exchange: Exchange, kind: Kind, view: RequestView): Outcome {
  const { response, failure, open } = exchange;
  if (response === undefined) return { says: failure ?? "no response", is: "failed" };
  const { status } = response;
  if (failure !== undefined) return { says: `${status}, ${lowered(failure)}`, is: "failed" };
  if (open === true) return { says: `${status}, a stream`, is: "fine" };
  const json = jsonOf(response.body);
  const error = errorIn(exchange, json);
  if (error !== undefined) return { says: `${status} ${error}`, is: WAITING.test(error) ? "expected" : "failed" };
  if (status === 401 && view.bearer === undefined && view.basic === undefined && kind.name === "api")
    return { says: "401, asks for a token", is: "expected" };
  // Clients try several places (RFC 8414 3.1, RFC 9728 3.1).
  if (kind.name === "metadata" && (status === 404 || status === 405))
    return { says: `${status}, nothing there`, is: "expected" };
  if (status >= 400) return { says: String(status), is: "failed" };
  return { says: [String(status), fine(exchange, kind, json)].filter(Boolean).join(", "), is: "fine" };
}

const lowered = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1).replace(/\.$/, "");

/** The error of the protocol, wherever it appears: in the body, the challenge (RFC 6750 3), or the redirect (RFC 6749 4.1.2.1). */
function errorIn(exchange: Exchange, json: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const { response } = exchange;
  const challenges = challengesOf(headerOf(response?.headers ?? [], "www-authenticate") ?? "");
  const said = [
    json?.error,
    ...challenges.map(({ parameters }) => parameters.get("error")),
    redirectOf(exchange)?.parameters.get("error"),
  ].find((one) => typeof one === "string" && one !== "");
  return typeof said === "string" ? said.replace(/[^\x20-\x7e]/g, "?").slice(0, 80) : undefined;
}

function fine(exchange: Exchange, { name }: Kind, json: Readonly<Record<string, unknown>> | undefined): string {
  const redirect = redirectOf(exchange);
  if (redirect !== undefined) return toClient(redirect);
  switch (name) {
    case "token":
      return granted(json);
    case "introspection":
      return json?.active === true ? "active" : json?.active === false ? "not active" : "";
    case "metadata":
      return typeof json?.issuer === "string" ? `issuer ${json.issuer.slice(0, 200)}` : "";
    case "keys":
      return Array.isArray(json?.keys) ? `${json.keys.length} ${json.keys.length === 1 ? "key" : "keys"}` : "";
    case "device":
      return typeof json?.verification_uri === "string"
        ? `the user goes to ${json.verification_uri.slice(0, 200)}`
        : "";
    case "registration":
      return typeof json?.client_id === "string" ? `client ${json.client_id.slice(0, 100)}` : "";
    default:
      return "";
  }
}

function toClient({ to, parameters }: NonNullable<ReturnType<typeof redirectOf>>): string {
  const where = URL.canParse(to) ? new URL(to).host : to.slice(0, 100);
  if (parameters.has("code")) return `a code for ${where}`;
  if (parameters.has("access_token") || parameters.has("id_token")) return `tokens for ${where}`;
  return `to ${to.slice(0, 200)}`;
}

const TOKENS = [
  ["access_token", "access token"],
  ["refresh_token", "refresh token"],
  ["id_token", "ID token"],
] as const;

function granted(json: Readonly<Record<string, unknown>> | undefined): string {
  const tokens = TOKENS.filter(([member]) => typeof json?.[member] === "string").map(([, words]) => words);
  const scope = typeof json?.scope === "string" ? `scope ${json.scope.slice(0, 200)}` : "";
  const seconds = typeof json?.expires_in === "number" ? `for ${json.expires_in} s` : "";
  return [tokens.join(" + "), seconds, scope].filter((part) => part !== "").join(", ");
}
