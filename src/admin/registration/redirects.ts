/** What follows from the redirect URIs of an application that registers itself. */

/** A program on the user's machine receives these (RFC 8252 7). */
export const isOfProgram = (uri: string): boolean =>
  /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?=[:/?]|$)/.test(uri) || !/^https?:/i.test(uri);

/** OpenID's default is `web`. Most programs on users' machines don't say that they are one, but their redirect URIs do. */
export function applicationTypeOf(sent: unknown, uris: readonly string[]): unknown {
  if (sent !== undefined && sent !== null) return sent;
  return uris.length > 0 && uris.every(isOfProgram) ? "native" : "web";
}

/** Why the operator's policy doesn't allow the host of an https redirect URI; `undefined` if it does. */
export function hostFault(uri: string, allowed: readonly string[] | undefined): string | undefined {
  if (allowed === undefined || !uri.startsWith("https:")) return undefined;
  const { hostname } = new URL(uri);
  const isAllowed = allowed.some((host) =>
    host.startsWith("*.") ? hostname.endsWith(host.slice(1)) : host === hostname,
  );
  return isAllowed ? undefined : `its host must be one of: ${allowed.join(", ") || "none"}`;
}
