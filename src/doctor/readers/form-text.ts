/** Forms as received. Names and values are kept whatever is wrong with them, because that is what matters. */

export interface Pairs {
  /** First values, including empty ones. */
  readonly values: ReadonlyMap<string, string>;
  readonly repeated: readonly string[];
}

const MOST = { pairs: 300, length: 200_000 } as const;

/** Decodes once. Text that can't be decoded stays as it was sent. */
export function decoded(text: string): string {
  const spaced = text.includes("+") ? text.replaceAll("+", " ") : text;
  if (!spaced.includes("%")) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced.replaceAll(/(?:%[0-9a-f]{2})+/gi, (run) => {
      try {
        return decodeURIComponent(run);
      } catch {
        return run;
      }
    });
  }
}

export function pairsOf(text: string): Pairs {
  const values = new Map<string, string>();
  const repeated: string[] = [];
  for (const part of text.slice(0, MOST.length).split("&", MOST.pairs)) {
    if (part === "") continue;
    const equals = part.indexOf("=");
    const name = decoded(equals === -1 ? part : part.slice(0, equals)).trim();
    const value = equals === -1 ? "" : decoded(part.slice(equals + 1));
    if (!values.has(name)) values.set(name, value);
    else if (!repeated.includes(name)) repeated.push(name);
  }
  return { values, repeated };
}

export function encodePairs(pairs: Iterable<readonly [string, string]>): string {
  return new URLSearchParams([...pairs].map(([name, value]) => [name, value])).toString();
}

/** Names that only the protocol's requests have. */
const OF_REQUESTS =
  /(?:^|&)(?:grant_type|client_id|client_secret|code_verifier|redirect_uri|refresh_token|response_type|code_challenge|client_assertion|device_code|token_type_hint|assertion)=/i;
const OF_ANSWERS = /(?:^|&)(?:error|error_description|access_token|oauth_token|oauth_problem)=/i;
const OF_RETURNS = /(?:^|&)(?:error|code|state|iss|session_state|error_description)=/i;
const FORM = /^\??[\w.[\]%-]{1,80}=[^\s]*$/;

/** Parameters of the protocol with spaces in their values. */
export function looksLikeSpacedForm(line: string): boolean {
  if (line.length > 20_000 || !line.includes("&") || !/^\??[\w.-]{1,60}=/.test(line)) return false;
  const parts = line.replace(/^\?/, "").split("&");
  return parts.every((part) => /^[\w.[\]-]{1,60}=/.test(part)) && OF_REQUESTS.test(line.replace(/^\?/, ""));
}

export type FormKind = "authorization" | "request" | "answer" | "return" | undefined;

/** The form, if a text is nothing else; `undefined` if it isn't one of the protocol. */
export function formKind(text: string): FormKind {
  if (text.length > MOST.length || !FORM.test(text)) return undefined;
  const form = text.replace(/^\?/, "");
  if (/(?:^|&)error=/i.test(form)) return text.startsWith("?") || /(?:^|&)state=/.test(form) ? "return" : "answer";
  if (/(?:^|&)response_type=/i.test(form)) return "authorization";
  if (OF_REQUESTS.test(form)) return "request";
  if (OF_ANSWERS.test(form)) return "answer";
  return OF_RETURNS.test(form) && form.includes("&") ? "return" : undefined;
}
