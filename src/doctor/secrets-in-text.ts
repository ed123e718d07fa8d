/** Secrets in prose, log lines and providers' messages, next to the name of what they are. */

/** Names that only a secret follows. */
const NAME = `(?:(?:client|app|api|consumer|shared)[ _-]?)?secret(?:[_-]?key)?|pass(?:word|wd|phrase)|pwd|(?:access|refresh|id|device|session|subject|actor|auth|bearer|registration_access|login)[_-]?token|id_token_hint|code[_-]?verifier|(?:client_)?assertion|(?:device|user|authorization|auth)[_-]?code|(?:api|private)[_-]?key|otp|SAML(?:Response|Request)`;
/** Names that words may follow too. Only a value that can't be a word is covered. */
const OF_WORDS = "code|token|key|secret|password|verifier|credentials?";

const QUOTED = new RegExp(
  String.raw`(\b(?:${NAME})\\{0,3}["']?\s{0,3}(?:=>|[:=]| )\s{0,3}\\{0,3}(["']))((?:(?!\2|\\{1,3}["']).){4,2000})`,
  "gi",
);
const BARE = new RegExp(
  String.raw`(\b(?:${NAME})\\{0,3}["']?\s{0,3}(?:=>|[:=])\s{0,3})([^\s"'&\\<>()[\]{}]{4,4000})`,
  "gi",
);
const AFTER = new RegExp(
  String.raw`(\b(?:${OF_WORDS})\b(?: [a-z]{2,10}){0,3}\\{0,3}["']?\s{0,2}[:=]\s{0,2}\\{0,3}["']?)([^\s"'&\\<>()[\]{}]{6,4000})`,
  "gi",
);
/** After the header's name, to the end of the line or of the quotes. */
const HEADER =
  /((?:authorization|set-cookie|cookie|dpop|x-api-key)\\{0,3}["']?\s{0,3}[:=]\s{0,3}\\{0,3}["']?(?:(?:bearer|basic|dpop)\s+)?|\b(?:bearer|basic|dpop)\s+)([^\s"'\\}{]{8,4000})/gi;
const COOKIES = /\b(?:set-)?cookie\\{0,3}["']?\s{0,3}[:=]\s{0,3}([^\r\n"]{1,4000})/gi;
const ATTRIBUTE = /^(?:path|domain|samesite|expires|max-age|secure|httponly|priority|partitioned)$/i;
const PEM = /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----([\s\S]{1,20000}?)(?:-----END|$)/g;
const JWK = /\\{0,3}"(?:d|p|q|dp|dq|qi|k)\\{0,3}"\s{0,3}:\s{0,3}\\{0,3}"([^"\\]{8,2000})/g;

/** A word, an error's name, a number: something about a secret, and not the secret. */
const isSpoken = (text: string): boolean =>
  /^(?:[A-Za-z]{1,24}|[a-z]+(?:_[a-z]+)+|[A-Z]+(?:_[A-Z]+)+|\d{1,6}|[A-Z]+\d{1,8}|[a-z]+(?:[A-Z][a-z]+)+)[.,;:!?)]*$/.test(
    text,
  );
const SAID_OF_SECRETS =
  /^(?:is|was|are|not|no|or|and|in|of|to|the|must|may|can|has|had|invalid|missing|required|expired|revoked|unknown|wrong|null|undefined|true|false|none|empty|failed|error|expected|string|malformed|mismatch|redacted|code|token)\b/i;

/** Values that can't be ordinary words. They are covered wherever they appear. */
export function secretsInText(text: string): readonly string[] {
  const found: string[] = [];
  for (const [, , , value = ""] of text.matchAll(QUOTED)) if (!isSpoken(value) && value.length >= 6) found.push(value);
  for (const [, cookies = ""] of text.matchAll(COOKIES))
    for (const pair of cookies.split(/[;,]\s*/)) {
      const [name = "", value = ""] = pair.split(/=(.*)/s);
      if (value.length >= 6 && !ATTRIBUTE.test(name.trim())) found.push(value.trim());
    }
  for (const [, body = ""] of text.matchAll(PEM))
    for (const line of body.split(/\\n|\s+/)) if (line.length >= 6) found.push(line);
  if (text.includes("kty")) for (const [, value = ""] of text.matchAll(JWK)) found.push(value);
  return found;
}

/** The text with the values after the names of secrets covered, in their length. */
export function coverNamed(text: string): string {
  const covering = (_: string, name: string, value: string): string => name + "*".repeat(value.length);
  return text
    .replaceAll(HEADER, covering)
    .replaceAll(QUOTED, (all, name: string, _quote: string, value: string) =>
      SAID_OF_SECRETS.test(value) ? all : covering(all, name, value),
    )
    .replaceAll(BARE, (all, name: string, value: string) =>
      SAID_OF_SECRETS.test(value) ? all : covering(all, name, value),
    )
    .replaceAll(AFTER, (all, name: string, value: string) => (isSpoken(value) ? all : covering(all, name, value)));
}
