/** oidc-provider in process: what Candor hasn't got yet is tried on it. Whoever comes is its one user, and agrees to everything. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Interaction, Provider } from "oidc-provider";
import { type Ask, closed, type Layer, passTo, startLayer } from "./layer.ts";

export interface Peer extends Layer {
  readonly provider: Provider;
}

export const SECRET = "a-secret-of-the-peer";

/** `path` is the issuer's. Resources get JWTs, unless they end with `opaque`. */
export async function startPeer(
  own: { path?: string; scopes?: string; clients?: object[]; features?: object; more?: object } = {},
): Promise<Peer> {
  const { path = "", scopes = "mcp.read mcp.write", clients = [], features = {}, more = {} } = own;
  let provider: Provider | undefined;
  const inner = createServer();
  await new Promise<void>((resolve) => inner.listen(0, "127.0.0.1", resolve));
  const layer = await startLayer((origin): Ask => {
    const made = new Provider(origin + path, { ...configuration(scopes, clients, features), ...more });
    made.proxy = true;
    const handle = made.callback();
    inner.on("request", (request: IncomingMessage, response: ServerResponse) => {
      request.url = request.url?.replace(path, "") || "/";
      const interaction = request.url.startsWith("/interaction/");
      if (interaction) agree(made, request, response).catch((error) => response.writeHead(500).end(String(error)));
      else handle(request, response);
    });
    provider = made;
    return passTo(`http://127.0.0.1:${(inner.address() as AddressInfo).port}`);
  });
  const close = async (): Promise<void> => {
    await layer.close();
    await closed(inner);
  };
  return { ...layer, close, provider: provider as Provider };
}

const configuration = (scopes: string, clients: readonly object[], features: object): object => ({
  clients,
  scopes: ["openid", "offline_access", ...scopes.split(" ")],
  cookies: { keys: ["a-key-of-the-tests"] },
  clientAuthMethods: ["none", "client_secret_basic", "client_secret_post"],
  claims: { openid: ["sub"] },
  interactions: { url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
  findAccount: (_: unknown, sub: string) => ({ accountId: sub, claims: () => ({ sub }) }),
  pkce: { required: () => true },
  ttl: {
    AccessToken: 600,
    AuthorizationCode: 60,
    Grant: 600,
    IdToken: 600,
    Interaction: 600,
    Session: 600,
    RefreshToken: 600,
  },
  features: {
    devInteractions: { enabled: false },
    registration: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => [],
      useGrantedResource: () => true,
      getResourceServerInfo: (_: unknown, resource: string) => ({
        scope: scopes,
        audience: resource,
        accessTokenFormat: resource.endsWith("opaque") ? "opaque" : "jwt",
      }),
    },
    ...features,
  },
});

async function agree(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const interaction = await provider.interactionDetails(request, response);
  const { name } = interaction.prompt;
  const result =
    name === "login" ? { login: { accountId: "ada" } } : { consent: { grantId: await granted(provider, interaction) } };
  await provider.interactionFinished(request, response, result);
}

async function granted(provider: Provider, { params, grantId }: Interaction): Promise<string> {
  const found = grantId === undefined ? undefined : await provider.Grant.find(grantId);
  const grant = found ?? new provider.Grant({ accountId: "ada", clientId: params.client_id });
  grant.addOIDCScope(params.scope ?? "");
  for (const resource of [params.resource ?? []].flat()) grant.addResourceScope(resource, params.scope ?? "");
  return grant.save();
}
