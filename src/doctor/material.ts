/**
 * What a developer has in hand, read without judging it: exchanges with the server, URLs that a browser was sent to, tokens,
 * log lines. All of it came from outside, and much of it is secret. It is examined, and never printed whole.
 */

export interface HttpRequest {
  /** Upper case. GET if only a URL was given. */
  readonly method: string;
  /** Absolute if the input says so. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** The input contains only a part of it. What is missing here may exist in the request. */
  readonly partial?: boolean;
}

export interface HttpResponse {
  readonly status?: number | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}

/** A request with its response; one of them may be missing. */
export interface Exchange {
  readonly request?: HttpRequest | undefined;
  readonly response?: HttpResponse | undefined;
  /** When it was sent, in milliseconds since 1970, if the input says. */
  readonly at?: number | undefined;
}

/** A JWT, decoded and not verified. */
export interface Jwt {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
  /** Where it was found: `id_token`, `access_token`, `client_assertion`, `assertion`, `input`, … */
  readonly found: string;
  /** Two if the signature was cut off, five if it is encrypted and its claims can't be read. */
  readonly parts?: number;
}

/** What else is known: the settings of the application and the server. Names as in the documented JSON. */
export interface Context {
  /** Redirect URIs that are registered for the client. */
  readonly registered_redirect_uris?: readonly string[];
  /** Scopes that the client may request. */
  readonly allowed_scopes?: readonly string[];
  /** Scopes that the server has. */
  readonly known_scopes?: readonly string[];
  /** Scopes that are granted if none is requested. */
  readonly default_scopes?: readonly string[];
  /** How the client is registered to authenticate (RFC 7591 2). */
  readonly token_endpoint_auth_method?: string;
  /** The client. */
  readonly client_id?: string;
  /** Grants that the client may use (RFC 7591 2). */
  readonly grant_types?: readonly string[];
  /** RFC 3339, or seconds since 1970. */
  readonly server_time?: string | number;
  /** The same, of the application's machine. */
  readonly client_time?: string | number;
  /** The issuer's discovery document. */
  readonly discovery?: Readonly<Record<string, unknown>>;
  /** The issuer's keys. */
  readonly jwks?: Readonly<Record<string, unknown>>;
  /** The provider, if known: `microsoft`, `keycloak`, … */
  readonly provider?: string;
}

export interface Material {
  /** In chronological order. */
  readonly exchanges: readonly Exchange[];
  /** Where the browser was sent back to, with a code or an error in the query or the fragment. */
  readonly redirects: readonly string[];
  /** Messages, stack traces, log lines. */
  readonly texts: readonly string[];
  readonly jwts: readonly Jwt[];
  /** Codes of the catalogue, standard errors and vendors' codes, if they are the entire input. */
  readonly names: readonly string[];
  /** From the input and the context. */
  readonly discovery: readonly Readonly<Record<string, unknown>>[];
  readonly context: Context;
}

export const NOTHING: Material = {
  exchanges: [],
  redirects: [],
  texts: [],
  jwts: [],
  names: [],
  discovery: [],
  context: {},
};
