/** What a reader must know because there is a proxy in between. Each thing is said once. */
import { decodeJwt } from "../doctor/readers/jwt.ts";
import { type Exchange, jsonOf } from "./exchange.ts";
import type { Kind } from "./kind.ts";
import type { Origins } from "./rewriting.ts";

export interface NoticeOptions {
  /** Called when there is something to be said: the origins are known once the proxies listen. */
  readonly origins: () => Origins;
  readonly rewrites: boolean;
}

/** Returns what this exchange is the first to show. */
export function noticesOf({ origins, rewrites }: NoticeOptions): (exchange: Exchange, kind: Kind) => readonly string[] {
  const said = new Set<string>();
  const once = (text: string | undefined): readonly string[] => {
    if (text === undefined || said.has(text)) return [];
    said.add(text);
    return [text];
  };
  return (exchange, kind) => {
    if (kind.name === "metadata")
      return rewrites ? once(outside(exchange, origins())) : once(bypassed(exchange, origins()));
    if (rewrites && kind.name === "token")
      return [...once(foreignIssuer(exchange, origins())), ...once(signedForProxy(exchange, origins()))];
    return [];
  };
}

const originOf = (url: unknown): string => (typeof url === "string" && URL.canParse(url) ? new URL(url).origin : "");

/** Nothing is changed, so a client that discovers leaves the proxy. */
function bypassed({ request, response }: Exchange, origins: Origins): string | undefined {
  const json = jsonOf(response?.body);
  const target = origins.find((one) => one.target === originOf(request.url));
  if (json === undefined || target === undefined) return undefined;
  const endpoint = [json.token_endpoint, json.resource].find((url) => originOf(url) === target.target);
  if (endpoint === undefined) return undefined;
  const proxied = target.target.startsWith("http:")
    ? `set HTTP_PROXY=${target.proxy} for the application and keep ${target.target} as the server`
    : "configure the endpoints by hand with the proxy's origin";
  return `This metadata names ${endpoint}, so a client that discovers goes there and not through the proxy. To see more: ${proxied}, or start with --rewrite.`;
}

/** A server that nobody watches. */
function outside({ response }: Exchange, origins: Origins): string | undefined {
  const servers = jsonOf(response?.body)?.authorization_servers;
  const missing = (Array.isArray(servers) ? servers : [])
    .map(originOf)
    .filter((one) => one !== "" && !origins.some(({ target }) => target === one));
  return missing[0] === undefined
    ? undefined
    : `The authorization server ${missing[0]} isn't watched. Add --target ${missing[0]}, or it gets the proxy's URL as the resource and refuses it.`;
}

/** A signature covers `iss`, so it stays as it is. */
function foreignIssuer({ response }: Exchange, origins: Origins): string | undefined {
  const token = jsonOf(response?.body)?.id_token;
  const issuer = typeof token === "string" ? decodeJwt(token, "id_token")?.claims.iss : undefined;
  const proxy = origins.find(({ target }) => target === originOf(issuer))?.proxy;
  return proxy === undefined
    ? undefined
    : `The ID token's iss is ${issuer}, and the metadata now says ${proxy}: a client that compares them refuses the token. That isn't a fault of the server. Don't ask for openid, or leave --rewrite out.`;
}

/** What the client signed names the proxy, and the server refuses it. */
function signedForProxy({ request }: Exchange, origins: Origins): string | undefined {
  const assertion = new URLSearchParams(request.body.text ?? "").get("client_assertion") ?? "";
  const audience = [decodeJwt(assertion, "client_assertion")?.claims.aud].flat().map(originOf);
  const proof = request.headers.find(([name]) => /^dpop$/i.test(name))?.[1] ?? "";
  const uri = originOf(decodeJwt(proof, "dpop")?.claims.htu);
  const names = origins.some(({ proxy }) => audience.includes(proxy) || uri === proxy);
  return names
    ? "The client signed the proxy's URL (aud of the client assertion, or htu of the DPoP proof). The server expects its own and refuses it. Leave --rewrite out."
    : undefined;
}
