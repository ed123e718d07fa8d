/** A message in whichever language names the parameter that it is about. That is little, and better than nothing. */
import type { CauseCode } from "../../reasons/causes.ts";
import type { ErrorSaid, RequestView, View } from "../view.ts";
import { type Found, rule, short } from "./define.ts";

type Meaning = readonly [reason: CauseCode, confidence: number];

const MEANINGS: Readonly<Record<string, Meaning>> = {
  redirect_uri: ["redirect-uri/unregistered", 0.58],
  post_logout_redirect_uri: ["redirect-uri/post-logout-unregistered", 0.6],
  client_id: ["client/unknown", 0.52],
  client_secret: ["client-auth/secret-wrong", 0.52],
  client_assertion: ["client-auth/assertion-invalid", 0.5],
  scope: ["scope/unknown", 0.42],
  code_verifier: ["pkce/verifier-mismatch", 0.48],
  code_challenge: ["pkce/required", 0.42],
  code_challenge_method: ["pkce/method-unsupported", 0.5],
  grant_type: ["request/grant-type-unsupported", 0.46],
  response_type: ["request/response-type-unsupported", 0.48],
  response_mode: ["request/response-mode-unsupported", 0.5],
  refresh_token: ["refresh-token/expired", 0.36],
  id_token: ["token/signature-invalid", 0.3],
  access_token: ["token/expired", 0.36],
  nonce: ["request/nonce-mismatch", 0.46],
  state: ["request/state-mismatch", 0.42],
};

const NAMES = new RegExp(`(?<![\\w.&?])(?:${Object.keys(MEANINGS).join("|")})(?![\\w=])`, "gi");
/** Everyday words, which name the parameter only if they are written as one. */
const EVERYDAY: ReadonlySet<string> = new Set(["scope", "state", "nonce"]);
const ADDRESS = /\b[a-z][\w+.-]{1,20}:\/\/[^\s"'<>]{1,4000}/gi;
const LONGEST = 500;

function* named(view: View): Iterable<Found> {
  for (const said of view.errors.slice(0, 20)) {
    const words = said.words.slice(0, LONGEST * 4).replaceAll(ADDRESS, " ");
    const [first, ...others] = new Set((words.match(NAMES) ?? []).map((name) => name.toLowerCase()));
    if (first === undefined || others.length > 0 || words.length > LONGEST) continue;
    if (EVERYDAY.has(first) && !/\P{ASCII}{3}|["'`]/u.test(words)) continue;
    const [reason, confidence] = meaningOf(first, said);
    yield {
      reason,
      confidence,
      says: `the message names ${first}`,
      source: short(words.trim(), 240),
      part: words.match(NAMES)?.[0],
    };
  }
}

function meaningOf(name: string, { error, request }: ErrorSaid): Meaning {
  if (request !== undefined && lacks(request, name)) return ["request/parameter-absent", 0.62];
  if (name === "redirect_uri" && (error === "invalid_grant" || request?.parameters.has("code") === true))
    return ["code/redirect-uri-mismatch", 0.6];
  return MEANINGS[name] as Meaning;
}

const NEEDED: Readonly<Record<string, readonly string[]>> = {
  authorization: ["client_id", "redirect_uri", "response_type", "scope", "state"],
  token: ["grant_type"],
};

const lacks = ({ endpoint, parameters, exchange }: RequestView, name: string): boolean =>
  exchange.request?.partial !== true && (NEEDED[endpoint] ?? []).includes(name) && !parameters.get(name);

export const namedParameterRules = [rule("words/parameter", named)];
