/** The headers that every page is sent with: nothing may be loaded, framed, cached or posted that the page does not need. */

interface Options {
  /**
   * Where a form's answer may lead besides this server. Chromium holds form-action also against the redirect that
   * follows a form, so a page whose form ends at the client's redirect URI names that URI's origin (or scheme) here.
   */
  readonly formAction?: readonly string[];
  /** `sha256-…` of the page's only script, or `self`. */
  readonly scriptHash?: string;
}

/** An origin, or a private-use scheme: `https://app.example`, `com.example.app:`. */
const SOURCE = /^[a-z][a-z0-9+.-]*:(\/\/[a-z0-9._-]+(:\d{1,5})?)?$/i;

/** CSP has no syntax for the address [::1] of a native application: its scheme alone can be named. */
function source(origin: string): string {
  const allowed = /^https?:\/\/\[/i.test(origin) ? origin.slice(0, origin.indexOf("//")) : origin;
  if (!SOURCE.test(allowed)) throw new RangeError("form-action takes origins and schemes only");
  return allowed;
}

/**
 * No Cross-Origin-Opener-Policy among them: it would cut the thread by which a single-page application that signs in through a popup
 * gets its answer.
 */
export function pageHeaders({ formAction = [], scriptHash }: Options = {}): Record<string, string> {
  if (scriptHash !== undefined && !/^(self|sha256-[a-z0-9+/]+=*)$/i.test(scriptHash)) {
    throw new RangeError("a script is named by its sha256, or by self");
  }
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self' data:",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    `form-action ${["'self'", ...new Set(formAction.map(source))].join(" ")}`,
    ...(scriptHash === undefined ? [] : [`script-src '${scriptHash}'`]),
  ];
  return {
    "content-security-policy": policy.join("; "),
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
    "content-language": "en",
    "content-type": "text/html; charset=utf-8",
  };
}
