/** Refusals of Candor servers in a text: where the server that refused explains its side, by `error_uri` or by the reference alone. */
import { type CauseCode, isCause } from "../reasons/causes.ts";

export interface RefusalLink {
  /** The reference of the refusal. */
  readonly ref: string;
  /** The reason that `error_uri` names. */
  readonly reason?: CauseCode;
  /** The refusal itself at its server, if `error_uri` says which server that is. */
  readonly url?: string;
}

/** Longer text isn't searched. */
const LONGEST = 400_000;
const MOST = 5;

const ERROR_URI =
  /(https?:\/\/[^\s"'<>?#\\]{1,300})\/errors\/([a-z-]{1,40}\/[a-z0-9-]{1,60})\?ref=([0-9a-hjkmnp-tv-z]{12})(?![\w-])/g;
/** Must contain a digit, because many words have twelve letters. */
const ALONE = /(?:\(ref |^\s*(?:[Rr]ef(?:erence)?[: ]\s*)?)((?=[a-z]*\d)[0-9a-hjkmnp-tv-z]{12})(?:\)|\s*$)/g;

/** Each reference once. One with its server first. */
export function refusalLinks(input: string): readonly RefusalLink[] {
  const text = input.slice(0, LONGEST).replaceAll("\\/", "/");
  const found = new Map<string, RefusalLink>();
  for (const [, issuer = "", reason = "", ref = ""] of `${text}\n${decoded(text)}`.matchAll(ERROR_URI)) {
    if (isCause(reason) && isServer(issuer)) found.set(ref, { ref, reason, url: `${issuer}/refusals/${ref}` });
  }
  for (const [, ref = ""] of text.matchAll(ALONE)) if (!found.has(ref)) found.set(ref, { ref });
  return [...found.values()].slice(0, MOST);
}

/** As a parameter of a URL, `error_uri` is percent-encoded. */
function decoded(text: string): string {
  return text
    .slice(0, LONGEST)
    .replaceAll(/%(?:3A|2F|3F|3D|26)/gi, (encoded) => String.fromCharCode(Number.parseInt(encoded.slice(1), 16)));
}

/** The text comes from anywhere: a link leads to a server over TLS, or on this machine. */
function isServer(issuer: string): boolean {
  if (!URL.canParse(issuer)) return false;
  const { protocol, hostname, username } = new URL(issuer);
  if (username !== "") return false;
  return protocol === "https:" || /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
}
