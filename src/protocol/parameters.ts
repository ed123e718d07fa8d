/**
 * Every parameter, declared once. A feature declares its own in its folder; what belongs to several, or to none, is declared here. The
 * lists of names that the endpoints, the journal and the gate go by are made from this one. What isn't declared is masked, and never kept.
 */
import { AUTHORIZATION_PARAMETERS } from "./authorization/parameters.ts";
import { BEARER_PARAMETERS } from "./bearer/parameters.ts";
import { CIBA_PARAMETERS } from "./ciba/parameters.ts";
import { CLIENT_AUTHENTICATION_PARAMETERS } from "./client-authentication/parameters.ts";
import { CLIENT_ENDPOINT_PARAMETERS } from "./client-endpoint/parameters.ts";
import { DEVICE_PARAMETERS } from "./device/parameters.ts";
import { GRANT_MANAGEMENT_PARAMETERS } from "./grant-management/names.ts";
import { AUTHORIZATION_CODE_PARAMETERS } from "./grants/authorization-code/parameters.ts";
import { REFRESH_TOKEN_PARAMETERS } from "./grants/refresh-token/parameters.ts";
import { TOKEN_EXCHANGE_PARAMETERS } from "./grants/token-exchange/parameters.ts";
import { named, type Parameter, type Reader } from "./parameter.ts";

export const PARAMETERS: readonly Parameter[] = [
  {
    name: "client_id",
    readBy: ["authorization", "token", "token-facts", "device-authorization", "backchannel", "sign-out"],
    journal: "value",
  },
  ...CLIENT_AUTHENTICATION_PARAMETERS,

  ...AUTHORIZATION_PARAMETERS,
  ...GRANT_MANAGEMENT_PARAMETERS,
  ...named("state ui_locales", { readBy: ["authorization", "sign-out"], journal: "length" }),
  {
    name: "id_token_hint",
    readBy: ["authorization", "backchannel", "sign-out"],
    journal: "thumbprint",
    secret: true,
    longest: 10_000,
  },

  // The token request (RFC 6749 3.2, RFC 8707 2), and what its grant types add.
  { name: "grant_type", readBy: ["token"], journal: "value" },
  { name: "redirect_uri", readBy: ["authorization", "token"], journal: "value" },
  {
    name: "scope",
    readBy: ["authorization", "token", "device-authorization", "backchannel"],
    journal: "value",
    holds: "scopes",
  },
  {
    name: "resource",
    readBy: ["authorization", "token", "device-authorization", "backchannel"],
    journal: "value",
    repeatable: true,
    holds: "apis",
  },
  {
    name: "audience",
    readBy: ["authorization", "token", "device-authorization", "backchannel"],
    journal: "value",
    holds: "apis",
  },
  {
    // What a payment or an account is, is nobody else's business.
    name: "authorization_details",
    readBy: ["authorization", "token", "device-authorization", "backchannel"],
    journal: "length",
    longest: 10_000,
  },
  ...AUTHORIZATION_CODE_PARAMETERS,
  ...REFRESH_TOKEN_PARAMETERS,
  ...TOKEN_EXCHANGE_PARAMETERS,
  ...DEVICE_PARAMETERS,
  ...CIBA_PARAMETERS,
  // RFC 7521 4.1.
  { name: "assertion", readBy: ["token"], journal: "thumbprint", secret: true, longest: 10_000 },

  ...CLIENT_ENDPOINT_PARAMETERS,
  ...BEARER_PARAMETERS,

  // Sign-out (OpenID Connect RP-Initiated Logout 2), and the forms of our own pages.
  { name: "post_logout_redirect_uri", readBy: ["sign-out"], journal: "value" },
  { name: "logout_hint", readBy: ["sign-out"], journal: "length" },
  ...named("csrf password", { readBy: ["page"], journal: "length", secret: true }),
  { name: "answer", readBy: ["page"], journal: "length" },
  ...named("ref username", { readBy: ["page"], journal: "length" }),

  // Read by other servers, and sent here by mistake: their names may be shown.
  ...named("oauth_token", {
    readBy: [],
    journal: "length",
    secret: true,
  }),
  ...named("access_type approval_prompt", other()),
  ...named("email error error_description error_uri hd include_granted_scopes iss", other()),
  ...named("issuer oauth_callback oauth_consumer_key oauth_nonce oauth_signature oauth_signature_method", other()),
  ...named("oauth_timestamp oauth_verifier oauth_version organization scopes", other()),
  ...named("session_state tenant token_type", other()),
];

function other(): Omit<Parameter, "name"> {
  return { readBy: [], journal: "length" };
}

/** The names of the parameters for which something holds. */
export function namesWhere(holds: (parameter: Parameter) => boolean): readonly string[] {
  return PARAMETERS.filter(holds).map(({ name }) => name);
}

/** The names that a reader knows; it ignores all others (RFC 6749 3.1). */
export const readBy = (reader: Reader): ReadonlySet<string> =>
  new Set(namesWhere((parameter) => parameter.readBy.includes(reader)));
