/**
 * Every parameter, declared once: which endpoints read it, how long it may be, and what may be kept of it. The lists of names that the
 * endpoints, the journal and the gate go by are made from this one. What isn't declared here is masked, and never kept.
 */

/** Where parameters are read: endpoints, and the forms of this server's own pages. */
export type Reader = "authorization" | "token" | "token-facts" | "bearer" | "sign-out" | "page";

export interface Parameter {
  readonly name: string;
  readonly readBy: readonly Reader[];
  /** What the journal keeps: the value itself, its length, or its length and a thumbprint by which two can be recognized as the same. */
  readonly journal: "value" | "length" | "thumbprint";
  /** Whether its value is covered wherever else in the request it appears. */
  readonly secret?: true;
  /** Whether it may be sent more than once. Its values are then read as one, separated by spaces. */
  readonly repeatable?: true;
  /** The most characters it may have, if that is not the bound of all parameters. */
  readonly longest?: number;
}

/** Declares parameters that differ only by name. */
function named(names: string, rest: Omit<Parameter, "name">): readonly Parameter[] {
  return names.split(" ").map((name) => ({ name, ...rest }));
}

const AUTHORIZATION = ["authorization"] as const;
const TOKEN = ["token"] as const;
const TOKEN_FACTS = ["token-facts"] as const;

export const PARAMETERS: readonly Parameter[] = [
  // Of clients, at every endpoint.
  { name: "client_id", readBy: ["authorization", "token", "token-facts", "sign-out"], journal: "value" },
  { name: "client_secret", readBy: ["token", "token-facts"], journal: "length", secret: true },
  ...named("client_assertion", { readBy: [], journal: "length", secret: true }),
  ...named("client_assertion_type", { readBy: [], journal: "length" }),

  // The authorization request (RFC 6749 4.1.1, RFC 7636 4.3, OpenID Connect Core 3.1.2.1).
  ...named("response_type response_mode prompt max_age", { readBy: AUTHORIZATION, journal: "value" }),
  ...named("code_challenge code_challenge_method", { readBy: AUTHORIZATION, journal: "value" }),
  ...named("display claims_locales acr_values claims", { readBy: AUTHORIZATION, journal: "length" }),
  ...named("request request_uri registration login_hint", { readBy: AUTHORIZATION, journal: "length" }),
  // A nonce comes back inside the ID token, and that as id_token_hint: escaped as JSON, and in base64url.
  { name: "nonce", readBy: AUTHORIZATION, journal: "length", longest: 1_024 },
  ...named("state ui_locales", { readBy: ["authorization", "sign-out"], journal: "length" }),
  {
    name: "id_token_hint",
    readBy: ["authorization", "sign-out"],
    journal: "thumbprint",
    secret: true,
    longest: 10_000,
  },

  // The token request (RFC 6749 4.1.3, 4.4.2, 6).
  { name: "grant_type", readBy: TOKEN, journal: "value" },
  ...named("redirect_uri scope", { readBy: ["authorization", "token"], journal: "value" }),
  { name: "resource", readBy: ["authorization", "token"], journal: "value", repeatable: true },
  { name: "audience", readBy: ["authorization", "token"], journal: "value" },
  ...named("code refresh_token", { readBy: TOKEN, journal: "thumbprint", secret: true }),
  { name: "code_verifier", readBy: TOKEN, journal: "length", secret: true },

  // Requests about tokens, and with one (RFC 7662 2.1, RFC 7009 2.1, RFC 6750 2.2).
  { name: "token", readBy: TOKEN_FACTS, journal: "thumbprint", secret: true },
  { name: "token_type_hint", readBy: TOKEN_FACTS, journal: "length" },
  { name: "access_token", readBy: ["bearer"], journal: "thumbprint", secret: true },

  // Sign-out (OpenID Connect RP-Initiated Logout 2), and the forms of our own pages.
  { name: "post_logout_redirect_uri", readBy: ["sign-out"], journal: "value" },
  { name: "logout_hint", readBy: ["sign-out"], journal: "length" },
  ...named("csrf password", { readBy: ["page"], journal: "length", secret: true }),
  { name: "answer", readBy: ["page"], journal: "length" },
  ...named("ref username", { readBy: ["page"], journal: "length" }),

  // Read by other servers, and sent here by mistake: their names may be shown.
  ...named("actor_token assertion device_code oauth_token subject_token", {
    readBy: [],
    journal: "length",
    secret: true,
  }),
  ...named("access_type actor_token_type approval_prompt auth_req_id authorization_details", other()),
  ...named("binding_message dpop_jkt email error error_description error_uri hd include_granted_scopes iss", other()),
  ...named("issuer oauth_callback oauth_consumer_key oauth_nonce oauth_signature oauth_signature_method", other()),
  ...named("oauth_timestamp oauth_verifier oauth_version organization requested_token_type scopes", other()),
  ...named("session_state subject_token_type tenant token_type user_code", other()),
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
