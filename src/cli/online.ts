/** Fetches what an issuer publishes about itself: its discovery document and its keys. Nothing of the input is sent along. */
import { buildView } from "../doctor/build-view.ts";
import type { Context, Material } from "../doctor/material.ts";

const DEADLINE = 5_000;
const LONGEST = 1_000_000;

/** The material with the issuer's documents in its context, where they can be had. */
export async function lookUp(material: Material): Promise<Material> {
  for (const issuer of issuersOf(material)) {
    const discovery = await documentAt(`${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`);
    if (discovery === undefined) continue;
    const jwks = typeof discovery.jwks_uri === "string" ? await documentAt(discovery.jwks_uri) : undefined;
    const found: Context = { discovery, ...(jwks !== undefined && { jwks }) };
    return { ...material, context: { ...found, ...material.context } };
  }
  return material;
}

/** Issuers that the input names: of tokens first, then what its requests went to. */
function issuersOf(material: Material): readonly string[] {
  const view = buildView(material);
  const named = view.jwts.map(({ claims }) => claims.iss).filter((iss): iss is string => typeof iss === "string");
  const asked = view.requests.flatMap(({ url }) =>
    url === undefined ? [] : [url.origin, url.href.replace(/\/(?:oauth2?|protocol|connect|v\d).*$/, "")],
  );
  return [...new Set([...named, ...asked])].filter(isFetchable).slice(0, 4);
}

const isFetchable = (text: string): boolean =>
  /^https:\/\/|^http:\/\/(?:localhost|127\.0\.0\.1)(?=[:/]|$)/.test(text) && URL.canParse(text);

async function documentAt(url: string): Promise<Readonly<Record<string, unknown>> | undefined> {
  if (!isFetchable(url)) return undefined;
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(DEADLINE), redirect: "error" });
    const text = (await answer.text()).slice(0, LONGEST);
    return answer.ok ? (JSON.parse(text) as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}
