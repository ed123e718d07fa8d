/** Claims that a request names one by one (OpenID Connect Core 5.5), and the authentication that it wants (3.1.2.1). */
import { ACR_VALUES } from "../acr.ts";
import { CLAIMS, type RequestedClaims, releasedBy, scopesReleasing } from "../claims.ts";
import type { Client } from "../client.ts";

export interface ClaimsRequest {
  /** None if the request names no claims that this server knows. */
  readonly requested: RequestedClaims | undefined;
  /** The values of `acr` of which one is essential. */
  readonly essentialAcr: readonly string[] | undefined;
  /** The one user whom the request is about, if it names one (5.5.1). */
  readonly subject?: string | undefined;
  /** Scopes that would release them. The user is asked about these, too. */
  readonly scopes: readonly string[];
}

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What most requests ask for. */
const NOTHING: ClaimsRequest = { requested: undefined, essentialAcr: undefined, scopes: [] };

/** What `claims` and `acr_values` ask for; or what `claims` must be. */
export function readClaimsRequest(
  claims: string | undefined,
  acrValues: string | undefined,
): ClaimsRequest | { readonly expected: string } {
  if (claims === undefined && acrValues === undefined) return NOTHING;
  const all = claims === undefined ? {} : parsed(claims);
  if (!isObject(all)) return { expected: "a JSON object" };
  const { userinfo = {}, id_token: idToken = {} } = all;
  for (const [name, place] of [
    ["userinfo", userinfo],
    ["id_token", idToken],
  ] as const) {
    if (!isObject(place)) return { expected: `an object as ${name}` };
    for (const [claim, wanted] of Object.entries(place)) {
      const expected = fault(wanted);
      if (expected !== undefined) return { expected: `${expected} as ${name}.${claim.slice(0, 50)}` };
    }
  }
  const preferred = acrValues === undefined ? undefined : null;
  const acr = Object.hasOwn(idToken as Json, "acr") ? (idToken as Json).acr : preferred;
  const requested = {
    userinfo: known(userinfo as Json),
    id_token: { ...known(idToken as Json), ...(acr !== undefined && { acr: null }) },
  };
  const isEmpty = Object.keys(requested.userinfo).length + Object.keys(requested.id_token).length === 0;
  const subject = subjectIn(idToken as Json) ?? subjectIn(userinfo as Json);
  return {
    ...(subject !== undefined && { subject }),
    requested: isEmpty ? undefined : requested,
    essentialAcr: isObject(acr) && acr.essential === true ? valuesOf(acr) : undefined,
    scopes: scopesReleasing([...Object.keys(requested.userinfo), ...Object.keys(requested.id_token)]),
  };
}

/**
 * What a client may get of it: claims that one of its own scopes could release. `openid` makes it a request of OpenID Connect; without
 * it, nothing is released.
 */
export function allowedOf(
  { requested, scopes }: ClaimsRequest,
  client: Pick<Client, "scopes">,
  granted: readonly string[],
): Pick<ClaimsRequest, "requested" | "scopes"> {
  if (requested === undefined || !granted.includes("openid")) return NOTHING;
  const allowed = scopes.filter((scope) => client.scopes.includes(scope));
  const names = new Set([...releasedBy(allowed), "acr"]);
  const some = (place: Json = {}) => Object.fromEntries(Object.entries(place).filter(([name]) => names.has(name)));
  return {
    requested: { userinfo: some(requested.userinfo), id_token: some(requested.id_token) },
    scopes: allowed.filter((scope) => !granted.includes(scope)),
  };
}

/** Whether a sign-in can meet what is essential. Without values, any will do. */
export const canMeet = ({ essentialAcr }: ClaimsRequest): boolean =>
  essentialAcr === undefined || essentialAcr.length === 0 || essentialAcr.some((value) => ACR_VALUES.includes(value));

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What a claim's entry must be; `undefined` if it is fine. Unknown members are ignored (5.5.1). */
function fault(wanted: unknown): string | undefined {
  if (wanted === null) return undefined;
  if (!isObject(wanted)) return "null or an object";
  if (wanted.essential !== undefined && typeof wanted.essential !== "boolean")
    return "an object with essential true or false";
  return wanted.values === undefined || Array.isArray(wanted.values) ? undefined : "an object with a list of values";
}

/** Only names are kept: which value a claim has is not up to the client. */
const known = (place: Json): Readonly<Record<string, null>> =>
  Object.fromEntries(CLAIMS.filter((name) => Object.hasOwn(place, name)).map((name) => [name, null]));

/** The value that `sub` must have. */
function subjectIn({ sub }: Json): string | undefined {
  return isObject(sub) && typeof sub.value === "string" && sub.value !== "" ? sub.value : undefined;
}

const valuesOf = ({ value, values = [] }: Json): readonly string[] =>
  [value, ...(values as readonly unknown[])].filter((one) => typeof one === "string");
