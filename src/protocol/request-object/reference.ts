/** Request objects at a URL that the client has registered (RFC 9101 5.2, OpenID Connect Core 6.2). */
import type { Client } from "../client.ts";

/** A URL without its fragment, which isn't sent. */
const withoutFragment = (uri: string): string => uri.split("#", 1)[0] ?? "";

/**
 * Whether a client has registered a request_uri. The fragment, which changes with the object, isn't compared. It only tells servers that
 * keep objects that theirs is old, and need not be a hash of the object.
 */
export const isRegisteredReference = (uri: string, { requestUris = [] }: Pick<Client, "requestUris">): boolean =>
  requestUris.some((one) => withoutFragment(one) === withoutFragment(uri));
