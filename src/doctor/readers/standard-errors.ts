/** Names of errors as one pattern: those of the registry, and common ones that it lacks. */
import { standardErrors } from "../../standard/index.ts";

const WIDESPREAD = [
  "redirect_uri_mismatch",
  "invalid_redirect_uri",
  "bad_verification_code",
  "incorrect_client_credentials",
  "unsupported_token_type",
  "admin_policy_enforced",
  "org_internal",
  "disallowed_useragent",
  "deleted_client",
  "invalid_code",
  "invalid_user_credentials",
  "invalid_client_credentials",
  "user_not_found",
  "expired_token",
  "bad_client_secret",
  "invalid_client_id",
  "app_not_installed",
  "invalid_auth",
  "origin_mismatch",
  "idpiframe_initialization_failed",
  "user_cancelled",
  "user_denied",
  "missing_state",
  "mismatching_state",
  "state_mismatch",
];

/** Names that users write as words, and that mean nothing else: "I get invalid grant". */
const SPOKEN =
  /\b(?:invalid grant|unsupported (?:grant|response) type|unauthorized client)\b(?! (?:type|request|uri|url))/gi;

/** The sentences by which RFC 6749 (4.1.2.1, 5.2) defines the errors. Many servers return them, and only for these errors. */
const DEFINED: readonly (readonly [RegExp, string])[] = [
  [/provided authorization grant\b[^\n]{0,140}\bis invalid, expired, revoked/i, "invalid_grant"],
  [
    /client authentication failed[, ]{0,2}\(?(?:e\.g\.|such as|due to|for example)\W{0,3}unknown client/i,
    "invalid_client",
  ],
  [/requested scopes? (?:is|are) invalid, unknown,? or malformed/i, "invalid_scope"],
  [/authenticated client is not authorized to use this authorization grant type/i, "unauthorized_client"],
  [/authorization grant type is not supported by the authorization server/i, "unsupported_grant_type"],
  [/resource owner or (?:the )?authorization server denied the request/i, "access_denied"],
  [/request is missing a required parameter, includes an/i, "invalid_request"],
];

/** Classes of libraries. Those that other fields have as well, such as InvalidRequestError, say nothing. */
const CLASS =
  /\b(Invalid(?:Grant|Client|Scope|Target|ClientMetadata)|UnauthorizedClient|UnsupportedGrantType|UnsupportedResponseType|InsufficientScope)(?:Error|Exception)\b/g;

const ofClasses = (text: string): readonly string[] =>
  [...text.matchAll(CLASS)].map(([, name = ""]) => name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, "_").toLowerCase());

/** The standard errors that a text names in words. */
export function spokenErrors(text: string): readonly string[] {
  const spoken = (text.match(SPOKEN) ?? []).map((name) => name.toLowerCase().replaceAll(" ", "_"));
  const start = text.slice(0, MOST);
  return [
    ...ofClasses(start),
    ...spoken,
    ...DEFINED.flatMap(([sentence, error]) => (sentence.test(start) ? [error] : [])),
  ];
}
const MOST = 20_000;

let pattern: RegExp | undefined;

/** Matches each as a whole word. Everyday words are excluded. */
export function allErrors(): RegExp {
  if (pattern === undefined) {
    const names = standardErrors.map(({ error }) => error).filter((name) => name.includes("_"));
    const all = [...new Set([...names, ...WIDESPREAD])].sort((one, other) => other.length - one.length);
    pattern = new RegExp(`(?<![\\w-])(?:${all.join("|")})(?![\\w-])`, "g");
  }
  return pattern;
}
