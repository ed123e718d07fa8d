/** An authorization request within a JWT (RFC 9101, OpenID Connect Core 6.1): what is known of it, never its text. */
import { KNOWN } from "../authorization/request.ts";
import { DETAILS } from "../authorization-details/details.ts";
import type { Undecrypted } from "../encryption.ts";
import type { Form } from "../form.ts";
import type { SentClaims, SentJwt } from "../sent-jwt.ts";

export interface RequestObject {
  /** What came of verifying it. Of its claims, those that `objectChecks` judge. */
  readonly jwt: SentJwt;
  /** Whether its signature is empty. */
  readonly unsigned: boolean;
  /** Its parameters. If it isn't verified, anybody may have written them. */
  readonly form: Form;
  /** Whom it must be for. */
  readonly issuer: string;
  /** How it was encrypted to the server, if it was. */
  readonly encryption?: SentEncryption | undefined;
  /** A parameter that is a list of texts, although it has one value. */
  readonly listed?: string | undefined;
  /** Why it couldn't be fetched from its request_uri. */
  readonly unfetched?: string | undefined;
}

/** The header of a JWE, as it was sent, and why it can't be decrypted. */
export interface SentEncryption {
  readonly alg?: string | undefined;
  readonly enc?: string | undefined;
  readonly kid?: string | undefined;
  readonly because?: Undecrypted | undefined;
}

/** The claims that are judged, and not read as parameters. */
export const JUDGED = [
  ...(["iss", "sub", "aud", "exp", "nbf", "iat"] as const),
  ...(["client_id", "response_type", "request", "request_uri", "jti"] as const),
] as const;

/** What a request object must not have in it, of which only the presence is kept (RFC 9101 4). */
const NESTED: readonly string[] = ["request", "request_uri"];

/** The claims that are judged. */
export const judgedOf = (claims: SentClaims): SentClaims =>
  Object.fromEntries(
    JUDGED.filter((name) => Object.hasOwn(claims, name)).map((name) => [
      name,
      NESTED.includes(name) ? true : claims[name],
    ]),
  );

/** Parameters with several values, separated by spaces: a list of texts means the same. */
const LISTS: ReadonlySet<string> = new Set(
  "scope resource audience acr_values ui_locales claims_locales prompt response_type".split(" "),
);

/**
 * The parameters in an object. Texts are as they are, lists of them are joined by spaces where the parameter is a list, and everything else is JSON,
 * as in a form (RFC 9101 4). What can't be a parameter isn't one. `listed`: a parameter with a list of texts that isn't one of lists.
 */
export function formOfObject(
  claims: SentClaims,
  known: ReadonlySet<string> = KNOWN,
): { readonly form: Form; readonly listed?: string } {
  const values = new Map<string, string>();
  let listed: string | undefined;
  for (const [name, value] of Object.entries(claims)) {
    if (!known.has(name) || NESTED.includes(name) || value === null) continue;
    const isList = Array.isArray(value) && value.every((one) => typeof one === "string");
    // A list of details that isn't one is refused where details are read.
    if (isList && !LISTS.has(name) && name !== DETAILS) listed ??= name;
    const text =
      typeof value === "string" ? value : isList && LISTS.has(name) ? value.join(" ") : JSON.stringify(value);
    if (text !== "") values.set(name, text);
  }
  return { form: { values, repeated: [] }, ...(listed !== undefined && { listed }) };
}

/** The parameters that decide: those beside an object are ignored (RFC 9101 6.3), except for the client that it is from. */
export function withObject(sent: Form, { jwt, form }: RequestObject): Form {
  if (jwt.is === "malformed") return sent;
  const clientId = sent.values.get("client_id");
  const values = new Map(form.values);
  values.delete("client_id");
  return { values: clientId === undefined ? values : new Map([["client_id", clientId], ...values]), repeated: [] };
}
