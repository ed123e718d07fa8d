/** URLs and JWTs within a log line, a stack trace or a sentence. */
import { type AddressKind, kindOf, withoutEntities } from "./address.ts";
import type { Gathered } from "./gathered.ts";
import { jwtsWithin } from "./jwt.ts";

// Custom schemes too (`com.example.app:/callback?…`), if a code, an error or a request follows.
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
    const spaced = match[0] + restOf(looked, match.index + match[0].length, match[0]);
    const behind = looked.slice(match.index + spaced.length, match.index + spaced.length + 3);
    const cut = /^\s?(?:\u2026|\.\.\.)/.test(behind) || /\.{3}$/.test(spaced);
    const address = withoutEntities(spaced.replace(/[.,;:!)\]*]+$/, ""));
    found.push({ address, kind: kindOf(address), cut });
  }
  return found;
}

/** A URL with unencoded spaces continues if a parameter follows: `…&scope=openid email&state=1`. */
function restOf(text: string, from: number, before: string): string {
  if (!/[?&][\w.-]{1,40}=[^&]*$/.test(before.slice(-2_000))) return "";
  const rest = text.slice(from, from + 3_000);
  return (
    /^(?:(?: {1,2}[\w:/.+@-]{1,100}){1,15}&[\w.-]{1,40}=[^\s"'<>&]{0,1000}(?:&[^\s"'<>&]{0,1000}){0,20}){1,3}/.exec(
      rest,
    )?.[0] ?? ""
  );
}

/** A line that only announces what follows. */
const LABEL =
  /^\W*(?:(?:the|my|token|error|http|full|server|raw)\s)*(?:request|response|answer|output|result|body|headers|error|logs?|curl|url|callback|redirect|payload)\W*$/i;

/** A text and its contents. */
export function readProse(text: string, out: Gathered): void {
  if (LABEL.test(text.slice(0, 200))) return;
  out.text(text);
  for (const { address, kind, cut } of addressesWithin(text)) {
    if (kind === "redirect") out.redirect(address);
    else if (kind === "authorization" && address.includes("?")) {
      out.request({ method: "GET", url: address, headers: {}, ...(cut && { partial: true }) }, false);
    }
  }
  for (const { jwt } of jwtsWithin(text)) out.jwt(jwt);
}
