/** oidc-provider in three setups: as it comes, hardened, and with the FAPI 2.0 profile. Its development pages sign anybody in. */
import { generateKeyPairSync } from "node:crypto";
import { Provider } from "oidc-provider";
import { publicJwk } from "../../../src/checker/sign.ts";
import { freePort } from "../../free-port.ts";
import { CALLBACK, type Checkable, type RunningServer, secretOf } from "./define.ts";
import { listen } from "./listen.ts";

const user = { username: "ada", password: "whatever" };
const SCOPE = "openid offline_access";
const code = {
  redirect_uris: [CALLBACK],
  response_types: ["code"],
  grant_types: ["authorization_code", "refresh_token"],
};
const confidential = (id: string) => ({ client_id: id, client_secret: secretOf(id), ...code });
const app = { client_id: "app", token_endpoint_auth_method: "none", ...code };
const service = {
  client_id: "service",
  client_secret: secretOf("service"),
  redirect_uris: [],
  response_types: [],
  grant_types: ["client_credentials"],
};

const basic = (id: string) => ({
  client_id: id,
  client_secret: secretOf(id),
  token_endpoint_auth_method: "client_secret_basic" as const,
});
const coded = { redirect_uri: CALLBACK, scope: SCOPE };
const clients = {
  web: { ...basic("web"), ...coded },
  other: { ...basic("other"), ...coded },
  public: { client_id: "app", token_endpoint_auth_method: "none" as const, ...coded },
};

type Options = RunningServer["options"];

async function started(
  configuration: object,
  options: Options,
  prepare: (provider: Provider) => void = () => {},
): Promise<RunningServer> {
  const port = await freePort();
  const issuer = `http://localhost:${port}`;
  const provider = new Provider(issuer, configuration);
  prepare(provider);
  return { issuer, options, close: await listen(port, provider.callback()) };
}

type Middleware = (
  ctx: { readonly path: string; readonly type: string; set(name: string, value: string): void },
  next: () => Promise<void>,
) => Promise<void>;

/** Headers that its pages and its keys have none of. */
function withHeaders(provider: Provider): void {
  const { use } = provider as unknown as { use(middleware: Middleware): void };
  use.call(provider, async (ctx, next) => {
    await next();
    if (ctx.path.endsWith("/jwks")) ctx.set("cache-control", "public, max-age=300");
    if (ctx.type !== "text/html") return;
    ctx.set("content-security-policy", "default-src 'self'; frame-ancestors 'none'");
    ctx.set("referrer-policy", "no-referrer");
  });
}

/** Keys of its own instead of those that everybody has. */
const jwks = () => ({
  keys: [
    { ...generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "jwk" }), alg: "RS256" },
    { ...generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ format: "jwk" }), alg: "ES256" },
  ].map((key) => ({ ...key, use: "sig", kid: key.alg })),
});

const findAccount = async (_: unknown, accountId: string) => ({ accountId, claims: async () => ({ sub: accountId }) });
const hardened = {
  ...{ findAccount, scopes: ["openid", "offline_access"], cookies: { keys: ["a-key-of-the-test"] } },
  ...{
    responseTypes: ["code"],
    allowOmittingSingleRegisteredRedirectUri: false,
    pkce: { required: () => true },
    rotateRefreshToken: true,
  },
};
const features = {
  clientCredentials: { enabled: true },
  introspection: { enabled: true },
  revocation: { enabled: true },
};

const asItComes = (): Promise<RunningServer> =>
  started({ clients: [confidential("web"), confidential("other"), app] }, { clients, user });

const hardenedSetup = (): Promise<RunningServer> =>
  started(
    { ...hardened, features, jwks: jwks(), clients: [confidential("web"), confidential("other"), app, service] },
    { clients: { ...clients, service: basic("service") }, user },
    withHeaders,
  );

/** PAR and DPoP are supported and not required, so that codes can be had without them too. */
function fapi(): Promise<RunningServer> {
  const pairs = { web: ec(), other: ec(), service: ec() };
  const signs = (id: keyof typeof pairs) => ({
    client_id: id,
    token_endpoint_auth_method: "private_key_jwt" as const,
    private_key: pairs[id].export({ type: "pkcs8", format: "pem" }).toString(),
  });
  const registered = (id: keyof typeof pairs, as: object) => ({
    ...{ client_id: id, token_endpoint_auth_method: "private_key_jwt", id_token_signed_response_alg: "ES256" },
    jwks: { keys: [{ ...publicJwk(pairs[id]), alg: "ES256", use: "sig" }] },
    ...as,
  });
  const { redirect_uris, response_types, grant_types } = service;
  return started(
    {
      ...hardened,
      features: { ...features, fapi: { enabled: true, profile: "2.0" }, requestObjects: { enabled: true } },
      clientAuthMethods: ["private_key_jwt"],
      jwks: jwks(),
      clients: [
        registered("web", code),
        registered("other", code),
        registered("service", { redirect_uris, response_types, grant_types }),
      ],
    },
    {
      clients: {
        web: { ...signs("web"), ...coded },
        other: { ...signs("other"), ...coded },
        service: signs("service"),
        jwt: signs("service"),
      },
      user,
    },
    withHeaders,
  );
}

const ec = () => generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;

const POST = { "authorization/post": "Authorization requests by POST must be turned on (`enableHttpPostMethods`)." };

export const OIDC_PROVIDERS: readonly Checkable[] = [
  {
    name: "oidc-provider",
    configuration: "as it comes",
    start: asItComes,
    broken: {
      ...POST,
      "authorization/redirect-uri-required":
        "A client with one redirect URI may leave it out (`allowOmittingSingleRegisteredRedirectUri`).",
      "authorization/no-framing": "Its development pages have no header against framing.",
      "authorization/content-security-policy": "Its development pages have no policy.",
      "authorization/referrer": "Its development pages have no referrer policy.",
      "keys/cache": "The JWKS has no Cache-Control.",
    },
  },
  {
    name: "oidc-provider",
    configuration: "hardened: PKCE and rotation for every client, only `code`, headers on pages and keys",
    start: hardenedSetup,
    broken: {
      ...POST,
      "token/scope-unknown": "Scopes that it doesn't know are left out, and the response has no `scope`.",
      "token/default-scope": "A request without `scope` is granted none, and the response doesn't say so.",
    },
  },
  {
    name: "oidc-provider",
    configuration: "FAPI 2.0: `features.fapi`, `private_key_jwt`; PAR and DPoP supported, not required",
    start: fapi,
    broken: POST,
  },
];
