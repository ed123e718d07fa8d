/**
 * Names of parameters as they may be told. What is no name that anybody sends on purpose, or nearly so, may be anything: the rest of a
 * secret with an ampersand in it, a whole JSON document.
 */
import { nearest } from "./scope/diagnose.ts";

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

/** A name by its letters alone: `grantType` and `grant-type` are `granttype`. */
export const lettersOf = (name: string): string => name.toLowerCase().replaceAll(/[^a-z]/g, "");

const LETTERS: ReadonlySet<string> = new Set(KNOWN.map(lettersOf));

/** The name, where it is known, nearly so, or too short to tell anything; or asterisks in its length. Twice is the same as once. */
export function nameShown(name: string): string {
  const plain = name.length <= 44 && /^[\x20-\x7E]*$/.test(name);
  const known =
    plain && (/^[a-z]{1,3}$/.test(name) || LETTERS.has(lettersOf(name)) || nearest(name, KNOWN) !== undefined);
  return known ? name : "*".repeat(Math.min(name.length, 41));
}

/** The known name that was probably meant by one that is not known: written otherwise, or an edit or two away. */
export function nameMeant(name: string): string | undefined {
  if (KNOWN.includes(name)) return undefined;
  const letters = lettersOf(name);
  return KNOWN.find((known) => lettersOf(known) === letters) ?? nearest(name, KNOWN);
}
