/** Servers for clients that prove something: each with its faults, and the requirements that must find them. */
import { errors, type Provider } from "oidc-provider";
import type { Extensions, TestApi, TestClients } from "../../../src/checker/target.ts";
import { DEVICE, DEVICES, registeredDevices, slowingDown } from "../peer-mutants/device.ts";
import { strict } from "../peer-mutants/registering.ts";
import { REGISTRATION } from "../peer-mutants/registration.ts";
import { REGISTRATION_MANAGEMENT } from "../peer-mutants/registration-management.ts";
import { CALLBACK, type Peer, secretOf, startOidcProvider } from "../peers/oidc-provider.ts";
import type { Mutant } from "../through.ts";
import { ACCESS_TOKENS, APIS, INTROSPECTION } from "./access-token-mutants.ts";
import { api, RESOURCE } from "./api.ts";
import { ASSERTION_ISSUER, assertionGrant } from "./assertion-grant.ts";
import { ASSERTION_GRANTS, IDENTITY_ASSERTIONS } from "./assertion-grant-mutants.ts";
import { ASSERTIONS } from "./assertion-mutants.ts";
import { AT_API, BOUND } from "./bound-mutants.ts";
import { mTLS, registeredTlsClient, serverPair, tlsClient } from "./certificates.ts";
import { detailServers } from "./detail-servers.ts";
import { CLIENT_DOCUMENTS } from "./document-mutants.ts";
import { EXTENSIONS, startWithDocuments } from "./documents.ts";
import { EXCHANGE_CLIENTS, EXPIRED, exchanging } from "./exchange.ts";
import { EXCHANGES } from "./exchange-mutants.ts";
import { FAPI } from "./fapi-mutants.ts";
import { JWT_CLIENT, registeredJwtClient } from "./jwt-client.ts";
import { LOGOUTS_OF } from "./logout-mutants.ts";
import { delivering, LEAVER, LOGOUTS, startWithLogouts } from "./logouts.ts";
import { MCP } from "./mcp-mutants.ts";
import { mcpServer, startForMcp } from "./mcp-server.ts";
import { NONCES, PROOFS } from "./proof-mutants.ts";
import { RESOURCES } from "./resource-mutants.ts";
import { hsts, TLS, TLS_TOKENS } from "./tls-mutants.ts";

export interface Keyed {
  readonly start: () => Promise<Peer>;
  readonly clients: (usual: Peer["clients"]) => TestClients;
  readonly mutants: Readonly<Record<string, Mutant>>;
  /** The API that accepts its tokens. */
  readonly api?: (issuer: string) => TestApi;
  /** The certificate that its server shows. */
  readonly ca?: () => string;
  readonly profile?: "fapi2" | "mcp";
  readonly extensions?: Extensions;
  /** Seconds that the check may wait, and how it waits. */
  readonly patience?: number;
  readonly wait?: (milliseconds: number) => Promise<void>;
  /** What is in between without a fault, and behind each one. */
  readonly behind?: NonNullable<Mutant["between"]>;
  /** What is broken in oidc-provider as it is set up here, each with a reason that was verified by hand. */
  readonly known: Readonly<Record<string, string>>;
}

const SERVER = {
  "keys/cache": "The JWKS has no Cache-Control.",
  "registration/redirect-uri-https": "Web clients with the code grant may have redirect URIs with http.",
};

const USUAL = {
  ...SERVER,
  "token/scope-unknown": "Scopes that it doesn't know are left out, and the response has no scope.",
  "token/default-scope": "A request without scope is granted none, and the response doesn't say so.",
};

const BARE_PAGES = {
  "authorization/no-framing": "Its development pages have no header against framing.",
  "authorization/content-security-policy": "Its development pages have no policy.",
  "authorization/referrer": "Its development pages have no referrer policy.",
};

const PAGES = {
  ...BARE_PAGES,
  "authorization/post": "Authorization requests by POST must be turned on.",
  "authorization/redirect-uri-required":
    "Where one redirect URI is registered, it may be left out, unless that is turned off.",
};

/** It has the secret of the service client, and gets introspection as JWTs. */
const RESOURCE_SERVER = {
  client_id: "api",
  client_secret: secretOf("service"),
  redirect_uris: [],
  response_types: [],
  grant_types: ["client_credentials"],
  introspection_signed_response_alg: "RS256",
};

const startWithCertificates = () =>
  startOidcProvider({
    tls: serverPair(),
    features: { mTLS, dPoP: { enabled: false } },
    configuration: {
      clientAuthMethods: ["client_secret_basic", "client_secret_post", "none", "self_signed_tls_client_auth"],
    },
    also: [registeredTlsClient()],
  });

const FAPI_CLIENT = {
  ...JWT_CLIENT,
  dpop_bound_access_tokens: true,
  redirect_uri: CALLBACK,
  scope: "openid offline_access read",
};

const FAPI_SERVER = {
  also: [
    {
      ...registeredJwtClient,
      redirect_uris: [CALLBACK],
      response_types: ["code"],
      grant_types: ["authorization_code", "refresh_token"],
      scope: "openid offline_access read",
      id_token_signed_response_alg: "ES256",
      dpop_bound_access_tokens: true,
    },
  ],
  features: {
    fapi: { enabled: true, profile: "2.0" },
    pushedAuthorizationRequests: { enabled: true, requirePushedAuthorizationRequests: true },
    jwtResponseModes: { enabled: false },
    requestObjects: { enabled: false },
  },
  configuration: {
    assertJwtClientAuthClaimsAndHeader: forIssuerAlone,
    clientAuthMethods: ["private_key_jwt"],
    responseTypes: ["code"],
    enabledJWA: {
      idTokenSigningAlgValues: ["ES256", "PS256"],
      clientAuthSigningAlgValues: ["ES256", "PS256", "EdDSA"],
      dPoPSigningAlgValues: ["ES256", "EdDSA"],
    },
  },
};

/** Left to itself, it accepts the token endpoint's URL too, and one of several audiences. */
async function forIssuerAlone(ctx: { oidc: { provider: Provider } }, { aud }: { aud: unknown }): Promise<void> {
  if (aud !== ctx.oidc.provider.issuer) throw new errors.InvalidClientAuth("aud must be the issuer");
}

export const KEYED: Readonly<Record<string, Keyed>> = {
  assertions: {
    start: () =>
      startOidcProvider({
        also: [registeredJwtClient],
        configuration: { assertJwtClientAuthClaimsAndHeader: forIssuerAlone },
      }),
    clients: ({ service }) => ({ service, jwt: JWT_CLIENT }),
    mutants: ASSERTIONS,
    known: USUAL,
  },
  proofs: {
    start: () => startOidcProvider(),
    clients: ({ service }) => ({ service }),
    mutants: PROOFS,
    known: USUAL,
  },
  nonces: {
    start: () =>
      startOidcProvider({
        features: { dPoP: { enabled: true, nonceSecret: Buffer.alloc(32, 7), requireNonce: () => true } },
      }),
    clients: ({ service }) => ({ service }),
    mutants: NONCES,
    known: USUAL,
  },
  bound: {
    start: () => startOidcProvider(),
    clients: ({ web, public: app }) => ({ web, public: app }),
    mutants: BOUND,
    known: { ...PAGES, ...SERVER },
  },
  registration: {
    start: () => startOidcProvider(),
    clients: () => ({}),
    behind: strict,
    mutants: { ...REGISTRATION, ...REGISTRATION_MANAGEMENT },
    known: { "keys/cache": SERVER["keys/cache"] },
  },
  devices: {
    start: () => startOidcProvider({ also: registeredDevices }),
    clients: ({ service }) => ({ service, ...DEVICES }),
    behind: slowingDown,
    mutants: DEVICE,
    known: USUAL,
  },
  api: {
    start: () => startOidcProvider(),
    clients: ({ service }) => ({ service }),
    api: (issuer) => ({ url: `${issuer}/api`, resource: RESOURCE, scope: "read" }),
    behind: api(),
    mutants: { ...AT_API, ...APIS, ...ACCESS_TOKENS },
    known: USUAL,
  },
  resources: {
    start: () => startOidcProvider(),
    clients: ({ service, web }) => ({ service, web }),
    api: () => ({ resource: RESOURCE, scope: "read" }),
    mutants: RESOURCES,
    known: { ...USUAL, ...PAGES },
  },
  exchange: {
    start: () => startOidcProvider(),
    clients: () => EXCHANGE_CLIENTS,
    api: () => ({ resource: RESOURCE, scope: "read" }),
    extensions: { exchange: { expired_subject_token: EXPIRED } },
    behind: exchanging() as NonNullable<Mutant["between"]>,
    mutants: EXCHANGES,
    known: USUAL,
  },
  "assertions as grants": {
    start: () => startOidcProvider(),
    clients: ({ service }) => ({ service }),
    extensions: { assertions: ASSERTION_ISSUER },
    behind: assertionGrant("plain") as NonNullable<Mutant["between"]>,
    mutants: ASSERTION_GRANTS,
    known: USUAL,
  },
  "identity assertions": {
    start: () => startOidcProvider(),
    clients: ({ service }) => ({ service }),
    extensions: { assertions: ASSERTION_ISSUER },
    behind: assertionGrant("identity") as NonNullable<Mutant["between"]>,
    mutants: IDENTITY_ASSERTIONS,
    known: USUAL,
  },
  MCP: {
    start: startForMcp,
    clients: ({ service }) => ({ service }),
    api: (issuer) => ({ url: `${issuer}/mcp`, resource: `${issuer}/mcp`, scope: "read" }),
    profile: "mcp",
    behind: mcpServer(),
    mutants: MCP,
    known: USUAL,
  },
  "client documents": {
    start: startWithDocuments,
    clients: () => ({}),
    extensions: EXTENSIONS,
    mutants: CLIENT_DOCUMENTS,
    known: SERVER,
  },
  logouts: {
    start: startWithLogouts,
    clients: () => ({ web: LEAVER }),
    extensions: LOGOUTS,
    behind: delivering,
    mutants: LOGOUTS_OF,
    known: { ...PAGES, ...SERVER, "logout/post": "Sign-out by POST must be turned on, as authorization requests are." },
  },
  "FAPI 2.0": {
    start: () => startOidcProvider(FAPI_SERVER),
    clients: () => ({ web: FAPI_CLIENT }),
    profile: "fapi2",
    mutants: FAPI,
    known: {
      ...BARE_PAGES,
      "keys/cache": SERVER["keys/cache"],
      "openid-metadata/rs256": "The profile forbids the algorithm that OpenID Connect Discovery wants listed.",
    },
  },
  introspection: {
    start: () => startOidcProvider({ features: { jwtIntrospection: { enabled: true } }, also: [RESOURCE_SERVER] }),
    clients: ({ service }) => ({ service, api: { ...service, client_id: "api" } }),
    mutants: INTROSPECTION,
    known: USUAL,
  },
  certificates: {
    start: () => startWithCertificates(),
    clients: ({ service }) => ({ service, tls: tlsClient() }),
    ca: () => serverPair().cert,
    behind: hsts as NonNullable<Mutant["between"]>,
    mutants: TLS,
    known: USUAL,
  },
  "bound to certificates": {
    start: () => startWithCertificates(),
    clients: ({ service }) => ({ service, tls: tlsClient() }),
    api: () => ({ resource: RESOURCE, scope: "read" }),
    ca: () => serverPair().cert,
    behind: hsts as NonNullable<Mutant["between"]>,
    mutants: TLS_TOKENS,
    known: USUAL,
  },
  ...detailServers({ USUAL, PAGES, SERVER }),
};
