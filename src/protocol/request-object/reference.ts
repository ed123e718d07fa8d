/** Request objects at a URL that the client has registered (RFC 9101 5.2, OpenID Connect Core 6.2). */
import type { Client } from "../client.ts";

/** A URL without its fragment, which isn't sent. */
const withoutFragment = (uri: string): string => uri.split("#", 1)[0] ?? "";

/** Whether a client has registered a request_uri. The fragment, which changes with the object, isn't compared. */
export const isRegisteredReference = (uri: string, { requestUris = [] }: Pick<Client, "requestUris">): boolean =>
  requestUris.some((one) => withoutFragment(one) === withoutFragment(uri));

/** The SHA-256 of the object in base64url, if the fragment is one (OpenID Connect Core 6.2). */
export function hashIn(uri: string): string | undefined {
  const fragment = uri.split("#", 2)[1];
  return fragment !== undefined && /^[\w-]{43}=?$/.test(fragment) ? fragment.slice(0, 43) : undefined;
}
