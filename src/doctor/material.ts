/**
 * What a developer has in hand, read and not judged: the exchanges with the server, the URLs that a browser was sent to, tokens,
 * lines of a log. Everything in it came from outside, and much of it is secret: it is looked at, and never printed whole.
 */

export interface HttpRequest {
  /** Upper case; GET where a URL alone was given. */
  readonly method: string;
  /** Absolute where the input says so. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** The input holds only a part of it: what is missing in it is missing in the input. */
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
  /** When it was sent, in milliseconds since 1970, where the input says. */
  readonly at?: number | undefined;
}

/** A JWT, decoded and not verified. */
export interface Jwt {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
  /** Where it was found: `id_token`, `access_token`, `client_assertion`, `assertion`, `input`, … */
  readonly found: string;
  /** Two where the signature was cut off, five where it is encrypted and its claims are not read. */
  readonly parts?: number;
}

/** What is known as well: what the application and the server are set to. Names as in the documented JSON. */
export interface Context {
  /** Redirect URIs that are registered for the client. */
  readonly registered_redirect_uris?: readonly string[];
  /** Scopes that the client may request. */
  readonly allowed_scopes?: readonly string[];
  /** Scopes that the server has. */
  readonly known_scopes?: readonly string[];
  /** Scopes that are granted where none are requested. */
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
  /** The provider, where it is known: `microsoft`, `keycloak`, … */
  readonly provider?: string;
}

export interface Material {
  /** In the order in which they took place. */
  readonly exchanges: readonly Exchange[];
  /** Where the browser was sent back to, with a code or an error in query or fragment. */
  readonly redirects: readonly string[];
  /** Messages, stack traces, log lines. */
  readonly texts: readonly string[];
  readonly jwts: readonly Jwt[];
  /** Codes of the catalogue, standard errors and vendors' codes that are the whole of what was given. */
  readonly names: readonly string[];
  /** Of the input and of the context. */
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
