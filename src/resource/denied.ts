/** Responses to calls that are refused (RFC 6750 3, RFC 9449 7.1, RFC 9470 3), with the cause from the catalogue. */
import { CLIENT_SIGNING_ALGS } from "../protocol/jwk.ts";
import { type CauseCode, causeOf } from "../reasons/causes.ts";
import { isCode, type Refusal, reasonOf } from "../reasons/index.ts";
import { wireText } from "../render/wire-text.ts";
import type { Demand, Denied } from "./options.ts";

/** Why a call is refused: a reason with its evidence, or a cause that only APIs meet, with words of its own. */
export type Fault = Refusal | { readonly cause: CauseCode; readonly error: string; readonly says: string };

export interface Denying {
  readonly issuer: string;
  /** Where the API's metadata is (RFC 9728 5.1). */
  readonly metadata: string;
  readonly scheme: "Bearer" | "DPoP";
  readonly demand: Demand;
}

const JSON_HEADERS = { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" };

const STATUS: Readonly<Record<string, number>> = { invalid_request: 400, insufficient_scope: 403 };

/** The response to a call without a token: nothing but what is needed (RFC 6750 3.1). */
export function withoutToken({ metadata, demand: { scope } }: Denying): Denied {
  const parameters = { ...(scope !== undefined && { scope }), resource_metadata: metadata };
  const challenges = [challenge("Bearer", parameters), challenge("DPoP", { algs: ALGS })];
  return {
    cause: undefined,
    status: 401,
    headers: { ...JSON_HEADERS, "www-authenticate": challenges.join(", ") },
    body: "{}",
  };
}

const ALGS = CLIENT_SIGNING_ALGS.join(" ");

/** The response to a call that is refused for a fault. */
export function denied(fault: Fault, { issuer, metadata, scheme, demand }: Denying): Denied {
  const { cause, error, says } = "cause" in fault ? fault : told(fault);
  const body = { error, error_description: wireText(says), error_uri: `${issuer}/errors/${cause}` };
  const parameters = {
    ...body,
    ...(error === "insufficient_scope" && demand.scope !== undefined && { scope: demand.scope }),
    ...(error === STEP_UP && demand.acr !== undefined && { acr_values: demand.acr.join(" ") }),
    ...(error === STEP_UP && demand.maxAge !== undefined && { max_age: String(demand.maxAge) }),
    resource_metadata: metadata,
    ...(scheme === "DPoP" && { algs: ALGS }),
  };
  return {
    cause,
    status: STATUS[error] ?? 401,
    headers: { ...JSON_HEADERS, "www-authenticate": challenge(scheme, parameters) },
    body: JSON.stringify(body),
  };
}

export const STEP_UP = "insufficient_user_authentication";

function told({ refused, evidence }: Refusal): {
  readonly cause: CauseCode;
  readonly error: string;
  readonly says: string;
} {
  const { error, says } = reasonOf(refused);
  return { cause: refused, error, says: says(evidence as never) };
}

/** A cause that only APIs meet, in the words of the catalogue. */
export function elsewhere(cause: CauseCode, error = "invalid_token"): Fault {
  const { title, developer } = causeOf(cause);
  if (isCode(cause)) throw new Error(`${cause} needs its evidence.`);
  return { cause, error, says: `${title}. ${developer}` };
}

/** The issuer doesn't respond: nothing is known about the token. */
export const unavailable = (): Denied => ({
  cause: undefined,
  status: 503,
  headers: { ...JSON_HEADERS, "retry-after": "5" },
  body: JSON.stringify({
    error: "temporarily_unavailable",
    error_description: "The issuer of the token doesn't respond, so nothing is known about the token.",
  }),
});

function challenge(scheme: string, parameters: Readonly<Record<string, string>>): string {
  const written = Object.entries(parameters).map(([name, value]) => `${name}="${wireText(value)}"`);
  return `${scheme} ${written.join(", ")}`;
}
