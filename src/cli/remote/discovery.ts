/** What a server says about itself (OpenID Connect Discovery 4, RFC 8414). */
import { exchange, objectIn } from "./exchange.ts";
import { ServerFault } from "./fault.ts";

export interface Server {
  readonly issuer: string;
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
  readonly revocationEndpoint: string;
}

/** Reads it. @throws if this is no authorization server, or says that it is another one. */
export async function discover(server: string): Promise<Server> {
  const { status, text } = await exchange(`${server}/.well-known/openid-configuration`);
  const found = status === 200 ? objectIn(text) : undefined;
  if (found === undefined)
    throw new ServerFault(
      `${server} isn't a Candor server: it responded with ${status} and no metadata. Give the server's issuer, with its path if it has one.`,
    );
  const { issuer } = found;
  // A mix-up of servers (RFC 9207): its endpoints would be another's.
  if (issuer !== server && issuer !== `${server}/`)
    throw new ServerFault(
      `${server} says that its issuer is ${JSON.stringify(issuer)}. Use that URL if you trust the server.`,
    );
  const endpoint = (name: string): string => {
    const url = found[name];
    if (typeof url === "string" && URL.canParse(url) && new URL(url).origin === new URL(server).origin) return url;
    throw new ServerFault(`${server} has no ${name} of its own in its metadata.`);
  };
  return {
    issuer: server,
    authorizationEndpoint: endpoint("authorization_endpoint"),
    tokenEndpoint: endpoint("token_endpoint"),
    revocationEndpoint: endpoint("revocation_endpoint"),
  };
}
