/** The parameters of the authorization request (RFC 6749 4.1.1, RFC 7636 4.3, OpenID Connect Core 3.1.2.1). */
import { named, type Parameter } from "../parameter.ts";

const AUTHORIZATION = ["authorization"] as const;
/** Also of a request by which an app asks a user without a browser (CIBA Core 1.0, 7.1). */
const WITHOUT_BROWSER = ["authorization", "backchannel"] as const;

export const AUTHORIZATION_PARAMETERS: readonly Parameter[] = [
  ...named("response_type response_mode prompt claims", { readBy: AUTHORIZATION, journal: "value" }),
  ...named("acr_values max_age", { readBy: WITHOUT_BROWSER, journal: "value" }),
  ...named("code_challenge code_challenge_method dpop_jkt", { readBy: AUTHORIZATION, journal: "value" }),
  ...named("display claims_locales", { readBy: AUTHORIZATION, journal: "length" }),
  // What our own pages add to the prompt of a request that was pushed.
  { name: "candor_prompt", readBy: AUTHORIZATION, journal: "value" },
  ...named("request login_hint", { readBy: WITHOUT_BROWSER, journal: "length" }),
  ...named("request_uri registration", { readBy: AUTHORIZATION, journal: "length" }),
  // A nonce comes back inside the ID token, and that as id_token_hint: escaped as JSON, and in base64url.
  { name: "nonce", readBy: AUTHORIZATION, journal: "length", longest: 1_024 },
];
