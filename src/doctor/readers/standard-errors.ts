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

/** The standard errors that a text names in words. */
export const spokenErrors = (text: string): readonly string[] =>
  (text.match(SPOKEN) ?? []).map((name) => name.toLowerCase().replaceAll(" ", "_"));

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
