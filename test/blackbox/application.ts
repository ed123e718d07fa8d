/** An application that speaks to the server by hand, where a library would not let a test say what it must say. */
import { hash, randomBytes } from "node:crypto";
import type { Person, Send } from "./person.ts";

export interface Answer {
  readonly issuer: string;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Tokens {
  readonly access_token: string;
  readonly token_type: string;
  readonly expires_in: number;
  readonly scope: string;
  readonly refresh_token: string;
  readonly id_token: string;
}

type Fields = Readonly<Record<string, string | undefined>>;
interface Registration {
  readonly id: string;
  readonly secret?: string;
  readonly method?: "basic" | "post" | "none";
  readonly redirectUri?: string;
  readonly scope?: string;
}

export const basic = (id: string, secret: string): string =>
  `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString("base64")}`;

export const challengeOf = (verifier: string): string => hash("sha256", verifier, "base64url");

export const secret = (bytes = 32): string => randomBytes(bytes).toString("base64url");

const given = (fields: Fields): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));

/** Reads a response in JSON. */
export async function answerOf(issuer: string, response: Response): Promise<Answer> {
  const text = await response.text();
  const body = text.startsWith("{") ? JSON.parse(text) : {};
  return { issuer, status: response.status, headers: response.headers, text, body };
}

export class Application {
  readonly issuer: string;
  readonly registration: Registration;
  readonly #send: Send;

  constructor(issuer: string, registration: Registration, send: Send = fetch) {
    this.issuer = issuer;
    this.registration = registration;
    this.#send = send;
  }

  /** An authorization request with PKCE; a parameter given as `undefined` is left out. */
  begin(parameters: Fields = {}): { url: string; verifier: string; state: string } {
    const { id, redirectUri, scope } = this.registration;
    const [verifier, state] = [secret(), secret(12)];
    const query = given({
      response_type: "code",
      client_id: id,
      redirect_uri: redirectUri,
      scope,
      state,
      code_challenge: challengeOf(verifier),
      code_challenge_method: "S256",
      ...parameters,
    });
    return { url: `${this.issuer}/authorize?${new URLSearchParams(query)}`, verifier, state };
  }

  /** Posts a form to an endpoint, authenticated as this application. */
  async post(path: string, fields: Fields, headers = {}): Promise<Answer> {
    const { id, secret: own, method = own === undefined ? "none" : "basic" } = this.registration;
    const byBody = { ...(method !== "basic" && { client_id: id }), ...(method === "post" && { client_secret: own }) };
    const byHeader = { ...(method === "basic" && { authorization: basic(id, own ?? "") }), ...headers };
    const body = new URLSearchParams(given({ ...byBody, ...fields }));
    const request = new Request(this.issuer + path, { method: "POST", headers: byHeader, body });
    return answerOf(this.issuer, await this.#send(request));
  }

  token(fields: Fields): Promise<Answer> {
    return this.post("/token", fields);
  }

  redeem(code: string | null, verifier: string | undefined, more: Fields = {}): Promise<Answer> {
    const { redirectUri } = this.registration;
    return this.token({
      grant_type: "authorization_code",
      code: code ?? "",
      redirect_uri: redirectUri,
      code_verifier: verifier,
      ...more,
    });
  }

  refresh(refreshToken: string, more: Fields = {}): Promise<Answer> {
    return this.token({ grant_type: "refresh_token", refresh_token: refreshToken, ...more });
  }

  introspect(token: string): Promise<Answer> {
    return this.post("/introspect", { token });
  }

  revoke(token: string): Promise<Answer> {
    return this.post("/revoke", { token });
  }

  /** A code that the user allowed. */
  async code(person: Person, parameters: Fields = {}): Promise<{ code: string; verifier: string }> {
    const { url, verifier } = this.begin(parameters);
    const to = await person.sentTo(url);
    return { code: to.searchParams.get("code") ?? `none: ${to.href}`, verifier };
  }

  /** Tokens that the user allowed. */
  async tokens(person: Person, parameters: Fields = {}): Promise<Tokens> {
    const { code, verifier } = await this.code(person, parameters);
    return tokensOf(await this.redeem(code, verifier));
  }
}

/** The tokens of a response, which must be a success. */
export function tokensOf({ status, text, body }: Answer): Tokens {
  if (status !== 200) throw new Error(`Expected tokens, got ${status} ${text}`);
  return body as unknown as Tokens;
}

/** The applications of the demo world. */
export const demoApps = (issuer: string, send: Send = fetch) => {
  const app = (id: string, more: Partial<Registration>) => new Application(issuer, { id, ...more }, send);
  const scope = "openid offline_access read_profile";
  return {
    web: app("demo-web", { secret: "demo-web-secret", redirectUri: `${issuer}/demo/callback`, scope }),
    spa: app("demo-spa", { redirectUri: `${issuer}/demo/spa`, scope }),
    service: app("demo-service", { secret: "demo-service-secret" }),
    strict: app("demo-strict", { secret: "demo-strict-secret" }),
  };
};
