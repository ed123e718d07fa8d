/** Candor, with a layer between it and the network that gives it a fault. */
import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { publicJwk } from "../../src/checker/sign.ts";
import { type Config, createCandor } from "../../src/index.ts";
import { formsOf, Person } from "../blackbox/person.ts";
import { freePort } from "../free-port.ts";
import { JWT_CLIENT, registeredJwtClient } from "./keyed/jwt-client.ts";
import {
  type Answer,
  type Ask,
  bodyOf,
  CERTIFICATE,
  type Faulty,
  type Message,
  type ServerPair,
  serveThrough,
  targetOf,
} from "./through.ts";

export const CALLBACK = "https://app.example/callback";
export const BYE = "https://app.example/bye";
export const [USERNAME, PASSWORD] = ["ops", "one-two-three-four-five"];

export interface MutantServer extends Faulty {
  readonly issuer: string;
}

export const SECRETS = {
  web: "secret-of-web-a1b2c3",
  other: "secret-of-other-d4e5f6",
  service: "secret-of-service-g7h8",
};

/** Authorization details of two types. */
const TYPES = ["payment", "account"];
const DETAILS = [
  { type: "payment", actions: ["initiate"] },
  { type: "account", actions: ["read"] },
];

/** A key for request objects. */
const pair = () => generateKeyPairSync("ec", { namedCurve: "P-256" });
const [webKey, otherKey] = [pair().privateKey, pair().privateKey];
const textOf = (key: KeyObject): string => key.export({ type: "pkcs8", format: "pem" }).toString();
const setOf = (key: KeyObject) => ({ keys: [{ ...publicJwk(key), alg: "ES256" as const, use: "sig" as const }] });

function configOf(issuer: string, port: number): Config {
  const web = {
    grantTypes: ["authorization_code" as const, "refresh_token" as const],
    redirectUris: [CALLBACK],
    postLogoutRedirectUris: [BYE],
    scopes: ["openid", "profile", "email", "offline_access", "read"],
  };
  const managing = [...web.scopes, "grant_management_query", "grant_management_revoke"];
  return {
    issuer,
    port,
    logLevel: "silent",
    registration: { mode: "open", perHour: 100_000 },
    signUp: { url: "https://people.example/join" },
    grantManagement: "allowed",
    apis: [{ resource: `${issuer}/api`, name: "API", tokens: "opaque" }],
    scopes: [
      { name: "read", description: "Read", api: `${issuer}/api` },
      { name: "write", description: "Write", api: `${issuer}/api` },
    ],
    authorizationDetailsTypes: TYPES.map((type) => ({
      type,
      description: `Use your ${type}`,
      schema: { properties: { actions: { type: "array", items: { type: "string" } } } },
    })),
    clients: [
      {
        id: "web",
        ...web,
        scopes: managing,
        jwks: setOf(webKey),
        secrets: [{ value: SECRETS.web }],
        introspects: [`${issuer}/api`],
        authorizationDetailsTypes: TYPES,
      },
      { id: "other", ...web, scopes: managing, jwks: setOf(otherKey), secrets: [{ value: SECRETS.other }] },
      { id: "app", ...web, authMethods: ["none"] },
      {
        id: "service",
        secrets: [{ value: SECRETS.service }],
        grantTypes: ["client_credentials"],
        scopes: ["read", "write"],
      },
      {
        id: JWT_CLIENT.client_id,
        authMethods: ["private_key_jwt"],
        jwks: registeredJwtClient.jwks,
        grantTypes: ["client_credentials"],
        scopes: ["read", "write"],
      },
    ],
  };
}

/** What `candor check` is given to check it with. */
export const CLIENTS = {
  web: {
    client_id: "web",
    client_secret: SECRETS.web,
    private_key: textOf(webKey),
    token_endpoint_auth_method: "client_secret_basic",
    redirect_uri: CALLBACK,
    post_logout_redirect_uri: BYE,
    scope: "openid profile offline_access read",
  },
  other: {
    client_id: "other",
    client_secret: SECRETS.other,
    private_key: textOf(otherKey),
    token_endpoint_auth_method: "client_secret_basic",
    redirect_uri: CALLBACK,
    scope: "openid profile offline_access read",
  },
  public: {
    client_id: "app",
    token_endpoint_auth_method: "none",
    redirect_uri: CALLBACK,
    scope: "openid profile offline_access read",
  },
  service: {
    client_id: "service",
    client_secret: SECRETS.service,
    token_endpoint_auth_method: "client_secret_basic",
    scope: "read write",
  },
} as const;

/** With one that signs. */
export const ALL_CLIENTS = {
  ...CLIENTS,
  web: { ...CLIENTS.web, authorization_details: DETAILS },
  api: CLIENTS.web,
  jwt: { ...JWT_CLIENT, scope: "read write" },
};

/** `more`: what its configuration has beside the usual; clients are added. */
export function startMutant({ clients = [], ...more }: Partial<Config> = {}): Promise<MutantServer> {
  return startCandor((issuer, port) => {
    const usual = configOf(issuer, port);
    return { ...usual, ...more, clients: [...(usual.clients ?? []), ...clients] };
  });
}

interface Reached {
  /** Of the first operator. */
  readonly username?: string;
  /** It is reached with TLS. */
  readonly tls?: ServerPair;
}

/** Candor as it is configured, behind the layer. Whoever signs in has PASSWORD. */
export async function startCandor(
  configured: (issuer: string, port: number) => Config,
  { username = USERNAME, tls }: Reached = {},
): Promise<MutantServer> {
  const port = await freePort();
  const issuer = `${tls === undefined ? "http" : "https"}://localhost:${port}`;
  const config = configured(issuer, port);
  const candor = await createCandor({ config, storage: "memory", clock: () => Date.now() });
  const ask: Ask = async (one) => answerOf(await candor.fetch(requestOf(one, issuer), tls && { address: "127.0.0.1" }));
  const faulty = await serveThrough(port, issuer, ask, tls);
  const person = new Person(issuer, username, PASSWORD, (request) => candor.fetch(request));
  await becomeOperator(person, (await candor.inviteFirstOperator()) ?? "");
  return {
    ...faulty,
    issuer,
    close: async () => {
      await faulty.close();
      await candor.close();
    },
  };
}

async function becomeOperator(person: Person, path: string): Promise<void> {
  const { issuer, username, password } = person;
  const [form] = formsOf(await person.page(issuer + path));
  await person.post(form?.action ?? "", { ...form?.fields, username, password });
}

function requestOf(message: Message, issuer: string): Request {
  const headers = new Headers(message.headers);
  for (const name of ["content-length", "connection", "transfer-encoding"]) headers.delete(name);
  // As a proxy forwards the certificate of a client (RFC 9440 2.1).
  const certificate = headers.get(CERTIFICATE);
  if (certificate !== null) headers.set("client-cert", `:${certificate}:`);
  const [{ method }, body] = [message, bodyOf(message)];
  return new Request(issuer + targetOf(message), { method, headers, redirect: "manual", ...(body !== "" && { body }) });
}

async function answerOf(response: Response): Promise<Answer> {
  return { status: response.status, headers: response.headers, body: await response.text() };
}
