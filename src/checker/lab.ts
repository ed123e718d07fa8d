/** What probes work with: requests as a client sends them, codes and tokens. */
import { createHash } from "node:crypto";
import {
  type AssertionChanges,
  aliasOf,
  assertedBy,
  assertionOf,
  basic,
  certificateOf,
  isTls,
} from "./authentication.ts";
import { briefly, type Exchange, errorOf, jsonOf, statusOf } from "./exchange.ts";
import type { Send, ToSend } from "./sender.ts";
import type { Landing, SignIn } from "./sign-in/sign-in.ts";
import { endpoint, type Target, type TestClient } from "./target.ts";

/** Why a probe can't go on. Its findings are unclear. */
export class CannotTell extends Error {
  readonly shows: readonly Exchange[];

  constructor(because: string, shows: readonly Exchange[] = []) {
    super(because);
    this.shows = shows;
  }
}

/** Changes of parameters: another value, several of them, or none. */
export type Changes = Readonly<Record<string, string | readonly string[] | undefined>>;

export interface AuthorizationRequest {
  readonly url: string;
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly redirectUri: string;
  readonly client: TestClient;
}

/** An authorization request and where it ended. */
export interface Authorized extends AuthorizationRequest {
  readonly landing: Landing;
  readonly last: Exchange;
}

export interface Coded extends Authorized {
  readonly code: string;
}

export interface Tokens {
  readonly access: string;
  readonly refresh: string | undefined;
  readonly id: string | undefined;
  readonly exchange: Exchange;
  readonly from: Coded;
}

export interface LabDeps {
  readonly target: Target;
  readonly send: Send;
  /** The same at once, whatever else is under way. */
  readonly rush: Send;
  /** A browser in which a user signs in and allows everything. */
  readonly signIn: SignIn;
  /** A new browser in which nobody signs in. */
  readonly stranger: () => SignIn;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly random: (bytes: number) => Uint8Array;
}

/** A redirect URI that no page leads to. */
const NOWHERE = "urn:candor:nowhere";

export class Lab {
  readonly target: Target;
  readonly send: Send;
  readonly rush: Send;
  readonly now: () => number;
  readonly #signIn: SignIn;
  readonly #stranger: () => SignIn;
  readonly #random: (bytes: number) => Uint8Array;

  constructor({ target, send, rush, signIn, stranger, now, random }: LabDeps) {
    this.target = target;
    this.send = send;
    this.rush = rush;
    this.now = now;
    this.#signIn = signIn;
    this.#stranger = stranger;
    this.#random = random;
  }

  /** Text that nobody can guess. */
  fresh(bytes = 24): string {
    return Buffer.from(this.#random(bytes)).toString("base64url");
  }

  /** The URL of an endpoint. Throws `CannotTell` if the metadata has none. */
  endpoint(name: string): string {
    const url = endpoint(this.target, name);
    if (url === undefined) throw new CannotTell(`The metadata has no ${name}_endpoint.`);
    return url;
  }

  /** The client that plays a part. Throws `CannotTell` if nobody does. */
  client(part: keyof Target["clients"]): TestClient {
    const client = this.target.clients[part];
    if (client === undefined) throw new CannotTell(`No client was given that could be the ${part} client.`);
    return client;
  }

  /** An authorization request by code with PKCE, `state` and `nonce` (RFC 6749 4.1.1, RFC 7636 4.3). */
  authorizationRequest(client: TestClient, changes: Changes = {}): AuthorizationRequest {
    const [state, nonce, verifier] = [this.fresh(16), this.fresh(16), this.fresh(32)];
    const parameters = {
      response_type: "code",
      client_id: client.client_id,
      redirect_uri: client.redirect_uri,
      scope: client.scope,
      state,
      nonce,
      code_challenge: challengeOf(verifier),
      code_challenge_method: "S256",
    };
    const url = new URL(this.endpoint("authorization"));
    for (const [name, value] of pairsOf(parameters, changes)) url.searchParams.append(name, value);
    const redirectUri = typeof changes.redirect_uri === "string" ? changes.redirect_uri : (client.redirect_uri ?? "");
    return { url: url.href, state, nonce, verifier, redirectUri, client };
  }

  /** Sends one, as a user who signs in and allows everything. */
  authorize(client: TestClient, changes: Changes = {}): Promise<Authorized> {
    return this.#visit(this.authorizationRequest(client, changes), this.#signIn);
  }

  /** Sends one that was made before; pushed, if the server wants that. */
  visit(request: AuthorizationRequest): Promise<Authorized> {
    return this.#visit(request, this.#signIn);
  }

  /** Sends one that was made before, as it is. */
  follow(request: AuthorizationRequest): Promise<Authorized> {
    return this.#follow(request, this.#signIn);
  }

  /** The same in a new browser in which nobody signs in. */
  async followUnknown(request: AuthorizationRequest): Promise<Authorized> {
    const stranger = this.#stranger();
    const authorized = await this.#follow(request, stranger);
    await stranger.close?.();
    return authorized;
  }

  /** Sends one in a new browser in which nobody signs in. */
  async authorizeUnknown(client: TestClient, changes: Changes = {}): Promise<Authorized> {
    const stranger = this.#stranger();
    const authorized = await this.#visit(this.authorizationRequest(client, changes), stranger);
    await stranger.close?.();
    return authorized;
  }

  /** Opens a page as a user who signs in and allows everything, and goes on until it leads to `redirectUri`, or no further. */
  open(url: string, redirectUri = NOWHERE): Promise<Landing> {
    return this.#signIn.visit(url, redirectUri);
  }

  /** Opens a page in a new browser in which nobody signs in. */
  async openUnknown(url: string): Promise<Landing> {
    const stranger = this.#stranger();
    const landing = await stranger.visit(url, NOWHERE);
    await stranger.close?.();
    return landing;
  }

  /** Sends one by POST (OpenID Connect Core 3.1.2.1), and follows nothing. */
  post(client: TestClient, changes: Changes = {}): Promise<Exchange> {
    const url = new URL(this.authorizationRequest(client, changes).url);
    return this.send({ url: url.origin + url.pathname, form: [...url.searchParams], headers: { accept: "text/html" } });
  }

  /** Pushes it first if the server wants that (RFC 9126 5). */
  async #visit(request: AuthorizationRequest, browser: SignIn): Promise<Authorized> {
    if (this.target.metadata.require_pushed_authorization_requests !== true) return this.#follow(request, browser);
    const exchange = await this.push(request);
    const { request_uri: uri } = jsonOf(exchange) ?? {};
    if (typeof uri !== "string") return { ...request, landing: { exchanges: [exchange] }, last: exchange };
    return this.#follow(this.withRequestUri(request, uri), browser);
  }

  /** Sends the parameters of a request beforehand (RFC 9126 2.1). */
  push({ url, client }: AuthorizationRequest, as: TestClient = client): Promise<Exchange> {
    const parameters = [...new URL(url).searchParams];
    return this.send(this.asClient(as, this.endpoint("pushed_authorization_request"), parameters));
  }

  /** What refers to a request that was pushed (RFC 9126 4). */
  withRequestUri(request: AuthorizationRequest, uri: string, changes: Changes = {}): AuthorizationRequest {
    const url = new URL(this.endpoint("authorization"));
    for (const [name, value] of pairsOf({ client_id: request.client.client_id, request_uri: uri }, changes))
      url.searchParams.append(name, value);
    return { ...request, url: url.href };
  }

  async #follow(request: AuthorizationRequest, browser: SignIn): Promise<Authorized> {
    const landing = await browser.visit(request.url, request.redirectUri);
    return { ...request, landing, last: landing.exchanges.at(-1) as Exchange };
  }

  /** Gets a code. Throws `CannotTell` if there is none. */
  async code(client: TestClient, changes: Changes = {}): Promise<Coded> {
    const authorized = await this.authorize(client, changes);
    const code = authorized.landing.returned?.parameters.get("code");
    if (!code) {
      const error = authorized.landing.returned?.parameters.get("error");
      throw new CannotTell(
        error
          ? `The authorization request was refused: ${error}.`
          : `The authorization request of ${client.client_id} led to no code. It ended at ${withoutQuery(authorized.last)}: ${briefly(authorized.last)}.`,
        [authorized.last],
      );
    }
    return { ...authorized, code };
  }

  /** Redeems a code (RFC 6749 4.1.3). */
  redeem(coded: Coded, changes: Changes = {}, as: TestClient = coded.client): Promise<Exchange> {
    return this.token(as, redemptionOf(coded), changes);
  }

  /** Code and tokens. Throws `CannotTell` if there are none. */
  async tokens(client: TestClient, changes: Changes = {}): Promise<Tokens> {
    const from = await this.code(client, changes);
    const exchange = await this.redeem(from);
    return { ...tokensIn(exchange), from };
  }

  refresh(client: TestClient, token: string, changes: Changes = {}): Promise<Exchange> {
    return this.token(client, { grant_type: "refresh_token", refresh_token: token }, changes);
  }

  /** A token request as a client (RFC 6749 2.3, 3.2), without a proof. Throws `CannotTell` if the client must have one. */
  async token(client: TestClient, usual: Changes, changes: Changes = {}): Promise<Exchange> {
    if (client.dpop_bound_access_tokens === true)
      throw new CannotTell("Tokens of this client are bound to a key, which only the probes of DPoP have.");
    return this.send(this.asClient(client, this.endpoint("token"), pairsOf(usual, changes)));
  }

  /** The same token request several times at once. */
  atOnce(times: number, client: TestClient, parameters: Changes): Promise<readonly Exchange[]> {
    const request = this.asClient(client, this.endpoint("token"), pairsOf(parameters));
    return Promise.all(Array.from({ length: times }, () => this.rush(request)));
  }

  /** A form that a client sends with its authentication (RFC 6749 2.3.1). */
  asClient(client: TestClient, url: string, form: readonly (readonly [string, string])[]): ToSend {
    const { client_id, client_secret = "", token_endpoint_auth_method: method } = client;
    if (method === "client_secret_basic")
      return { url, form, headers: { authorization: basic(client_id, client_secret) } };
    const own: [string, string][] = [["client_id", client_id]];
    if (method === "client_secret_post") own.push(["client_secret", client_secret]);
    if (/_jwt$/.test(method)) own.push(...assertedBy(this.assertion(client)));
    const given = new Set(form.map(([name]) => name));
    const usual = { url, form: [...form, ...own.filter(([name]) => !given.has(name))] };
    return isTls(client) ? { ...usual, url: aliasOf(this.target, url), certificate: certificateOf(client) } : usual;
  }

  /** What a client authenticates with: a new token for this server, with changes (RFC 7523 3). */
  assertion(client: TestClient, changes: AssertionChanges = {}): string {
    return assertionOf(client, { issuer: this.target.issuer, now: this.now(), jti: this.fresh() }, changes);
  }
}

const withoutQuery = ({ sent }: Exchange): string => sent.url.replace(/[?#].*$/s, "");

/** What redeems a code. */
export const redemptionOf = ({ code, redirectUri, verifier }: Coded): Changes => ({
  grant_type: "authorization_code",
  code,
  redirect_uri: redirectUri,
  code_verifier: verifier,
});

/** RFC 7636 4.2. */
export const challengeOf = (verifier: string): string => createHash("sha256").update(verifier).digest("base64url");

/** Parameters with the changes, in their order. */
export function pairsOf(usual: Changes, changes: Changes = {}): readonly (readonly [string, string])[] {
  return Object.entries({ ...usual, ...changes }).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().map((one) => [name, one] as const),
  );
}

/** The tokens of a response. Throws `CannotTell` if it has none. */
export function tokensIn(exchange: Exchange): Omit<Tokens, "from"> {
  const { access_token, refresh_token, id_token } = jsonOf(exchange) ?? {};
  if (statusOf(exchange) !== 200 || typeof access_token !== "string")
    throw new CannotTell(`The token request was refused: ${errorOf(exchange) ?? statusOf(exchange)}.`, [exchange]);
  const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
  return { access: access_token, refresh: text(refresh_token), id: text(id_token), exchange };
}
