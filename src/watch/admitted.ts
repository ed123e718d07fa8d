/** Which requests a proxy accepts: those for itself, or for its target. */

const LOOPBACK = /^(?:localhost|[\w-]+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i;

/** A page of somebody else's whose name leads to loopback (DNS rebinding) would read what the target says. */
export const isAdmitted = (host: string | undefined, target: URL): boolean =>
  host !== undefined && (LOOPBACK.test(host) || host.toLowerCase() === target.host);

/** Loopback, whatever the port. */
export const isLoopbackHost = (host: string | undefined): boolean => host !== undefined && LOOPBACK.test(host);

/** Path and query as they were sent. A client that has this proxy configured sends a whole URL (RFC 9112 3.2.2); `undefined` if it is another server's. */
export function pathFor(url: string, target: URL): string | undefined {
  if (!/^https?:\/\//i.test(url)) return url;
  if (!URL.canParse(url) || new URL(url).origin !== target.origin) return undefined;
  const rest = url.replace(/^https?:\/\/[^/?#]*/i, "");
  return rest.startsWith("/") ? rest : `/${rest}`;
}
