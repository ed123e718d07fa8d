/** What stands within a log line, a stack trace, a sentence: addresses and JWTs. */
import { type AddressKind, kindOf, withoutEntities } from "./address.ts";
import type { Gathered } from "./gathered.ts";
import { jwtsWithin } from "./jwt.ts";

// Custom schemes too (`com.example.app:/callback?…`), where a code, an error or a request follows.
const ADDRESS =
  /(?<![\w+.-])(?:https?:\/\/|[a-z][a-z0-9+.-]{1,60}:\/{1,3}(?=[^\s"'<>]{0,300}[?#]))[^\s"'<>`\\{}|^\u2026]{3,20000}/gi;
const MOST = { addresses: 100, length: 500_000 } as const;

export interface AddressFound {
  readonly address: string;
  readonly kind: AddressKind;
  readonly cut: boolean;
}

export function addressesWithin(text: string): AddressFound[] {
  const found: AddressFound[] = [];
  const looked = text.slice(0, MOST.length);
  for (const match of looked.matchAll(ADDRESS)) {
    if (found.length >= MOST.addresses) break;
    const behind = looked.slice(match.index + match[0].length, match.index + match[0].length + 3);
    const cut = /^\s?(?:\u2026|\.\.\.)/.test(behind) || /\.{3}$/.test(match[0]);
    const address = withoutEntities(match[0].replace(/[.,;:!)\]*]+$/, ""));
    found.push({ address, kind: kindOf(address), cut });
  }
  return found;
}

/** A text with what stands in it. */
export function readProse(text: string, out: Gathered): void {
  out.text(text);
  for (const { address, kind, cut } of addressesWithin(text)) {
    if (kind === "redirect") out.redirect(address);
    else if (kind === "authorization" && address.includes("?")) {
      out.request({ method: "GET", url: address, headers: {}, ...(cut && { partial: true }) }, false);
    }
  }
  for (const { jwt } of jwtsWithin(text)) out.jwt(jwt);
}
