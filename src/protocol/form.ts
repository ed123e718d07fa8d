/**
 * Reads application/x-www-form-urlencoded text, from a body or a query. It keeps what a refusal must name: which parameters
 * were repeated, and which one can't be decoded.
 */
import { type Refusal, refuse } from "../reasons/index.ts";
import { charactersOf } from "./characters.ts";
import { nameShown } from "./parameter-names.ts";
import { namesWhere, PARAMETERS } from "./parameters.ts";

export interface Form {
  /**
   * First value of each parameter. Empty values count as absent (RFC 6749 3.1). `resource` may be sent several times (RFC 8707
   * 2). Its values are joined by a space, which no URI contains.
   */
  readonly values: ReadonlyMap<string, string>;
  readonly repeated: readonly string[];
}

export const EMPTY_FORM: Form = { values: new Map(), repeated: [] };

/**
 * Limits of a form. Legitimate requests stay far below. `carried`: characters of a request that continues as a URL, once
 * encoded.
 */
export const LIMITS = { parameters: 64, valueLength: 8192, carried: 12_000 } as const;

/** The bounds of parameters that have one of their own. */
const OWN_LIMITS = new Map(PARAMETERS.flatMap(({ name, longest }) => (longest === undefined ? [] : [[name, longest]])));

/** Parameters that may be sent more than once. */
const REPEATABLE: ReadonlySet<string> = new Set(namesWhere(({ repeatable }) => repeatable === true));

/** Decodes one name or value; `undefined` if a percent sign or the UTF-8 is wrong. */
export function formDecode(text: string): string | undefined {
  const spaced = text.includes("+") ? text.replaceAll("+", " ") : text;
  if (!spaced.includes("%")) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    return undefined;
  }
}

/** Reads a form. Refuses with `request/malformed` or `request/too-many-parameters`. The checks do the rest. */
export function readForm(text: string): Form | Refusal {
  const values = new Map<string, string>();
  const repeated: string[] = [];
  const seen = new Set<string>();
  let start = 0;
  let count = 0;
  while (start < text.length) {
    let end = text.indexOf("&", start);
    if (end === -1) end = text.length;
    if (end > start) {
      if (++count > LIMITS.parameters) return refuse("request/too-many-parameters", { limit: LIMITS.parameters });
      const equals = text.indexOf("=", start);
      const split = equals === -1 || equals > end ? end : equals;
      const name = formDecode(text.slice(start, split));
      const value = formDecode(text.slice(split + 1, end));
      if (name === undefined || value === undefined)
        return refuse("request/malformed", { at: name && nameShown(name) });
      if (seen.has(name)) {
        if (REPEATABLE.has(name)) values.set(name, `${values.get(name) ?? ""} ${value}`.trim());
        else if (!repeated.includes(name)) repeated.push(name);
      } else {
        seen.add(name);
        if (value !== "") values.set(name, value);
      }
    }
    start = end + 1;
  }
  return { values, repeated };
}

/**
 * Refuses if one of these parameters is repeated (RFC 6749 3.1, 3.2), and names all repeated ones that the endpoint knows.
 * Unknown ones are ignored entirely.
 */
export function refuseRepeated(form: Form, names: ReadonlySet<string>, known = names): Refusal | undefined {
  if (!form.repeated.some((name) => names.has(name))) return undefined;
  return refuse("request/parameter-repeated", { parameters: form.repeated.filter((name) => known.has(name)) });
}

/** Refuses what is too long to continue as a URL, as received in its `place`, or once encoded. */
export function refuseTooLarge(place: "body" | "query", length: number, carried = 0): Refusal | undefined {
  const limit = LIMITS.carried;
  if (length > limit) return refuse("request/too-large", { limit, measured: place, length });
  return carried > limit ? refuse("request/too-large", { limit, measured: "URL", length: carried }) : undefined;
}

/** Refuses a value beyond the limit. */
export function refuseTooLong(form: Form): Refusal | undefined {
  for (const [parameter, value] of form.values) {
    const limit = OWN_LIMITS.get(parameter) ?? LIMITS.valueLength;
    if (value.length <= limit) continue;
    const length = charactersOf(value);
    if (length > limit) return refuse("request/parameter-too-long", { parameter: nameShown(parameter), length, limit });
  }
  return undefined;
}

const OAUTH_1 = /^oauth_(consumer_key|token|signature|signature_method|timestamp|nonce|version|callback|verifier)$/;

/** Refuses the parameters of OAuth 1.0. */
export function refuseOAuth1(form: Form): Refusal | undefined {
  const parameters = [...form.values.keys()].filter((name) => OAUTH_1.test(name));
  return parameters.length === 0 ? undefined : refuse("request/version-unsupported", { parameters });
}
