/** Covers every secret that the input held in whatever is returned: codes, tokens, secrets, verifiers, assertions, passwords, cookies. */
import { scrub } from "../reasons/scrub.ts";
import { coverNamed, secretsInText } from "./secrets-in-text.ts";
import { decodedOnce, literal, wellFormed } from "./text.ts";
import type { View } from "./view.ts";

/** Names in lower case, without what joins their words. */
const SECRET =
  /secret|passw|passphrase|^pwd$|token|apikey|privatekey|assertion|verifier|^saml|otp$|cookie|session|^code$|devicecode|usercode|authorization$|^dpop$|^oauthclientattestation(?:pop)?$|^request$|signature$/;
const OPEN =
  /type|endpoint|method|alg$|alg(?:orithm)?s?values|supported|ur[il]$|expires|challenge|lifetime|error|^tokens?count|tokeninfo/;

/** Whether a parameter, a member or a header of this name has something that nobody else may have. */
export const isSecret = (name: string): boolean => {
  const bare = name.toLowerCase().replaceAll(/[_-]/g, "");
  return SECRET.test(bare) && !OPEN.test(bare);
};

/** What stands for a secret and is none: to cover it would cover the word wherever it is said. */
const PLACEHOLDER =
  /^(?:client|secret|password|token|code|refresh|access|bearer|basic|invented|example|test|null|undefined|none|true|false|invalid|missing|required|string)$/i;

/** Every text of the input that must not be repeated, the longest first: one may hold another. */
export function secretsOf(view: View): readonly string[] {
  const found = new Set<string>();
  const add = (text: string | undefined): void => {
    if (text !== undefined && text.length >= 4 && !PLACEHOLDER.test(text)) found.add(text);
  };
  const addNamed = (pairs: Iterable<readonly [string, string]>): void => {
    for (const [name, value] of pairs) if (isSecret(name)) add(value);
  };
  for (const request of view.requests) {
    addNamed([...request.parameters, ...request.query, ...request.body]);
    add(request.basic?.secret);
    add(decodedOnce(request.basic?.secret ?? ""));
    add(request.bearer);
    addNamed(Object.entries(request.headers).map(([name, value]) => [name, value.replace(/^\w+ /, "")] as const));
  }
  for (const { parameters } of view.redirects) addNamed(parameters);
  for (const { headers, body } of view.responses) {
    addNamed(Object.entries(headers));
    for (const [, name = "", value] of (body ?? "")
      .slice(0, 200_000)
      .matchAll(/"([a-z_]{3,40})"\s*:\s*"([^"\\]{4,10000})"/gi))
      if (isSecret(name) && name !== "code") add(value);
  }
  const said = [...view.material.texts, ...view.errors.map(({ words }) => words)].join("\n").slice(0, 400_000);
  for (const secret of secretsInText(said)) add(secret);
  return [...found].sort((a, b) => b.length - a.length);
}

/** A JWT, also a damaged one. */
const JWT = /eyJ[\w+/=%-]{7,}(?:\.[\w+/=%-]*)*/g;

const BINDING = /(\b(?:state|nonce)(?:=|%3D|["']\s*:\s*["']))([^&\s"'<>]{8,})/gi;

/** Words of letters and many digits, as nobody speaks them: whatever they are, nobody needs to read them here. */
const OPAQUE = /(?<![\w%-])(?=[\w~+-]{0,200}[a-z])(?=(?:[\w~+-]{0,200}?\d){4})[\w~+-]{16,}/gi;
const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const stars = (text: string): string => "*".repeat(text.length);

/** A way to say something of the input without its secrets, in its length. */
export function cover(secrets: readonly string[]): (text: string) => string {
  const spelled = secrets.flatMap((secret) => {
    const encoded = encodeURIComponent(wellFormed(secret));
    return [...new Set([secret, encoded, encoded.replaceAll("%20", "+")])];
  });
  const patterns = spelled.map((secret) => ({
    first: secret.toLowerCase(),
    pattern: new RegExp(literal(secret), "gi"),
  }));
  return (text) => {
    const lower = text.toLowerCase();
    const known = patterns.reduce(
      (bare, { first, pattern }) => (lower.includes(first) ? bare.replaceAll(pattern, stars) : bare),
      text,
    );
    return coverNamed(scrub(known))
      .replaceAll(JWT, stars)
      .replaceAll(BINDING, (_, name: string, value: string) => name + stars(value))
      .replaceAll(OPAQUE, (word) => (GUID.test(word) ? word : stars(word)));
  };
}
