/** Fills what is in braces by running the real flow: demo-web sends ada to sign in, she agrees, the code is redeemed. */

import { hash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { cookieName } from "../../../src/http/cookies.ts";
import { CIBA } from "../../../src/protocol/ciba/grant-type.ts";
import { readCredential } from "../../../src/protocol/credential.ts";
import { DEVICE_CODE } from "../../../src/protocol/device/grant-type.ts";
import { decideAsked, findAsked } from "../../../src/service/ciba/page.ts";
import { decideDevice, findDevice } from "../../../src/service/device/page.ts";
import { inviteFirstOperator } from "../../../src/service/invitations.ts";
import { newRegistrationId } from "../../../src/service/registration/ids.ts";
import { nonceAt } from "../../../src/service/sender-constraints/dpop-nonce.ts";
import { findSession } from "../../../src/service/sessions.ts";
import { CERTIFICATES } from "../../certificates/certificates.ts";
import { ASSERTION_TYPE, assertionOf, vouchedFor } from "../assertion.ts";
import { attestationOf } from "../attestation.ts";
import { documentServer } from "../documents.ts";
import { PROOF_JKT, type Proving, proofFor } from "../proofs.ts";
import { signedObject } from "../request-object.ts";
import { basic } from "../samples.ts";
import { encode, openWorld, sessionOf, type World } from "../world.ts";

const PLACEHOLDER = /\{([a-z0-9][^{}]*)\}/g;

/** `proof for POST /token, an hour old`. */
const PROOF = /^(another )?proof for (GET|POST) (\/[\w/]*)(?:, (.+))?$/;

/** What is different about a proof, by how examples say it. */
const PROOFS: Readonly<Record<string, Partial<Proving>>> = {
  "": {},
  "with the token": {},
  "with the typ JWT": { header: { typ: "JWT" } },
  "with the key of another client": { header: { jwk: { kty: "OKP", crv: "Ed25519", x: "A".repeat(43) } } },
};

const SERVICE = "demo-service:demo-service-secret";

/** As good as random, and the same again once `made` is set back. */
const random = () => hash("sha256", `value ${Attempt.made++}`, "base64url");

type Tokens = Readonly<Record<"access_token" | "refresh_token" | "id_token", string>>;

export class Attempt {
  /** How many values were made up so far. */
  static made = 0;
  /** What ada is asked for. */
  scope = "openid offline_access read_profile write_multipass";
  /** Whether the authorization request has a code_challenge. */
  challenged = true;
  /** The APIs that it names. */
  resources: readonly string[] = [];
  /** Whether it names the key of proofs. */
  keyed = false;
  readonly #world: World;
  readonly #issuer: string;
  readonly #values = new Map<string, string>();

  constructor(world: World, issuer: string) {
    this.#world = world;
    this.#issuer = issuer;
  }

  /** The message as it goes over the wire. */
  async fill(message: string): Promise<string> {
    let filled = message;
    for (const [placeholder, name = ""] of message.matchAll(PLACEHOLDER)) {
      const value = await this.value(name);
      filled = filled.replace(placeholder, () => value);
    }
    return filled;
  }

  /** The value of a name: the same one each time, until it is dropped. */
  async value(name: string): Promise<string> {
    const known = this.#values.get(name) ?? (await this.#make(name));
    this.#values.set(name, known);
    return known;
  }

  keep(name: string, value: string): void {
    this.#values.set(name, value);
  }

  drop(name: string): void {
    this.#values.delete(name);
  }

  async #make(name: string): Promise<string> {
    const [, kind = "", text = ""] = /^(base64 of) (.*)$/.exec(name) ?? [];
    if (kind !== "") return Buffer.from(text).toString("base64");
    const [, form = ""] = /^gzip of (.*)$/.exec(name) ?? [];
    if (form !== "") return gzipSync(form).toString("latin1");
    const [, count = "", of = ""] = /^(?:first )?(\d+) (characters(?: of .*)?|parameters)$/.exec(name) ?? [];
    if (of === "characters") return "x".repeat(Number(count));
    if (of === "parameters") return Array.from({ length: Number(count) }, (_, i) => `VARIABLE_${i}=1`).join("&");
    if (of !== "") return (await this.value(of.replace("characters of ", ""))).slice(0, Number(count));
    const [, , method, path = "", how = ""] = PROOF.exec(name) ?? [];
    if (method !== undefined) return this.#proof({ method, path, how });
    const make = this.#makers[name];
    if (make === undefined) throw new Error(`Nobody knows what {${name}} is.`);
    return make();
  }

  readonly #makers: Readonly<Record<string, () => string | Promise<string>>> = {
    state: random,
    code_verifier: random,
    "code_verifier of the other tab": random,
    code_challenge: async () => hash("sha256", await this.value("code_verifier"), "base64url"),
    "code_challenge in hexadecimal": async () => hash("sha256", await this.value("code_verifier"), "hex"),
    request_uri: () => this.#push(),
    "new request_uri": () => this.#push(),
    "request_uri of another server": () => `urn:ietf:params:oauth:request_uri:${random()}`,
    device_code: () => this.#askAsDevice("device_code"),
    user_code: async () => (await this.value("device_code")) && (this.#userCodes.get("device_code") as string),
    "allowed device_code": () => this.#allowedDevice("allowed device_code"),
    "another allowed device_code": () => this.#allowedDevice("another allowed device_code"),
    auth_req_id: () => this.#askAda(),
    "allowed auth_req_id": () => this.#allowedByAda("allowed auth_req_id"),
    "another allowed auth_req_id": () => this.#allowedByAda("another allowed auth_req_id"),
    code: () => this.#authorize(),
    access_token: () => this.#redeem("access_token"),
    "software statement of the publisher": () => "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJodHRwczovL2FwcC5leGFtcGxlIn0.c2ln",
    "client_id of a registration that is gone": () => newRegistrationId(this.#world.deps),
    "client_id of a document": async () => `${await documentServer()}/client.json`,
    "client_id of a document that is gone": async () => `${await documentServer()}/gone.json`,
    "client_id of a document that was copied": async () => `${await documentServer()}/copied.json`,
    "access_token of demo-admin": () => this.#adminToken(),
    "access_token of demo-service": () => this.#serviceToken(),
    "new access_token": () => this.#newAccessToken(),
    refresh_token: () => this.#redeem("refresh_token"),
    id_token: () => this.#redeem("id_token"),
    "access_token of another server": () => this.#elsewhere(),
    ref: () => this.#refusal(),
    "signed request_object": () => this.#object(this.#issuer),
    "request_object signed with another key": () => this.#object(this.#issuer, true),
    "request_object for the authorization endpoint": () => this.#object(`${this.#issuer}/authorize`),
    "encrypted request_object": () =>
      `${Buffer.from('{"alg":"RSA-OAEP-256","enc":"A256GCM"}').toString("base64url")}.AAAA.AAAA.AAAA.AAAA`,
    request_object: () => `${Buffer.from('{"alg":"none"}').toString("base64url")}.e30.`,
    session: () => sessionOf(this.#world.deps, "demo-ada", this.#world.clock.now),
    form: async () => (await this.#open("/sign-in")).binding,
    "assertion of the identity provider": () => this.#vouched(),
    "another assertion of the identity provider": () => this.#vouched(),
    "assertion for the staging server": () => this.#vouched({ aud: "https://staging.example" }),
    "assertion with a new key": () => this.#vouched({}, { kid: "2027" }),
    "certificate of demo-service": () => CERTIFICATES.service,
    "expired certificate of demo-service": () => CERTIFICATES.expired,
    "certificate of demo-web": () => CERTIFICATES.web,
    "certificate of demo-service's own": () => CERTIFICATES.own,
    "new certificate of demo-service's own": () => CERTIFICATES["own-new"],
    "attestation of demo-service": () => this.#attested().attestation,
    "attestation of another app": () => this.#attested({ claims: { sub: "demo-web" } }).attestation,
    "attestation of an hour ago": () =>
      this.#attested({ claims: { exp: this.#world.clock.now / 1000 - 60 } }).attestation,
    "attestation with a new key of the attester": () => this.#attested({ header: { kid: "2027" } }).attestation,
    "proof of the instance": () => this.#attested().proof,
    "proof for the token endpoint": () => this.#attested({ proof: { aud: `${this.#issuer}/token` } }).proof,
    "proof with the challenge of the response": () => this.#challenged(),
    "proof that was already used": () => this.#usedProof(),
    "signed JWT of demo-service": () => this.#assertion(),
    "signed JWT with another iss": () => this.#assertion({ iss: "https://app.example" }),
    "signed JWT for the staging server": () => this.#assertion({ aud: "https://staging.example" }),
    "signed JWT of an hour ago": () => this.#assertion({}, { now: this.#world.clock.now - 3_600_000 }),
    "signed JWT that was already used": () => this.#usedAssertion(),
    "signed JWT with an unregistered key": () => this.#assertion({}, {}, { kid: "2027" }),
    "csrf of the sign-in page": async () => (await this.#open("/sign-in")).csrf,
    request: async () => encodeURIComponent(encode(await this.#request())),
    "request with the hint": async () =>
      encodeURIComponent(encode({ ...(await this.#request()), id_token_hint: await this.value("id_token") })),
    "csrf of the consent page": async () => (await this.#open(`/authorize?${encode(await this.#request())}`)).csrf,
    "token of the link": () => this.#link(),
  };

  async #proof({ method, path, how }: { method: string; path: string; how: string }) {
    const { clock, deps } = this.#world;
    const now = clock.now - (how === "made an hour ago" ? 3_600_000 : 0);
    const token = how === "with the token" ? await this.value("access_token") : undefined;
    const nonce = how === "with the nonce" ? nonceAt(deps.keys, now) : undefined;
    const claims = { jti: random(), nonce };
    return proofFor({ method, url: this.#issuer + path, now, token, claims, ...PROOFS[how] });
  }

  async #request() {
    return {
      response_type: "code",
      client_id: "demo-web",
      redirect_uri: `${this.#issuer}/demo/callback`,
      scope: this.scope,
      ...(this.challenged && {
        code_challenge: await this.value("code_challenge"),
        code_challenge_method: "S256",
      }),
      ...(this.keyed && { dpop_jkt: PROOF_JKT }),
      ...(this.resources.length > 0 && { resource: this.resources.join(" ") }),
    };
  }

  async #object(aud: string, foreign = false): Promise<string> {
    return signedObject({ ...(await this.#request()), iss: "demo-web", aud }, foreign);
  }

  async #push(): Promise<string> {
    const answer = await this.post("/par", encode(await this.#request()));
    const { request_uri } = (await answer.json()) as { readonly request_uri?: string };
    if (request_uri === undefined) throw new Error(`No request_uri: ${answer.status}`);
    return request_uri;
  }

  /** User codes, by the name of the device code. */
  readonly #userCodes = new Map<string, string>();

  async #askAsDevice(name: string): Promise<string> {
    const answer = await this.post("/device_authorization", encode({ scope: "openid read_profile" }));
    const { device_code, user_code } = (await answer.json()) as Readonly<Record<string, string>>;
    if (device_code === undefined || user_code === undefined) throw new Error(`No device code: ${answer.status}`);
    this.#userCodes.set(name, user_code);
    return device_code;
  }

  async #allowedDevice(name: string): Promise<string> {
    const code = await this.#askAsDevice(name);
    await this.#decide(name, "allow");
    return code;
  }

  /** Has ada decide about a device. */
  async decideDevice(name: string, answer: "allow" | "deny"): Promise<void> {
    await this.value(name);
    await this.#decide(name, answer);
  }

  async #decide(name: string, answer: "allow" | "deny"): Promise<void> {
    const { deps, clock } = this.#world;
    const signedIn = await findSession(deps, await this.value("session"), clock.now);
    if (signedIn === undefined) throw new Error("Nobody is signed in.");
    const found = await findDevice(deps, this.#userCodes.get(name) ?? "", signedIn, undefined);
    if (!("waiting" in found)) throw new Error("No device waits.");
    await decideDevice(deps, found.waiting, signedIn, answer);
  }

  /** As the device that has this code. */
  async poll(name: string): Promise<void> {
    await this.post("/token", encode({ grant_type: DEVICE_CODE, device_code: await this.value(name) }));
  }

  async #askAda(): Promise<string> {
    const answer = await this.post("/bc-authorize", encode({ scope: "openid read_profile", login_hint: "ada" }));
    const { auth_req_id } = (await answer.json()) as Readonly<Record<string, string>>;
    if (auth_req_id === undefined) throw new Error(`No auth_req_id: ${answer.status}`);
    return auth_req_id;
  }

  async #allowedByAda(name: string): Promise<string> {
    const id = await this.#askAda();
    this.keep(name, id);
    await this.decideAsked(name, "allow");
    return id;
  }

  async askTooOften(): Promise<void> {
    for (let asked = 0; asked < 30; asked++) await this.#askAda();
  }

  /** Has ada decide what she was asked. */
  async decideAsked(name: string, answer: "allow" | "deny"): Promise<void> {
    const { deps, clock } = this.#world;
    const credential = readCredential("ciba", await this.value(name));
    const signedIn = await findSession(deps, await this.value("session"), clock.now);
    if (signedIn === undefined || "is" in credential) throw new Error("Nobody is asked.");
    const asked = await findAsked(deps, credential.id, signedIn);
    if (typeof asked === "string") throw new Error(`The request doesn't wait: ${asked}`);
    await decideAsked(deps, asked, signedIn, answer);
  }

  /** As the client that asked. */
  async pollAsked(name: string): Promise<void> {
    await this.post("/token", encode({ grant_type: CIBA, auth_req_id: await this.value(name) }));
  }

  async #authorize(): Promise<string> {
    return this.authorize(new URL(`${this.#issuer}/authorize?${encode(await this.#request())}`));
  }

  /** Has ada agree to what an authorization request asks for; the code. */
  async authorize(url: URL): Promise<string> {
    const { deps, clock, send } = this.#world;
    const asked = (name: string) => url.searchParams.get(name) ?? "";
    await deps.storage.consents.add("demo-ada", asked("client_id"), asked("scope").split(" "), clock.now);
    const answer = await send(url.href, {
      headers: { cookie: `${cookieName(this.#issuer, "session")}=${await this.value("session")}` },
    });
    const code = new URL(answer.headers.get("location") ?? "none:").searchParams.get("code");
    if (code === null) throw new Error(`No code for ${url.search}: ${answer.status}`);
    return code;
  }

  async #redeem(wanted: keyof Tokens): Promise<string> {
    const body = encode({
      grant_type: "authorization_code",
      code: await this.value("code"),
      redirect_uri: `${this.#issuer}/demo/callback`,
      code_verifier: this.challenged ? await this.value("code_verifier") : undefined,
    });
    const tokens = (await (await this.post("/token", body)).json()) as Partial<Tokens>;
    for (const [name, value] of Object.entries(tokens)) this.keep(name, value);
    const token = tokens[wanted];
    if (token === undefined) throw new Error(`No ${wanted}: ${JSON.stringify(tokens)}`);
    return token;
  }

  /** What demo-web posts, or whoever has these credentials. */
  post(
    path: string,
    body: string,
    credentials = "demo-web:demo-web-secret",
    more: Readonly<Record<string, string>> = {},
  ): Promise<Response> {
    const type = "application/x-www-form-urlencoded";
    const headers = { authorization: basic(credentials), "content-type": type, ...more };
    return this.#world.send(this.#issuer + path, { method: "POST", body, headers });
  }

  /** A page with a form, as ada's browser opens it: its cookie and its token. */
  async #open(path: string): Promise<{ binding: string; csrf: string }> {
    const cookies =
      path === "/sign-in" ? [] : [`${cookieName(this.#issuer, "session")}=${await this.value("session")}`];
    const binding = this.#values.get("form");
    if (binding !== undefined) cookies.push(`${cookieName(this.#issuer, "form")}=${binding}`);
    const answer = await this.#world.send(this.#issuer + path, { headers: { cookie: cookies.join("; ") } });
    const csrf = /name="csrf" value="([^"]+)"/.exec(await answer.text())?.[1];
    if (csrf === undefined) throw new Error(`No form at ${path}.`);
    const set = /candor-form-[0-9a-f]{8}=([\w-]+)/.exec(answer.headers.get("set-cookie") ?? "")?.[1];
    if (set !== undefined) this.keep("form", set);
    return { binding: set ?? binding ?? "", csrf };
  }

  #assertion(claims = {}, when = {}, header = {}): string {
    const by = { id: "demo-service", issuer: this.#issuer, now: this.#world.clock.now, ...when };
    return assertionOf(by, { jti: random(), ...claims }, header);
  }

  #attested(changed: Parameters<typeof attestationOf>[1] = {}): {
    readonly attestation: string;
    readonly proof: string;
  } {
    const by = { id: "demo-service", issuer: this.#issuer, now: this.#world.clock.now };
    const { "oauth-client-attestation": attestation, "oauth-client-attestation-pop": proof } = attestationOf(by, {
      ...changed,
      proof: { jti: random(), ...changed.proof },
    });
    return { attestation, proof };
  }

  async #challenged(): Promise<string> {
    const response = await this.#world.send(`${this.#issuer}/challenge`, { method: "POST" });
    const { attestation_challenge: challenge } = (await response.json()) as Readonly<Record<string, string>>;
    return this.#attested({ proof: { challenge } }).proof;
  }

  async #usedProof(): Promise<string> {
    const { attestation, proof } = this.#attested();
    const sent = { "oauth-client-attestation": attestation, "oauth-client-attestation-pop": proof };
    const headers = { "content-type": "application/x-www-form-urlencoded", ...sent };
    const body = encode({ grant_type: "client_credentials" });
    await this.#world.send(`${this.#issuer}/token`, { method: "POST", body, headers });
    return proof;
  }

  async #usedAssertion(): Promise<string> {
    const client_assertion = this.#assertion();
    const form = { grant_type: "client_credentials", client_assertion_type: ASSERTION_TYPE, client_assertion };
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    await this.#world.send(`${this.#issuer}/token`, { method: "POST", body: encode(form), headers });
    return client_assertion;
  }

  /** A token for the admin API. */
  async #adminToken(): Promise<string> {
    const body = "grant_type=client_credentials&scope=candor:applications+candor:scopes";
    const answer = await this.post("/token", body, "demo-admin:demo-admin-secret");
    return ((await answer.json()) as Tokens).access_token;
  }

  #vouched(claims = {}, header = {}): string {
    return vouchedFor(this.#issuer, this.#world.clock.now, { jti: random(), ...claims }, header);
  }

  async #serviceToken(): Promise<string> {
    const answer = await this.post("/token", "grant_type=client_credentials", SERVICE);
    return ((await answer.json()) as Tokens).access_token;
  }

  /** As demo-web gets it by refreshing. */
  async #newAccessToken(): Promise<string> {
    const body = encode({ grant_type: "refresh_token", refresh_token: await this.value("refresh_token") });
    return ((await (await this.post("/token", body)).json()) as Tokens).access_token;
  }

  /** The reference of a refusal of demo-service. */
  async #refusal(): Promise<string> {
    const answer = await this.post("/token", "grant_type=client_credentials&scope=manage_pass", SERVICE);
    const { error_uri } = (await answer.json()) as { error_uri: string };
    return new URL(error_uri).searchParams.get("ref") ?? "";
  }

  /** As the server makes it for whoever starts it first. */
  async #link(): Promise<string> {
    const { deps } = this.#world;
    const people = { ...deps.storage.people, hasOperator: async () => false };
    const path = await inviteFirstOperator({ ...deps, storage: { ...deps.storage, people } });
    return new URL(path ?? "", this.#issuer).searchParams.get("token") ?? "";
  }

  /** A server of the same URL with other keys. */
  async #elsewhere(): Promise<string> {
    const world = await openWorld({ config: { issuer: this.#issuer } });
    try {
      return await new Attempt(world, this.#issuer).value("access_token");
    } finally {
      await world.close();
    }
  }
}
