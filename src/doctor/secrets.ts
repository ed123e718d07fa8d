/** Covers every secret that the input held in whatever is answered: codes, tokens, secrets, verifiers, assertions, passwords, cookies. */
import { scrub } from "../reasons/scrub.ts";
import type { View } from "./view.ts";
import { wellFormed } from "./well-formed.ts";

const SECRET =
  /^(?:code|code_verifier|client_secret|client_assertion|assertion|refresh_token|access_token|id_token|id_token_hint|token|subject_token|actor_token|password|device_code|user_code|request|SAMLResponse|logout_token|session_state)$/i;
const HEADER = /^(?:authorization|cookie|set-cookie|dpop|proxy-authorization|x-api-key)$/i;

/** Every text of the input that must not be repeated. */
export function secretsOf(view: View): readonly string[] {
  const found = new Set<string>();
  const add = (text: string | undefined): void => {
    if (text !== undefined && text.length >= 4) found.add(text);
  };
  for (const request of view.requests) {
    for (const [name, value] of [...request.parameters, ...request.query, ...request.body])
      if (SECRET.test(name)) add(value);
    add(request.basic?.secret);
    add(request.bearer);
    for (const [name, value] of Object.entries(request.headers)) if (HEADER.test(name)) add(value.replace(/^\w+ /, ""));
  }
  for (const { parameters } of view.redirects)
    for (const [name, value] of parameters) if (SECRET.test(name)) add(value);
  for (const { headers, body } of view.responses) {
    for (const [name, value] of Object.entries(headers)) if (HEADER.test(name)) add(value);
    for (const [, name = "", value] of (body ?? "")
      .slice(0, 200_000)
      .matchAll(/"([a-z_]{3,40})"\s*:\s*"([^"\\]{4,10000})"/gi))
      if (SECRET.test(name) && name !== "code") add(value);
  }
  // The longest first: one may hold another.
  return [...found].sort((a, b) => b.length - a.length);
}

/** What stands behind the name of a header that authenticates, in any notation. */
const IN_HEADER =
  /((?:authorization|cookie|set-cookie|dpop|x-api-key)["']?\s*[:=]\s*["']?(?:(?:bearer|basic|dpop)\s+)?|\b(?:bearer|basic|dpop)\s+)([^\s"',;}{\\]{8,})/gi;

/** A JWT, also a damaged one. */
const JWT = /eyJ[\w+/=%-]{7,}(?:\.[\w+/=%-]*)*/g;

const BINDING = /(\b(?:state|nonce)(?:=|%3D|["']\s*:\s*["']))([^&\s"'<>]{8,})/gi;

/** Words of letters and many digits, as nobody speaks them: whatever they are, nobody needs to read them here. */
const OPAQUE = /(?<![\w%-])(?=[\w~+-]{0,200}[a-z])(?=(?:[\w~+-]{0,200}?\d){4})[\w~+-]{16,}/gi;
const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const stars = (text: string): string => "*".repeat(text.length);

/** A way to say something of the input without its secrets, in its length. */
export function cover(secrets: readonly string[]): (text: string) => string {
  const spelled = secrets.flatMap((secret) => [...new Set([secret, encodeURIComponent(wellFormed(secret))])]);
  return (text) => {
    const known = spelled.reduce(
      (bare, secret) => (bare.includes(secret) ? bare.replaceAll(secret, stars(secret)) : bare),
      text,
    );
    return scrub(known)
      .replaceAll(IN_HEADER, (_, name: string, value: string) => name + stars(value))
      .replaceAll(JWT, stars)
      .replaceAll(BINDING, (_, name: string, value: string) => name + stars(value))
      .replaceAll(OPAQUE, (word) => (GUID.test(word) ? word : stars(word)));
  };
}
