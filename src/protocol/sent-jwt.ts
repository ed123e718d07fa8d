/** What is known of a JWT that a client sent, such as an assertion, a proof or a request object: never its text (RFC 7519, RFC 7515). */
import { isTooDeep, MOST_LEVELS } from "./nesting.ts";
import { cutAt, json, type Members, members, number, optional, type Shape, variants } from "./record.ts";

export interface SentHeader {
  readonly alg?: string | undefined;
  readonly typ?: string | undefined;
  readonly kid?: string | undefined;
}

/** Claims as they were sent, whatever type they have. */
export type SentClaims = Readonly<Record<string, unknown>>;

/**
 * Why a signature isn't accepted. `alg`: with an algorithm that isn't allowed. `no-keys`: the client has none. `no-key-fits`: none of
 * them is for this `kid` and algorithm. `keys-unavailable`: they couldn't be fetched. `signature`: none of them made it. `no-secret`: it has no
 * secret that could make it. `not-tried`: what it says is refused in any case.
 */
export type Unverified =
  | "not-tried"
  | "no-secret"
  | "alg"
  | "no-keys"
  | "no-key-fits"
  | "keys-unavailable"
  | "signature";

/** What came of reading a JWT and verifying its signature. Nothing is decided about its claims. */
export type SentJwt =
  /** `looks`: what it looks like instead, in words. */
  | { readonly is: "malformed"; readonly looks: string; readonly length: number }
  | {
      readonly is: "unverified";
      readonly because: Unverified;
      /** Why keys are unavailable, in a word. */
      readonly detail?: string | undefined;
      readonly header: SentHeader;
      /** Anybody may have written them. */
      readonly claims: SentClaims;
    }
  | { readonly is: "verified"; readonly header: SentHeader; readonly claims: SentClaims };

const HEADER: Members<SentHeader> = {
  alg: optional(cutAt(100)),
  typ: optional(cutAt(100)),
  kid: optional(cutAt(200)),
};

/** Characters of a claim's text that a record keeps. */
const LONGEST = 500;

/** What a record keeps of a JWT: its header, and these claims. */
export function sentJwtShape(claims: readonly string[]): Shape<SentJwt> {
  const kept: Shape<SentClaims> = {
    write: (all) =>
      Object.fromEntries(
        claims.filter((name) => Object.hasOwn(all, name)).map((name) => [name, shortened(all[name])] as const),
      ),
    read: (written) => json.read(written) as SentClaims,
  };
  const header = members(HEADER);
  const because = cutAt(40) as Shape<string> as Shape<Unverified>;
  return variants<SentJwt>({
    malformed: { looks: cutAt(200), length: number },
    unverified: { because, detail: optional(cutAt(100)), header, claims: kept },
    verified: { header, claims: kept },
  });
}

function shortened(value: unknown): unknown {
  if (typeof value === "string") return value.slice(0, LONGEST);
  if (Array.isArray(value)) return value.slice(0, 20).map(shortened);
  return typeof value === "object" && value !== null ? {} : value;
}

/** Both parts of a JWT as they were sent. */
export interface SentParts {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: SentClaims;
}

/** The parts of a compact JWS before anything is verified; or what the text looks like instead (RFC 7515 3.1). */
export function readSentJwt(
  text: string,
): { readonly header: SentHeader; readonly claims: SentClaims } | { readonly looks: string } {
  const parts = readSentParts(text);
  if ("looks" in parts) return parts;
  const { header, claims } = parts;
  return { header: { alg: textOf(header.alg), typ: textOf(header.typ), kid: textOf(header.kid) }, claims };
}

/** What was read last: the checks of a request and the verification of its signature read the same text in turn. */
let last: { readonly text: string; readonly parts: SentParts | { readonly looks: string } } | undefined;

/** The same, with the whole header. */
export function readSentParts(text: string): SentParts | { readonly looks: string } {
  if (last?.text !== text) last = { text, parts: partsOf(text) };
  return last.parts;
}

function partsOf(text: string): SentParts | { readonly looks: string } {
  const parts = text.split(".");
  if (parts.length === 5) return { looks: "an encrypted JWT, with five parts" };
  if (parts.length !== 3)
    return { looks: parts.length === 1 ? "no JWT: it has no dots" : `no JWT: it has ${parts.length} parts and not 3` };
  if (!/^[\w-]*\.[\w-]*\.[\w-]*$/.test(text))
    return { looks: /\s/.test(text) ? "a JWT with white space" : "a JWT with characters that aren't base64url" };
  const [header, claims] = parts.slice(0, 2).map(decoded);
  if (header === undefined) return { looks: "a JWT whose header isn't a JSON object in base64url" };
  if (claims === undefined) return { looks: "a JWT whose claims aren't a JSON object in base64url" };
  if (isTooDeep(header) || isTooDeep(claims)) return { looks: `a JWT with more than ${MOST_LEVELS} levels of JSON` };
  return { header, claims };
}

const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

/** Text that is the same in UTF-8. */
const ASCII = /^[\0-\x7F]*$/;

/** The bytes of text that has one in each character. A loop takes a tenth of the time of `Uint8Array.from` with a function. */
function bytesOf(binary: string): Uint8Array {
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes;
}

const strict = new TextDecoder("utf-8", { fatal: true });

function decoded(part: string): SentClaims | undefined {
  try {
    const binary = atob(part.replaceAll("-", "+").replaceAll("_", "/"));
    const value: unknown = JSON.parse(ASCII.test(binary) ? binary : strict.decode(bytesOf(binary)));
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as SentClaims) : undefined;
  } catch {
    return undefined;
  }
}
