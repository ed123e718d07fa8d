/** What is said of redirect URIs: where one differs from another, and whether it could be registered. */
import { whole } from "./fixes.ts";

const BETWEEN = /[/:?&=#@]/;

/**
 * The part of `sent` in which it differs from `other`, from one delimiter to the next, and long enough that it stands nowhere
 * before; `undefined` where that is all of it.
 */
export function differing(sent: string, other: string): string | undefined {
  let start = 0;
  while (start < sent.length && sent[start] === other[start]) start++;
  let end = sent.length;
  for (let of = other.length; end > start && of > start && sent[end - 1] === other[of - 1]; of--) end--;
  while (start > 0 && !BETWEEN.test(sent.charAt(start - 1))) start--;
  while (end < sent.length && !BETWEEN.test(sent.charAt(end))) end++;
  while (start > 0 && (start === end || sent.indexOf(sent.slice(start, end)) !== start)) start--;
  if (start === end) end++;
  return end - start >= sent.length ? undefined : sent.slice(start, end);
}

const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

/**
 * Whether the configuration would take a redirect URI (RFC 8252 7): no other may be proposed for registration. That a client is
 * native, and may have a private-use scheme, shows in what it has registered.
 */
export function registrable(uri: string, registered: readonly string[]): boolean {
  if (registered.includes(uri) || !whole(uri) || !URL.canParse(uri) || /[^\x21-\x7E]|#/.test(uri)) return false;
  const { protocol, hostname, username } = new URL(uri);
  if (username !== "") return false;
  if (protocol === "https:") return true;
  if (protocol === "http:") return LOOPBACK.includes(hostname);
  return protocol.includes(".") && registered.some((other) => !/^https?:/.test(other));
}
