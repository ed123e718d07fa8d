/** Fetches what an issuer publishes about itself: its discovery document and its keys. Sends nothing of the input. */
import { isIP } from "node:net";
import { fetchDocument } from "../adapters/outbound/document.ts";
import { buildView } from "../doctor/build-view.ts";
import type { Context, Material } from "../doctor/material.ts";

const DEADLINE = 5_000;
const LONGEST = 1_000_000;

type Json = Readonly<Record<string, unknown>>;

/** The material with the issuer's documents in its context, if they can be fetched. */
export async function lookUp(material: Material): Promise<Material> {
  const named = requestedHosts(material);
  for (const issuer of issuersOf(material)) {
    const isOwn = named.has(new URL(issuer).host);
    const discovery = await documentAt(new URL(`${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`), isOwn);
    if (discovery === undefined) continue;
    const { jwks_uri: keys } = discovery;
    const at = typeof keys === "string" && URL.canParse(keys) ? new URL(keys) : undefined;
    // A stranger who sends somebody a public issuer must not choose what is fetched in their network.
    const jwks = at === undefined ? undefined : await documentAt(at, isOwn && isPrivate(new URL(issuer)));
    const found: Context = { discovery, ...(jwks !== undefined && { jwks }) };
    return { ...material, context: { ...found, ...material.context } };
  }
  return material;
}

/** Hosts that requests in the input went to. The user chose these, even those in the user's network. */
function requestedHosts(material: Material): ReadonlySet<string> {
  const urls = buildView(material).requests.flatMap(({ url, endpoint }) =>
    url === undefined || endpoint === "other" ? [] : [url.host],
  );
  return new Set(urls);
}

/**
 * Issuers in the input: first those of tokens, then those that its requests went to; never with a query, a fragment or a user.
 */
export function issuersOf(material: Material): readonly string[] {
  const view = buildView(material);
  const requested = view.requests.flatMap(({ url, endpoint }) =>
    url === undefined || endpoint === "other" ? [] : [url],
  );
  const named = view.jwts.flatMap(({ claims: { iss } }) =>
    typeof iss === "string" && URL.canParse(iss) ? [new URL(iss)] : [],
  );
  // Anyone can make a token, so its private address counts only if a request in the input went there.
  const trusted = named.filter(
    (url) =>
      url.search === "" && url.hash === "" && (!isPrivate(url) || requested.some(({ host }) => host === url.host)),
  );
  const all = [...trusted, ...requested.flatMap((url) => [new URL(url.origin), new URL(issuerPath(url), url.origin)])];
  return [...new Set(all.filter(isFetchable).map(({ origin, pathname }) => origin + pathname))].slice(0, 4);
}

/** The path before that of an endpoint, as far as it can belong to an issuer: `/realms/shop`, `/oauth2/default`, a tenant. */
function issuerPath({ pathname }: URL): string {
  const [before = ""] = pathname.split(
    /\/(?:oauth2?(?=\/v?\d|\/(?:auth|token))|protocol|connect|v\d|authorize|token|auth)(?:\/|$)/,
  );
  return before === pathname ? "/" : before || "/";
}

/** HTTPS, or plain HTTP on this machine, without a user in the URL. */
function isFetchable({ protocol, hostname, username, password }: URL): boolean {
  if (username !== "" || password !== "") return false;
  return protocol === "https:" || (protocol === "http:" && /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(hostname));
}

const PRIVATE = /^(?:0|10|127|169\.254|192\.168|172\.(?:1[6-9]|2\d|3[01])|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./;

/** An IP address of this machine or network, as far as one can see without a resolver. */
function isPrivate({ hostname }: URL): boolean {
  const bare = hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
  if (isIP(bare) === 4) return PRIVATE.test(bare);
  if (isIP(bare) === 6) return !/^[23]/.test(bare);
  return /(?:^|\.)(?:localhost|local|internal|lan|home|corp)$/.test(bare) || !bare.includes(".");
}

async function documentAt(url: URL, allowPrivate: boolean): Promise<Json | undefined> {
  if (!isFetchable(url)) return undefined;
  try {
    const value: unknown = JSON.parse(await fetchDocument(url, { allowPrivate, deadline: DEADLINE, longest: LONGEST }));
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
  } catch {
    return undefined;
  }
}
