/**
 * The peer, oidc-provider 9, with its fastest fair settings: what a production server of the measured flows needs is on,
 * what they do not need is off, and wherever a setting costs time and Candor's response does not depend on it, the cheaper one is chosen.
 */
import { generateKeyPairSync } from "node:crypto";
import { type AdapterConstructor, Provider } from "oidc-provider";
import {
  type BenchClient,
  EXCHANGER,
  JWT_API,
  JWT_SERVICE,
  OPAQUE_API,
  PERSON,
  PUBLIC_KEY,
  REFUSED_SCOPE,
  RESOURCE_SERVER,
  SERVICE,
  SIGNER,
  WEB,
} from "../../world.ts";
import { type Announcement, listen } from "../serve.ts";
import { EXCHANGE, offerExchange } from "./exchange.ts";
import { interact } from "./interaction.ts";

/** Starts the peer on a free port. */
export function startPeer(adapter: AdapterConstructor): Promise<Announcement> {
  return listen((issuer) => {
    const provider = new Provider(issuer, configurationOf(adapter));
    offerExchange(provider);
    provider.on("server_error", (_, error) => console.error(error));
    const handle = provider.callback();
    return (request, response) => {
      if (request.url?.startsWith("/interaction/")) {
        interact(provider, request, response).catch((error) => response.writeHead(500).end(String(error)));
      } else {
        handle(request, response);
      }
    };
  });
}

function configurationOf(adapter: AdapterConstructor): object {
  return {
    adapter,
    clients: [
      service(SERVICE, OPAQUE_API.scope),
      service(JWT_SERVICE),
      service(RESOURCE_SERVER, OPAQUE_API.scope),
      {
        client_id: WEB.id,
        client_secret: WEB.secret,
        redirect_uris: [WEB.redirectUri],
        grant_types: ["authorization_code", "refresh_token"],
        response_types: ["code"],
        scope: `openid offline_access ${OPAQUE_API.scope}`,
      },
      {
        client_id: SIGNER.id,
        token_endpoint_auth_method: "private_key_jwt",
        jwks: { keys: [PUBLIC_KEY] },
        ...{ grant_types: ["client_credentials"], redirect_uris: [], response_types: [], scope: OPAQUE_API.scope },
      },
      { ...service(EXCHANGER, OPAQUE_API.scope), grant_types: [EXCHANGE] },
    ],
    clientDefaults: {
      id_token_signed_response_alg: "ES256",
      introspection_signed_response_alg: "ES256",
      token_endpoint_auth_method: "client_secret_basic",
    },
    jwks: { keys: [generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ format: "jwk" })] },
    // REFUSED_SCOPE is among them because the peer leaves out scopes that it does not know, and only refuses those that a client may not have.
    scopes: ["openid", "offline_access", OPAQUE_API.scope, REFUSED_SCOPE],
    features,
    ttl: {
      AccessToken: 3600,
      AuthorizationCode: 60,
      ClientCredentials: 3600,
      Grant: 1_209_600,
      IdToken: 3600,
      Interaction: 600,
      RefreshToken: 1_209_600,
      Session: 1_209_600,
    },
    pkce: { required: () => true },
    rotateRefreshToken: true,
    // Otherwise each redemption would read the session once more.
    expiresWithSession: async () => false,
    findAccount: async (_: unknown, accountId: string) => ({
      accountId,
      claims: async () => ({ sub: PERSON.username }),
    }),
    // Cookies stay unsigned, which spares two HMACs in each authorization.
    cookies: { long: { httpOnly: true, sameSite: "lax" }, short: { httpOnly: true, sameSite: "lax" } },
  };
}

const features = {
  devInteractions: { enabled: false },
  dPoP: { enabled: true },
  pushedAuthorizationRequests: { enabled: true },
  rpInitiatedLogout: { enabled: false },
  userinfo: { enabled: true },
  clientCredentials: { enabled: true },
  introspection: { enabled: true, allowedPolicy: () => true },
  jwtIntrospection: { enabled: true },
  revocation: { enabled: true, allowedPolicy: () => true },
  resourceIndicators: {
    enabled: true,
    getResourceServerInfo: () => JWT_RESOURCE_SERVER,
  },
};

const JWT_RESOURCE_SERVER = {
  scope: JWT_API.scope,
  audience: JWT_API.resource,
  accessTokenTTL: 3600,
  accessTokenFormat: "jwt",
  jwt: { sign: { alg: "ES256" } },
};

/** `scope` is what the client may have of the scopes that belong to no API of the peer. */
function service(client: BenchClient, scope?: string): object {
  return {
    client_id: client.id,
    client_secret: client.secret,
    grant_types: ["client_credentials"],
    redirect_uris: [],
    response_types: [],
    ...(scope === undefined ? {} : { scope }),
  };
}
