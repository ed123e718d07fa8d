/** oidc-provider with all that Candor hasn't got, behind the layer that gives it a fault. Its own pages sign anybody in. */
import { generateKeyPairSync } from "node:crypto";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { errors, Provider } from "oidc-provider";
import { freePort } from "../../free-port.ts";
import { type Answer, bodyOf, type Faulty, type Message, type ServerPair, serveThrough, targetOf } from "../through.ts";

export interface Peer extends Faulty {
  readonly issuer: string;
  readonly clients: ReturnType<typeof clientsOf>;
  readonly user: { readonly username: string; readonly password: string };
}

export const CALLBACK = "https://app.example/callback";

const [SCOPE, RESOURCE] = ["openid offline_access read", "urn:example:api"];

/** What `candor check` is given to check it with. */
const clientsOf = () =>
  ({
    web: confidential("web"),
    other: confidential("other"),
    public: { client_id: "app", token_endpoint_auth_method: "none", redirect_uri: CALLBACK, scope: SCOPE },
    service: {
      client_id: "service",
      client_secret: secretOf("service"),
      token_endpoint_auth_method: "client_secret_basic",
      scope: "read write",
    },
  }) as const;

export const secretOf = (id: string): string => `secret-of-${id}-that-is-long-enough-for-hmac`;

const confidential = (id: string) =>
  ({
    client_id: id,
    client_secret: secretOf(id),
    token_endpoint_auth_method: "client_secret_basic",
    redirect_uri: CALLBACK,
    scope: SCOPE,
  }) as const;

/** Its clients as it registers them. */
function registered(): object[] {
  const code = {
    redirect_uris: [CALLBACK],
    response_types: ["code"],
    grant_types: ["authorization_code", "refresh_token"],
    scope: SCOPE,
  };
  return [
    { client_id: "web", client_secret: secretOf("web"), ...code },
    { client_id: "other", client_secret: secretOf("other"), ...code },
    { client_id: "app", token_endpoint_auth_method: "none", application_type: "web", ...code },
    {
      client_id: "service",
      client_secret: secretOf("service"),
      redirect_uris: [],
      response_types: [],
      grant_types: ["client_credentials"],
      scope: "read write",
    },
  ];
}

export interface PeerOptions {
  /** Members of its configuration beside the usual ones. */
  readonly configuration?: Readonly<Record<string, unknown>>;
  /** Features beside the usual ones, or turned off. */
  readonly features?: Readonly<Record<string, unknown>>;
  /** It is reached with TLS. */
  readonly tls?: ServerPair;
  /** Clients as it registers them, beside the usual ones. */
  readonly also?: readonly object[];
}

export async function startOidcProvider(options: PeerOptions = {}): Promise<Peer> {
  const port = await freePort();
  const { tls } = options;
  const issuer = `${tls === undefined ? "http" : "https"}://localhost:${port}`;
  const provider = new Provider(issuer, configurationOf(options));
  provider.proxy = true;
  const inner = createServer(provider.callback());
  await new Promise<void>((resolve) => inner.listen(0, "127.0.0.1", resolve));
  const { port: behind } = inner.address() as AddressInfo;
  const faulty = await serveThrough(port, issuer, (message) => answered(message, behind, issuer), tls);
  return {
    ...faulty,
    issuer,
    clients: clientsOf(),
    user: { username: "ada", password: "whatever" },
    close: async () => {
      await faulty.close();
      inner.closeAllConnections();
      await new Promise((resolve) => inner.close(resolve));
    },
  };
}

function configurationOf({ configuration = {}, features = {}, also = [] }: PeerOptions): object {
  const key = (alg: string, pair: ReturnType<typeof generateKeyPairSync>) => ({
    ...(pair as { privateKey: import("node:crypto").KeyObject }).privateKey.export({ format: "jwk" }),
    alg,
    use: "sig",
    kid: alg,
  });
  return {
    clients: [...registered(), ...also],
    jwks: {
      keys: [
        key("RS256", generateKeyPairSync("rsa", { modulusLength: 2048 })),
        key("ES256", generateKeyPairSync("ec", { namedCurve: "P-256" })),
      ],
    },
    scopes: ["openid", "offline_access", "read", "write"],
    pkce: { required: () => true },
    cookies: { keys: ["a-key-of-the-test"] },
    rotateRefreshToken: true,
    findAccount: async (_: unknown, accountId: string) => ({ accountId, claims: async () => ({ sub: accountId }) }),
    features: {
      devInteractions: { enabled: true },
      clientCredentials: { enabled: true },
      claimsParameter: { enabled: true },
      introspection: { enabled: true },
      revocation: { enabled: true },
      deviceFlow: { enabled: true },
      dPoP: { enabled: true },
      pushedAuthorizationRequests: { enabled: true },
      requestObjects: { enabled: true },
      jwtResponseModes: { enabled: true },
      registration: { enabled: true },
      registrationManagement: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => undefined,
        getResourceServerInfo: (_: unknown, resource: string) => {
          if (resource !== RESOURCE) throw new errors.InvalidTarget();
          return { scope: "read write", audience: RESOURCE, accessTokenFormat: "jwt" };
        },
      },
      ...features,
    },
    ...configuration,
  };
}

/** What the server behind responds. It must see the host that the client asked. */
function answered(message: Message, port: number, issuer: string): Promise<Answer> {
  const headers = new Headers(message.headers);
  for (const name of ["content-length", "connection", "transfer-encoding"]) headers.delete(name);
  headers.set("x-forwarded-proto", new URL(issuer).protocol.slice(0, -1));
  const body = bodyOf(message);
  if (body !== "") headers.set("content-length", String(Buffer.byteLength(body)));
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { host: "127.0.0.1", port, path: targetOf(message), method: message.method, headers: [...headers].flat() },
      async (incoming) => {
        const chunks: Buffer[] = [];
        for await (const chunk of incoming) chunks.push(chunk as Buffer);
        const came = new Headers();
        for (let at = 0; at < incoming.rawHeaders.length; at += 2)
          came.append(incoming.rawHeaders[at] as string, incoming.rawHeaders[at + 1] as string);
        resolve({ status: incoming.statusCode ?? 0, headers: came, body: Buffer.concat(chunks).toString() });
      },
    );
    outgoing.once("error", reject);
    outgoing.end(body);
  });
}
