/**
 * `--rewrite`: the proxy poses as the target. Metadata, redirects, challenges and cookies name the proxy instead, and requests name the target
 * again. What is signed can't be changed: an ID token's `iss` and the `aud` of a client assertion stay the target's.
 */
import type { Headers } from "./exchange.ts";

/** Origins of the targets, each with that of its proxy. */
export type Origins = readonly { readonly target: string; readonly proxy: string }[];

/** An origin ends where a path, a query, or the text around it begins. */
const END = String.raw`(?![\w.:-])`;
const literal = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
/** JSON may escape slashes. */
const spelled = (origin: string): string => literal(origin).replaceAll("/", String.raw`\\?/`);

type Way = (text: string) => string;

const replaced = (pairs: readonly (readonly [from: string, to: string])[]): Way => {
  const patterns = pairs.map(([from, to]) => [new RegExp(spelled(from) + END, "gi"), to] as const);
  return (text) => patterns.reduce((said, [pattern, to]) => said.replace(pattern, to), text);
};

/** Parameters of a redirect and of requests that name a server: its issuer (RFC 9207), a resource (RFC 8707). */
const NAMES_SERVER = /^(?:iss|resource|audience|target_link_uri)$/;

/** Values of such parameters in a query or a form. What isn't changed stays as it was written. */
const inParameters = (text: string, way: Way): string =>
  text.replace(/([?&#]|^)([\w.-]+)=([^&#]*)/g, (whole, before: string, name: string, value: string) => {
    if (!NAMES_SERVER.test(name)) return whole;
    const plain = new URLSearchParams(`v=${value}`).get("v") ?? "";
    const said = way(plain);
    return said === plain ? whole : `${before}${name}=${encodeURIComponent(said)}`;
  });

export interface Rewriting {
  /** The path and query of a request, and a form. */
  readonly parameters: (text: string) => string;
  readonly requestHeaders: (headers: Headers) => Headers;
  readonly responseHeaders: (headers: Headers) => Headers;
  readonly metadata: (json: string) => string;
  /** Whether a path has metadata. */
  readonly isMetadata: (path: string) => boolean;
}

export function rewritingOf(origins: Origins): Rewriting {
  const out = replaced(origins.map(({ target, proxy }) => [target, proxy]));
  const back = replaced(origins.map(({ target, proxy }) => [proxy, target]));
  return {
    parameters: (text) => inParameters(text, back),
    requestHeaders: (headers) =>
      headers.map(([name, value]) => [name, /^(?:origin|referer)$/i.test(name) ? back(value) : value] as const),
    responseHeaders: (headers) => headers.map(([name, value]) => [name, responseHeader(name, value, out)] as const),
    metadata: (json) => out(withoutSigned(json)),
    isMetadata: (path) => path.includes("/.well-known/"),
  };
}

/** An authorization response (RFC 6749 4.1.2), also a signed one. */
const RESPONSE = /[?&#](?:code|error|access_token|id_token|response)=/;

function responseHeader(name: string, value: string, out: Way): string {
  switch (name.toLowerCase()) {
    case "location":
      // The application's redirect URI stays what it asked for, even on the server's own origin.
      return inParameters(RESPONSE.test(value) ? value : value.replace(/^[a-z]+:\/\/[^/?#]*/i, out), out);
    case "www-authenticate":
    case "content-location":
    case "link":
      return out(value);
    case "set-cookie":
      return onLoopback(value);
    default:
      return value;
  }
}

/** A cookie of another domain, or for TLS alone, isn't kept on http://localhost by all browsers. A name may require `Secure` (RFC 6265bis 4.1.3). */
function onLoopback(cookie: string): string {
  const needsSecure = /^__(?:Host|Secure)-/i.test(cookie) || /;\s*samesite=none/i.test(cookie);
  const bare = cookie.replace(/;\s*domain=[^;]*/gi, "");
  return needsSecure ? bare : bare.replace(/;\s*secure(?=\s*(?:;|$))/gi, "");
}

/** `signed_metadata` (RFC 8414 2.1) would win over what was changed. */
function withoutSigned(json: string): string {
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value !== "object" || value === null || !("signed_metadata" in value)) return json;
    const { signed_metadata: _, ...rest } = value;
    return JSON.stringify(rest);
  } catch {
    return json;
  }
}
