/** What a redirect brings back to the redirect URI. */
import type { Returned } from "./sign-in.ts";

/** `undefined` if it leads elsewhere. */
export function returnedTo(location: string, redirectUri: string): Returned | undefined {
  const [before = "", fragment = ""] = location.split("#", 2);
  const base = redirectUri.split("#", 1)[0] ?? "";
  const follows = before.slice(base.length);
  if (!before.startsWith(base) || !/^([?&]|$)/.test(follows)) return undefined;
  const query = new URLSearchParams(follows.slice(1));
  return fragment !== "" && query.size === 0
    ? { url: location, mode: "fragment", parameters: new URLSearchParams(fragment) }
    : { url: location, mode: "query", parameters: query };
}
