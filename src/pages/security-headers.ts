/** The headers of every page: nothing may be loaded, framed, cached or posted that the page does not need. */

interface Options {
  /**
   * Where the page's forms may be sent. `anywhere` is for forms that end at an application: Chromium holds form-action against every
   * redirect that follows a form, and only the application knows where it redirects to (docs/decisions/0013-pages-without-form-action.md).
   */
  readonly forms?: "none" | "self" | "anywhere";
  /** `sha256-…` of the page's only script, or `self`. */
  readonly scriptHash?: string;
  /** The page's script may send requests to this server. */
  readonly connects?: boolean;
  /** For a page that users paste secrets into: it may load its stylesheet and its script from this server, and nothing else. */
  readonly sealed?: boolean;
  /** URLs that the page loads in frames: only their origins may be. */
  readonly frames?: readonly string[];
  /** The page is the same for everyone: browsers and caches may keep it, and ask each time whether it is still current (RFC 9111 5.2.2.4). */
  readonly shared?: boolean;
}

/**
 * No Cross-Origin-Opener-Policy: it would cut off a single-page application that signs in through a popup from its response.
 */
export function pageHeaders({
  forms = "none",
  scriptHash,
  connects = false,
  sealed = false,
  frames = [],
  shared = false,
}: Options = {}): Record<string, string> {
  if (scriptHash !== undefined && !/^(self|sha256-[a-z0-9+/]+=*)$/i.test(scriptHash)) {
    throw new RangeError("a script must be given by its sha256, or as self");
  }
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    sealed ? "img-src data:" : "img-src 'self' data:",
    ...(sealed ? ["connect-src 'none'"] : connects ? ["connect-src 'self'"] : []),
    ...(frames.length === 0 ? [] : [`frame-src ${[...new Set(frames.map((url) => new URL(url).origin))].join(" ")}`]),
    "base-uri 'none'",
    "frame-ancestors 'none'",
    ...(forms === "anywhere" ? [] : [`form-action '${forms}'`]),
    ...(scriptHash === undefined ? [] : [`script-src '${scriptHash}'`]),
  ];
  return {
    "content-security-policy": policy.join("; "),
    "x-frame-options": "DENY",
    "referrer-policy": sealed ? "no-referrer" : "same-origin",
    ...(sealed && { "x-dns-prefetch-control": "off" }),
    "x-content-type-options": "nosniff",
    "cache-control": shared ? "no-cache" : "no-store",
    "content-language": "en",
    "content-type": "text/html; charset=utf-8",
  };
}
