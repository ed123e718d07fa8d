/** The parameters of the authorization request (RFC 6749 4.1.1, RFC 7636 4.3, OpenID Connect Core 3.1.2.1). */
import { named, type Parameter } from "../parameter.ts";

const AUTHORIZATION = ["authorization"] as const;

export const AUTHORIZATION_PARAMETERS: readonly Parameter[] = [
  ...named("response_type response_mode prompt max_age claims acr_values", { readBy: AUTHORIZATION, journal: "value" }),
  ...named("code_challenge code_challenge_method dpop_jkt", { readBy: AUTHORIZATION, journal: "value" }),
  ...named("display claims_locales", { readBy: AUTHORIZATION, journal: "length" }),
  // What our own pages add to the prompt of a request that was pushed.
  { name: "candor_prompt", readBy: AUTHORIZATION, journal: "value" },
  ...named("request request_uri registration login_hint", { readBy: AUTHORIZATION, journal: "length" }),
  // A nonce comes back inside the ID token, and that as id_token_hint: escaped as JSON, and in base64url.
  { name: "nonce", readBy: AUTHORIZATION, journal: "length", longest: 1_024 },
];
