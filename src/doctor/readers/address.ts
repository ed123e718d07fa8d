/** URLs: which one is an authorization request, and which one a callback with a code or an error. */

export interface Parts {
  /** Scheme, host and path, as given. */
  readonly base: string;
  readonly query: string;
  readonly fragment: string;
}

export function partsOf(address: string): Parts {
  const hash = address.indexOf("#");
  const beforeHash = hash === -1 ? address : address.slice(0, hash);
  const question = beforeHash.indexOf("?");
  return {
    base: question === -1 ? beforeHash : beforeHash.slice(0, question),
    query: question === -1 ? "" : beforeHash.slice(question + 1),
    // A router that keeps its path in the fragment: `#/callback?error=…`.
    fragment: hash === -1 ? "" : address.slice(hash + 1).replace(/^!?\/[^?]{0,500}\?/, ""),
  };
}

const hasAny = (text: string, names: string) => new RegExp(`(?:^|[&;])(?:${names})=`, "i").test(text);

const ASKS =
  "response_type|code_challenge|code_challenge_method|request_uri|request|scope|redirect_uri|redirect_url|client_id";
const RETURNS =
  "error|error_code|error_description|error_message|error_reason|error_subtype|code|access_token|id_token|authError|oauth_problem|denied";
const AUTHORIZE_PATH =
  /\/(?:authorize|authorise|authorization|auth|oauth2?\/auth|dialog\/oauth|oauth\/authorize|login\/oauth|oauth2?\/v\d+\/auth)(?:\/|\.\w+)?$/i;
const PROTOCOL_PATH =
  /\/(?:token|access_token|oauth2?\/v?[\d.]*\/?token|userinfo|introspect|introspection|revoke|revocation|register|par|device|device_authorization|devicecode|jwks|certs|logout|end_session)(?:\.\w+)?\/?$|\/\.well-known\//i;

export type AddressKind = "authorization" | "redirect" | "protocol" | "other";

/** First by its parameters, then by its path. */
export function kindOf(address: string): AddressKind {
  const { base, query, fragment } = partsOf(address);
  const both = `${query}&${fragment}`;
  if (hasAny(query, "grant_type|client_secret|client_assertion|code_verifier")) return "protocol";
  if (/\/(?:signin\/oauth\/error|oauth2?\/v?[\d.]*\/?error)/i.test(base) && hasAny(both, RETURNS)) return "redirect";
  if (hasAny(query, "response_type") || (hasAny(query, "client_id") && hasAny(query, "redirect_uri"))) {
    // Some servers repeat the request in the response, but never together with a code.
    return hasAny(query, "error") || PROTOCOL_PATH.test(base)
      ? hasAny(query, "error")
        ? "redirect"
        : "protocol"
      : "authorization";
  }
  if (hasAny(both, RETURNS) && !PROTOCOL_PATH.test(base)) return "redirect";
  if (PROTOCOL_PATH.test(base)) return "protocol";
  if (AUTHORIZE_PATH.test(base) && (query === "" || hasAny(query, ASKS))) return "authorization";
  return hasAny(query, "client_id|redirect_uri|code_challenge") ? "authorization" : "other";
}

/** HTML entities between parameters, as in a URL copied from a page's source. */
export function withoutEntities(address: string): string {
  return address.includes("&amp;") || address.includes("&#")
    ? address.replaceAll(/&(?:amp|#38|#x26);/gi, "&")
    : address;
}

/** Host and path without a scheme, as some browsers copy them: `localhost:3000/callback?code=…`, `app.example.com/cb?error=…`. */
const WITHOUT_SCHEME =
  /^(?:localhost|\d{1,3}(?:\.\d{1,3}){3}|(?:[\w-]{1,63}\.){1,8}[a-z]{2,24})(?::\d{1,5})?(?:[/?#]|$)/i;

export function withScheme(address: string): string {
  if (!WITHOUT_SCHEME.test(address)) return address;
  return `${/^(?:localhost|127\.)/i.test(address) ? "http" : "https"}://${address}`;
}

/** A URL that is nothing else: with a scheme, or host and query, or path and query. */
export function isAddress(text: string): boolean {
  if (/\s/.test(text) || text.length > 100_000) return false;
  if (/^https?:\/\/[^/]/i.test(text)) return true;
  if (/^[a-z][\w+.-]{0,60}:\/{0,3}[^\s{}"]{0,2000}[?#][\w.-]{1,60}=/i.test(text)) return true;
  if (/^\/[^\s{}"<>]{0,2000}[?#][\w.-]{1,60}=/.test(text)) return true;
  return WITHOUT_SCHEME.test(text) && /[?#][\w.-]{1,60}=/.test(text);
}

/** For a URL without scheme and host: what it is resolved against. Nobody owns this host (RFC 6761 6.4). */
export const NOWHERE = "http://nowhere.invalid";

export function urlOf(address: string): URL | undefined {
  const whole = withScheme(address.trim());
  if (URL.canParse(whole)) return new URL(whole);
  return /^[/?#]/.test(whole) && URL.canParse(whole, NOWHERE) ? new URL(whole, NOWHERE) : undefined;
}
