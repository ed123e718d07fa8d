/** Registers the clients that a check needs (RFC 7591), and removes them afterwards (RFC 7592). */
import { generateKeyPairSync } from "node:crypto";
import type { JWK } from "jose";
import { CannotCheck } from "./cannot-check.ts";
import { briefly, type Exchange, jsonOf, statusOf } from "./exchange.ts";
import type { Send } from "./sender.ts";
import { endpoint, listed, type Target, type TestClient, type TestClients } from "./target.ts";

export interface Registration {
  /** RFC 7591 3: what a server may want to see before it registers anybody. */
  readonly initial_access_token?: string | undefined;
  readonly redirect_uri: string;
  /** What the clients ask for. */
  readonly scope?: string | undefined;
}

export interface Registered {
  readonly clients: TestClients;
  /** Removes those that the server lets be removed. */
  forget(): Promise<void>;
}

/** Registers a client for each part that nobody plays. Those that the server refuses are left out, unless it refuses all: then it rejects with `CannotCheck`. */
export async function registerClients(target: Target, send: Send, registration: Registration): Promise<Registered> {
  const url = endpoint(target, "registration");
  if (url === undefined)
    throw new CannotCheck(`${target.issuer} registers no clients: its metadata has no registration_endpoint.`);
  const key = newKey();
  const wanted = Object.entries(partsFor(target, registration, key)).filter(
    ([part]) => target.clients[part as keyof TestClients] === undefined,
  );
  const tried = [];
  for (const [part, metadata] of wanted)
    tried.push({ part, exchange: await register(url, metadata, send, registration) });
  const made = tried.filter(({ exchange }) => clientIn(exchange, registration, key) !== undefined);
  if (made.length === 0 && tried[0] !== undefined)
    throw new CannotCheck(`${url} registered no client: ${saidBy(tried[0].exchange)}`);
  const clients = Object.fromEntries(made.map(({ part, exchange }) => [part, clientIn(exchange, registration, key)]));
  return {
    clients: { ...clients, ...target.clients },
    forget: async () => {
      for (const { exchange } of made) await remove(exchange, send);
    },
  };
}

/** RFC 7591 2. */
function partsFor(target: Target, { redirect_uri, scope }: Registration, key: JWK): Readonly<Record<string, object>> {
  const methods = listed(target, "token_endpoint_auth_methods_supported") ?? ["client_secret_basic"];
  const secret = methods.includes("client_secret_basic") ? "client_secret_basic" : "client_secret_post";
  const devices = (listed(target, "grant_types_supported") ?? []).filter((one) => one.endsWith(":device_code"));
  const common = { client_name: "candor check", ...(scope !== undefined && { scope }) };
  const code = {
    ...common,
    scope: scope ?? usualScope(target),
    redirect_uris: [redirect_uri],
    ...(endpoint(target, "end_session") !== undefined && { post_logout_redirect_uris: [redirect_uri] }),
    grant_types: ["authorization_code", "refresh_token", ...devices],
    response_types: ["code"],
  };
  const jwt = { ...code, token_endpoint_auth_method: "private_key_jwt", token_endpoint_auth_signing_alg: "ES256" };
  return {
    web: { ...code, token_endpoint_auth_method: secret },
    other: { ...code, token_endpoint_auth_method: secret },
    public: { ...code, token_endpoint_auth_method: "none" },
    service: {
      ...common,
      redirect_uris: [],
      grant_types: ["client_credentials"],
      response_types: [],
      token_endpoint_auth_method: secret,
    },
    ...(methods.includes("private_key_jwt") && { jwt: { ...jwt, jwks: { keys: [publicPart(key)] } } }),
  };
}

/** A key for the run: what it signs is worth nothing afterwards. */
function newKey(): JWK {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return { ...(privateKey.export({ format: "jwk" }) as JWK), alg: "ES256", use: "sig", kid: "candor-check" };
}

const publicPart = ({ d: _, ...rest }: JWK): JWK => rest;

/** What most code flows ask for, as far as the server has it. */
function usualScope(target: Target): string | undefined {
  const supported = listed(target, "scopes_supported");
  return supported && ["openid", "offline_access"].filter((one) => supported.includes(one)).join(" ");
}

/** Sends a registration request (RFC 7591 3.1). */
export function register(
  url: string,
  metadata: object,
  send: Send,
  { initial_access_token: token }: Pick<Registration, "initial_access_token">,
): Promise<Exchange> {
  const headers = {
    "content-type": "application/json",
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  };
  return send({ url, method: "POST", headers, body: JSON.stringify(metadata) });
}

/** What the server made of it: it may change what was asked for (RFC 7591 3.2.1). */
function clientIn(exchange: Exchange, { redirect_uri, scope: asked }: Registration, key: JWK): TestClient | undefined {
  const {
    client_id,
    client_secret,
    token_endpoint_auth_method,
    redirect_uris,
    post_logout_redirect_uris: byes,
    scope,
  } = jsonOf(exchange) ?? {};
  if (![200, 201].includes(statusOf(exchange)) || typeof client_id !== "string") return undefined;
  const method = token_endpoint_auth_method ?? (client_secret === undefined ? "none" : "client_secret_basic");
  return {
    client_id,
    token_endpoint_auth_method: method as TestClient["token_endpoint_auth_method"],
    ...(method === "private_key_jwt" && { private_key: key, token_endpoint_auth_signing_alg: "ES256" }),
    ...(typeof client_secret === "string" && method !== "none" && { client_secret }),
    ...(Array.isArray(redirect_uris) && redirect_uris.length > 0 && { redirect_uri }),
    ...(Array.isArray(byes) && byes.length > 0 && { post_logout_redirect_uri: redirect_uri }),
    ...(typeof scope === "string" ? { scope } : asked !== undefined && { scope: asked }),
  };
}

/** Removes a client that the server lets be removed (RFC 7592 2.3). */
export async function remove(exchange: Exchange, send: Send): Promise<void> {
  const { registration_client_uri: url, registration_access_token: token } = jsonOf(exchange) ?? {};
  if (typeof url !== "string" || typeof token !== "string") return;
  await send({ url, method: "DELETE", headers: { authorization: `Bearer ${token}` } });
}

function saidBy(exchange: Exchange): string {
  const description = jsonOf(exchange)?.error_description;
  return [briefly(exchange), typeof description === "string" ? description : undefined].filter(Boolean).join(": ");
}
