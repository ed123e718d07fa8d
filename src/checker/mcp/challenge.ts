/** Reads WWW-Authenticate (RFC 9110 11.6.1): its Bearer challenge, among others perhaps. */
import { type Exchange, headersOf } from "../exchange.ts";

export interface Challenge {
  /** As it was written. */
  readonly scheme: string;
  /** By lower-case name. */
  readonly parameters: Readonly<Record<string, string>>;
}

const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const PARAMETER = new RegExp(`(${TOKEN})\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s,"]+))`, "y");
const SCHEME = new RegExp(`(${TOKEN})(?=\\s|,|$)`, "y");

/** The challenges of a response, in their order. What can't be read is left out. */
export function challengesOf(exchange: Exchange): readonly Challenge[] {
  return headersOf(exchange, "www-authenticate").flatMap(challengesIn);
}

/** The Bearer challenge, or else the DPoP challenge, or else the first. */
export function bearerOf(exchange: Exchange): Challenge | undefined {
  const all = challengesOf(exchange);
  const named = (name: string) => all.find(({ scheme }) => scheme.toLowerCase() === name);
  return named("bearer") ?? named("dpop") ?? all[0];
}

function challengesIn(text: string): readonly Challenge[] {
  const found: { scheme: string; parameters: Record<string, string> }[] = [];
  let at = 0;
  while (at < text.length) {
    PARAMETER.lastIndex = at;
    const parameter = PARAMETER.exec(text);
    if (parameter !== null && found.length > 0) {
      const [whole, name = "", quoted, bare = ""] = parameter;
      const { parameters } = found.at(-1) as { parameters: Record<string, string> };
      parameters[name.toLowerCase()] ??= quoted?.replace(/\\(.)/g, "$1") ?? bare;
      at += whole.length;
      continue;
    }
    SCHEME.lastIndex = at;
    const scheme = SCHEME.exec(text);
    if (scheme !== null) found.push({ scheme: scheme[1] ?? "", parameters: {} });
    at += scheme?.[0].length ?? 1;
  }
  return found;
}
