/** What probes work with: requests as a client sends them, codes and tokens. */

import { formAs } from "./as-client.ts";
import type { AttestationChanges } from "./attestation-changes.ts";
import { attestedBy } from "./attesting.ts";
import { type AssertionChanges, assertionOf } from "./authentication.ts";
import type { AuthorizationRequest, Authorized, Coded, Tokens } from "./authorized.ts";
import { type Heard, heardBy, hearing, placeOf } from "./believed.ts";
import { type BoundTokens, boundTokens } from "./bound-tokens.ts";
import { CannotTell } from "./cannot-tell.ts";
import { type Prover, proofKey, proverOf } from "./dpop.ts";
import { briefly, type Exchange, jsonOf } from "./exchange.ts";
import type { LabDeps } from "./lab-deps.ts";
import { inManner, type Manner, mannersOf, signed } from "./manner.ts";
import { opening } from "./opened.ts";
import type { Rush, Send, ToSend } from "./sender.ts";
import { type Landing, NOWHERE, type SignIn } from "./sign-in/sign-in.ts";
import { endpoint, type Target, type TestClient } from "./target.ts";
import { type Changes, challengeOf, pairsOf, redemptionOf, tokensIn } from "./token-requests.ts";

export type { AuthorizationRequest, Authorized, Coded, Tokens } from "./authorized.ts";
export { CannotTell } from "./cannot-tell.ts";
export type { LabDeps } from "./lab-deps.ts";
export { type Changes, challengeOf, pairsOf, redemptionOf, tokensIn } from "./token-requests.ts";

export class Lab {
  readonly target: Target;
  readonly send: Send;
  readonly rush: Rush;
  /** What came back, of all requests. */
  readonly heard: Heard = hearing();
  readonly now: () => number;
  /** Seconds that the check may wait until something expires. */
  readonly patience: number;
  readonly wait: (milliseconds: number) => Promise<void>;
  readonly #signIn: SignIn;
  readonly #stranger: () => SignIn;
  readonly #random: (bytes: number) => Uint8Array;
  readonly bound: BoundTokens;
  readonly #manners = mannersOf(this, (request, manner) =>
    this.#asStranger((one) => this.#visitIn(request, one, manner)),
  );
  readonly #open = opening(this);
  #prover: Promise<Prover> | undefined;

  constructor({ target, send, rush, signIn, stranger, now, random, patience = 0, wait = async () => {} }: LabDeps) {
    this.target = target;
    this.bound = boundTokens(target);
    this.send = heardBy(this.heard, send);
    this.rush = async (requests) => {
      const exchanges = await rush(requests);
      exchanges.forEach(this.heard.hear);
      return exchanges;
    };
    this.now = now;
    this.patience = patience;
    this.wait = wait;
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
    const request = { url: url.href, state, nonce, verifier, redirectUri, client };
    return inManner(request, this.target, this.#manners.known(client));
  }

  /** How the authorization requests of a client must come. */
  manner(client: TestClient): Promise<Manner> {
    return this.#manners.of(client);
  }

  /** Sends one, as a user who signs in and allows everything. */
  authorize(client: TestClient, changes: Changes = {}): Promise<Authorized> {
    return this.#visit(this.authorizationRequest(client, changes), this.#signIn);
  }

  /** Sends one, as a user who signs in and refuses what is asked. Throws `CannotTell` if nobody can. */
  deny(client: TestClient, changes: Changes = {}): Promise<Authorized> {
    const visit = this.#signIn.deny;
    if (visit === undefined) throw new CannotTell("Whoever signs in by hand allows everything.");
    return this.#visit(this.authorizationRequest(client, changes), { visit });
  }

  /** Whether a person signs in, and not the check. */
  get isByHand(): boolean {
    return this.#signIn.deny === undefined;
  }

  /** Sends one that was made before; signed and pushed, if the client must. */
  visit(request: AuthorizationRequest): Promise<Authorized> {
    return this.#visit(request, this.#signIn);
  }

  /** Sends one that was made before, as it is. */
  follow(request: AuthorizationRequest): Promise<Authorized> {
    return this.#follow(request, this.#signIn);
  }

  /** The same in a new browser in which nobody signs in. */
  followUnknown(request: AuthorizationRequest): Promise<Authorized> {
    return this.#asStranger((browser) => this.#follow(request, browser));
  }

  /** Sends one in a new browser in which nobody signs in. */
  authorizeUnknown(client: TestClient, changes: Changes = {}): Promise<Authorized> {
    return this.#asStranger((browser) => this.#visit(this.authorizationRequest(client, changes), browser));
  }

  /** Opens a page as a user who signs in and allows everything, and goes on until it leads to `redirectUri`, or no further. */
  open(url: string, redirectUri: string = NOWHERE): Promise<Landing> {
    return this.#signIn.visit(url, redirectUri);
  }

  /** Opens a page in a new browser in which nobody signs in. */
  openUnknown(url: string): Promise<Landing> {
    return this.#asStranger((browser) => browser.visit(url, NOWHERE));
  }

  async #asStranger<Came>(use: (browser: SignIn) => Promise<Came>): Promise<Came> {
    const stranger = this.#stranger();
    const came = await use(stranger);
    await stranger.close?.();
    return came;
  }

  /** Sends one by POST (OpenID Connect Core 3.1.2.1), and follows nothing. */
  post(client: TestClient, changes: Changes = {}): Promise<Exchange> {
    const url = new URL(this.authorizationRequest(client, changes).url);
    return this.send({ url: url.origin + url.pathname, form: [...url.searchParams], headers: { accept: "text/html" } });
  }

  /** Signs and pushes it first if the client must. */
  async #visit(request: AuthorizationRequest, browser: SignIn): Promise<Authorized> {
    return this.#visitIn(request, browser, await this.manner(request.client));
  }

  async #visitIn(plain: AuthorizationRequest, browser: SignIn, manner: Manner): Promise<Authorized> {
    const asked = inManner(plain, this.target, manner);
    const request = manner.isSigned ? signed(this, asked) : asked;
    if (!manner.isPushed) return this.#follow(request, browser);
    const exchange = await this.send(this.#toPush(request));
    const { request_uri: uri } = jsonOf(exchange) ?? {};
    if (typeof uri !== "string") return { ...request, landing: { exchanges: [exchange] }, last: exchange };
    return this.#follow(this.withRequestUri(request, uri), browser);
  }

  /** Sends the parameters of a request beforehand (RFC 9126 2.1), signed if the client must. */
  async push(request: AuthorizationRequest, as?: TestClient): Promise<Exchange> {
    return this.send(await this.toPush(request, as));
  }

  /** What pushes them. */
  async toPush(plain: AuthorizationRequest, as: TestClient = plain.client): Promise<ToSend> {
    const manner = await this.manner(plain.client);
    const request = inManner(plain, this.target, manner);
    return this.#toPush(manner.isSigned ? signed(this, request) : request, as);
  }

  #toPush({ url, client }: AuthorizationRequest, as: TestClient = client): ToSend {
    return this.asClient(as, this.endpoint("pushed_authorization_request"), [...new URL(url).searchParams]);
  }

  /** What refers to a request that was pushed (RFC 9126 4). */
  withRequestUri(request: AuthorizationRequest, uri: string, changes: Changes = {}): AuthorizationRequest {
    const url = new URL(this.endpoint("authorization"));
    for (const [name, value] of pairsOf({ client_id: request.client.client_id, request_uri: uri }, changes))
      url.searchParams.append(name, value);
    return { ...request, url: url.href };
  }

  async #follow(request: AuthorizationRequest, browser: SignIn): Promise<Authorized> {
    const came = await browser.visit(request.url, request.redirectUri);
    came.exchanges.forEach(this.heard.hear);
    const landing = { ...came, returned: await this.#open(came.returned, request.client) };
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
          : `The authorization request of ${client.client_id} led to no code. It ended at ${placeOf(authorized.last.sent.url)}: ${briefly(authorized.last)}.`,
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

  /** A token request as a client (RFC 6749 2.3, 3.2). */
  token(client: TestClient, usual: Changes, changes: Changes = {}): Promise<Exchange> {
    return this.sendAs(client, this.endpoint("token"), pairsOf(usual, changes));
  }

  /** What a client sends; with a proof, if its tokens are bound to a key (RFC 9449 5). */
  async sendAs(client: TestClient, url: string, form: readonly (readonly [string, string])[]): Promise<Exchange> {
    const exchange = await this.sendProved(client, () => this.asClient(client, url, form));
    this.bound.keep(client, exchange);
    return exchange;
  }

  async sendProved(client: TestClient, request: () => ToSend): Promise<Exchange> {
    return client.dpop_bound_access_tokens === true ? (await this.prover()).send(request) : this.send(request());
  }

  /** What has the key of all clients whose tokens are bound to one. */
  prover(): Promise<Prover> {
    this.#prover ??= proofKey(this).then((key) => proverOf(this, key));
    return this.#prover;
  }

  /** Uses an access token: as a bearer token (RFC 6750 2.1), or with a proof if it is bound (RFC 9449 7.1). */
  async present(token: string, request: ToSend, isBound = this.bound.isToKey(token)): Promise<Exchange> {
    const authorization = `${isBound ? "DPoP" : "Bearer"} ${token}`;
    const withToken = this.bound.over(token, { ...request, headers: { ...request.headers, authorization } });
    return isBound ? (await this.prover()).send(withToken, {}, token) : this.send(withToken);
  }

  /** The same token request several times at once. */
  atOnce(times: number, client: TestClient, parameters: Changes): Promise<readonly Exchange[]> {
    return this.rushProved(times, client, () => this.asClient(client, this.endpoint("token"), pairsOf(parameters)));
  }

  async rushProved(times: number, client: TestClient, request: () => ToSend): Promise<readonly Exchange[]> {
    const prover = client.dpop_bound_access_tokens === true ? await this.prover() : undefined;
    const once = () => (prover === undefined ? request() : prover.proved(request()));
    return this.rush(Array.from({ length: times }, once));
  }

  /** A form that a client sends with its authentication (RFC 6749 2.3.1). */
  asClient(client: TestClient, url: string, form: readonly (readonly [string, string])[]): ToSend {
    return formAs(client, url, form, this);
  }

  /** The headers of an attested instance: an attestation and a new proof, with changes (attestation-based client authentication, 7). */
  attestation(client: TestClient, changes: AttestationChanges = {}): Readonly<Record<string, string>> {
    const proof = { issuer: this.target.issuer, now: this.now(), jti: this.fresh(), challenge: this.heard.challenge() };
    return attestedBy(client, proof, changes);
  }

  /** What a client authenticates with: a new token for this server, with changes (RFC 7523 3). */
  assertion(client: TestClient, changes: AssertionChanges = {}): string {
    return assertionOf(client, { issuer: this.target.issuer, now: this.now(), jti: this.fresh() }, changes);
  }
}
