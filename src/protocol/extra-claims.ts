/** Claims that a hook adds: which names and values are accepted, and how many. What is accepted is copied. */

/**
 * Claims that the server itself sets in tokens, userinfo or introspection, and those that say how a token may be used or how a
 * user signed in (RFC 7519 4.1, RFC 7662 2.2, RFC 7800 3.1, RFC 8693 4.1, RFC 9068 2.2, RFC 9396 9.1, OpenID Connect Core 2). Nobody may override them.
 */
export const RESERVED_CLAIMS: ReadonlySet<string> = new Set(
  [
    "iss sub aud exp nbf iat jti",
    "nonce auth_time acr amr azp at_hash c_hash s_hash sid events sub_jwk",
    "client_id scope cnf act authorization_details",
    "active token_type username",
  ].flatMap((names) => names.split(" ")),
);

type Json = Readonly<Record<string, unknown>>;

/** The most that a hook may return. A token travels in headers, which servers bound to 8 KB or more. */
export const MOST = { bytes: 4_096, values: 500, depth: 8, name: 100 } as const;

/** Claims, or why what a hook returned is no use, in words for the operator. */
export type ReadClaims = { readonly claims: Json } | { readonly because: string };

class Unusable extends Error {}

/** Reads what a hook returned. Nothing at all means no claims. */
export function readExtraClaims(returned: unknown): ReadClaims {
  return readJson(returned, MOST.bytes, (name) => {
    if (RESERVED_CLAIMS.has(name)) throw new Unusable(`the claim ${quoted(name)} is reserved`);
  });
}

/** Reads an object of JSON values of at most so many bytes. `check` throws for names that it doesn't accept. */
export function readJson(
  returned: unknown,
  bytes: number,
  check: (name: string) => void = () => undefined,
): ReadClaims {
  if (returned === undefined || returned === null) return { claims: {} };
  try {
    if (!isPlain(returned)) throw new Unusable("the result isn't a plain object");
    const claims = copyObject(returned, "", 1, { values: MOST.values, characters: bytes });
    Object.keys(claims).forEach(check);
    const size = new TextEncoder().encode(JSON.stringify(claims)).length;
    return size > bytes ? { because: `the result has ${size} bytes as JSON, more than ${bytes}` } : { claims };
  } catch (error) {
    // A getter or a proxy may throw anything.
    return { because: error instanceof Unusable ? error.message : "the result can't be read" };
  }
}

/** What may still be copied. It bounds the work, before the size is measured. */
interface Left {
  values: number;
  characters: number;
}

function copyOf(value: unknown, path: string, depth: number, left: Left): unknown {
  if (--left.values < 0) throw new Unusable(`the result has more than ${MOST.values} values`);
  if (depth > MOST.depth) throw new Unusable(`the result is nested more than ${MOST.depth} levels deep`);
  if (value === null || typeof value === "boolean") return value;
  if (typeof value === "string") {
    spend(left, value.length);
    return value;
  }
  if (typeof value === "number" && Number.isFinite(value)) return value;
  if (Array.isArray(value)) {
    if (value.length > left.values) throw new Unusable(`the result has more than ${MOST.values} values`);
    return Array.from(value, (entry: unknown, at) => copyOf(entry, `${path}[${at}]`, depth + 1, left));
  }
  if (isPlain(value)) return copyObject(value, path, depth + 1, left);
  throw new Unusable(`${path} isn't a JSON value`);
}

function copyObject(value: object, path: string, depth: number, left: Left): Json {
  const copied: Record<string, unknown> = {};
  for (const name of Object.keys(value)) {
    if (name === "" || name.length > MOST.name)
      throw new Unusable(`a name isn't between 1 and ${MOST.name} characters long`);
    spend(left, name.length);
    const member = (value as Json)[name];
    // As JSON has it.
    if (member === undefined) continue;
    // Also for `__proto__`, which an assignment would not make a member.
    const at = path === "" ? quoted(name) : `${path}.${quoted(name)}`;
    Object.defineProperty(copied, name, {
      value: copyOf(member, at, depth, left),
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  return copied;
}

function spend(left: Left, characters: number): void {
  left.characters -= characters;
  if (left.characters < 0) throw new Unusable("the result is too large");
}

/** An object of a literal or of `JSON.parse`, also of another realm. A `Date`, a `Map` or an instance of a class isn't one. */
function isPlain(value: unknown): value is object {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

const quoted = (name: string): string => JSON.stringify(name.slice(0, 40));

/** The claims of a JWT that were added to those that every token has. */
export function extraClaimsOf(claims: Json): Json | undefined {
  const extra = Object.entries(claims).filter(([name]) => !RESERVED_CLAIMS.has(name));
  return extra.length === 0 ? undefined : Object.fromEntries(extra);
}
