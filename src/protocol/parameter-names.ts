/**
 * Names of parameters as they may be shown. An unknown name that resembles no known one may be anything: the rest of a secret
 * with an ampersand in it, or a whole JSON document.
 */
import { type Refusal, refuse } from "../reasons/index.ts";
import { nearest } from "./edits.ts";

const KNOWN: readonly string[] = [
  ..."access_token access_type acr_values actor_token actor_token_type approval_prompt assertion audience".split(" "),
  ..."authorization_details auth_req_id binding_message claims claims_locales client_assertion".split(" "),
  ..."client_assertion_type client_id client_secret code code_challenge code_challenge_method code_verifier".split(" "),
  ..."csrf answer device_code display dpop_jkt grant_type hd id_token_hint include_granted_scopes".split(" "),
  ..."issuer login_hint logout_hint max_age nonce oauth_callback oauth_consumer_key oauth_nonce".split(" "),
  ..."oauth_signature oauth_signature_method oauth_timestamp oauth_token oauth_verifier oauth_version".split(" "),
  ..."organization password post_logout_redirect_uri prompt redirect_uri ref refresh_token registration".split(" "),
  ..."request request_uri requested_token_type resource response_mode response_type scope scopes session_state".split(
    " ",
  ),
  ..."state subject_token subject_token_type tenant token token_type token_type_hint ui_locales".split(" "),
  ..."user_code username email error error_description error_uri iss".split(" "),
];

/** What remains before a name if a URL was escaped for HTML, and `&amp;` was not unescaped. */
const ESCAPED = /^(?:amp;)+/;

/** What editors and copied texts leave before or after a name, where nobody sees it. */
const INVISIBLE = /^[\uFEFF\u200B]+|[\uFEFF\u200B]+$/g;

/** Only the letters of a name: `grantType`, `grant-type` and `amp;grant_type` become `granttype`. */
export const lettersOf = (name: string): string =>
  name
    .replace(ESCAPED, "")
    .toLowerCase()
    .replaceAll(/[^a-z]/g, "");

const LETTERS: ReadonlySet<string> = new Set(KNOWN.map(lettersOf));

/**
 * The name, if it is known, similar to a known one, or too short to reveal anything. Otherwise, as many asterisks. Applying it
 * twice changes nothing.
 */
export function nameShown(name: string): string {
  const visible = name.replace(INVISIBLE, "");
  const plain = name.length <= 44 && /^[\x20-\x7E]*$/.test(visible);
  const bare = visible.replace(ESCAPED, "");
  const known =
    plain && (/^[a-z]{1,3}$/.test(bare) || LETTERS.has(lettersOf(bare)) || nearest(bare, KNOWN) !== undefined);
  return known ? name : "*".repeat(Math.min(name.length, 41));
}

/** The known name that an unknown one probably means: spelled differently, or an edit or two away. */
export function nameMeant(name: string): string | undefined {
  if (KNOWN.includes(name)) return undefined;
  const letters = lettersOf(name);
  return KNOWN.find((known) => lettersOf(known) === letters) ?? nearest(name, KNOWN);
}

/** The names in a request that an endpoint doesn't know, and that may be shown. */
function strange(names: Iterable<string>, known: ReadonlySet<string>): readonly string[] {
  return [...names].filter((name) => !known.has(name) && nameShown(name) === name);
}

/** The name under which a missing parameter was probably sent; `undefined` if none resembles it. */
export function sentAs(parameter: string, names: Iterable<string>, known: ReadonlySet<string>): string | undefined {
  const unknown = strange(names, known);
  if (unknown.length === 0) return undefined;
  const letters = lettersOf(parameter);
  return unknown.find((name) => lettersOf(name) === letters) ?? nearest(parameter, unknown);
}

/** The names that start with the rest of an `&amp;`, if the endpoint knows them without it; `undefined` if there are none. */
export function escapedNames(names: Iterable<string>, known: ReadonlySet<string>): readonly string[] | undefined {
  const escaped = strange(names, known).filter((name) => ESCAPED.test(name) && known.has(name.replace(ESCAPED, "")));
  return escaped.length === 0 ? undefined : escaped;
}

/** Refuses if a parameter is missing, and names the one that was probably meant. */
export function refuseAbsent(parameter: string, names: Iterable<string>, known: ReadonlySet<string>): Refusal {
  const all = [...names];
  const near = sentAs(parameter, all, known);
  return refuse("request/parameter-absent", { parameter, near, escaped: escapedNames(all, known) });
}
