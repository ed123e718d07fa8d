/** Registers clients for probes (RFC 7591 3), and removes them again (RFC 7592 2.3). */
import { type Exchange, jsonOf, statusOf } from "./exchange.ts";
import { CannotTell, type Lab } from "./lab.ts";
import { register, remove } from "./register.ts";
import { listed, type Metadata, type TestClient } from "./target.ts";

export const REDIRECT_URI = "https://client.example/callback";

export interface Registrar {
  /** Asks for a client. Its metadata is the usual one, with changes; `undefined` leaves a member out. */
  ask(changes?: Metadata): Promise<Exchange>;
  /** Removes what was registered. */
  clear(): Promise<void>;
}

export function registrarOf(lab: Lab): Registrar {
  const { target, send } = lab;
  const url = lab.endpoint("registration");
  const made: Exchange[] = [];
  return {
    ask: async (changes = {}) => {
      const access = { initial_access_token: target.initialAccessToken };
      const exchange = await register(url, { ...usualMetadata(target), ...changes }, send, access);
      made.push(exchange);
      return exchange;
    },
    clear: async () => {
      for (const one of made) await remove(one, send);
    },
  };
}

/** A confidential client with the code grant (RFC 7591 2). */
const usualMetadata = (target: Lab["target"]): Metadata => ({
  client_name: "candor check",
  redirect_uris: [REDIRECT_URI],
  grant_types: ["authorization_code"],
  response_types: ["code"],
  token_endpoint_auth_method: secretMethod(target),
});

const secretMethod = (target: Lab["target"]): TestClient["token_endpoint_auth_method"] =>
  (listed(target, "token_endpoint_auth_methods_supported") ?? ["client_secret_basic"]).includes("client_secret_basic")
    ? "client_secret_basic"
    : "client_secret_post";

export const isRegistered = (exchange: Exchange): boolean =>
  [200, 201].includes(statusOf(exchange)) && typeof jsonOf(exchange)?.client_id === "string";

/** The members of a response that registers. Throws `CannotTell` if it doesn't. */
export function registeredBy(exchange: Exchange): Metadata {
  const members = jsonOf(exchange);
  if (members === undefined || !isRegistered(exchange))
    throw new CannotTell("The server registers no client as it is asked here; it may want an initial access token.", [
      exchange,
    ]);
  return members;
}

/** The client of a response, as which requests are sent. */
export function clientBy(exchange: Exchange): TestClient {
  const { client_id, client_secret, token_endpoint_auth_method } = registeredBy(exchange);
  const secret = typeof client_secret === "string" ? client_secret : undefined;
  const usual = secret === undefined ? "none" : "client_secret_basic";
  return {
    client_id: String(client_id),
    client_secret: secret,
    token_endpoint_auth_method: (token_endpoint_auth_method ?? usual) as TestClient["token_endpoint_auth_method"],
    redirect_uri: REDIRECT_URI,
  };
}
