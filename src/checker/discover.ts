/** Finds the metadata of a server (RFC 8414 3, OpenID Connect Discovery 4). */
import { jsonOf, statusOf } from "./exchange.ts";
import type { Send } from "./sender.ts";
import type { Document, Metadata, Target, TestClients } from "./target.ts";

/** RFC 8414 3.1 puts the name before the issuer's path, OpenID Connect Discovery 4.1 after it. */
export const metadataUrls = (issuer: string): { readonly oauth: string; readonly openid: string } => {
  const { origin, pathname } = new URL(issuer);
  const path = pathname.replace(/\/$/, "");
  return {
    oauth: `${origin}/.well-known/oauth-authorization-server${path}`,
    openid: `${origin}${path}/.well-known/openid-configuration`,
  };
};

/** `given`: members that replace the server's own, for one without metadata. */
export async function discover(
  issuer: string,
  send: Send,
  clients: TestClients,
  given: Metadata = {},
): Promise<Target> {
  const urls = metadataUrls(issuer);
  // At once: a server that hangs is waited for one time, not two.
  const [oauth, openid] = await Promise.all([documentAt(urls.oauth, send), documentAt(urls.openid, send)]);
  return { issuer, oauth, openid, metadata: { ...openid.content, ...oauth.content, ...given }, clients };
}

/** Reads a document; what isn't metadata is no content. */
export async function documentAt(url: string, send: Send): Promise<Document> {
  const exchange = await send({ url });
  const content = statusOf(exchange) === 200 ? jsonOf(exchange) : undefined;
  return { exchange, ...(content !== undefined && isMetadata(content) && { content }) };
}

/** Something says 200 and JSON to everything. */
const isMetadata = (content: Metadata): boolean =>
  Object.keys(content).some((name) => name === "issuer" || name === "jwks_uri" || name.endsWith("_endpoint"));
