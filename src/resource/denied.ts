/** Responses to calls that are refused (RFC 6750 3, RFC 9449 7.1, RFC 9470 3), with the cause from the catalogue. */
import { CLIENT_SIGNING_ALGS } from "../protocol/jwk.ts";
import { type CauseCode, causeOf } from "../reasons/causes.ts";
import { isCode, type Refusal, reasonOf } from "../reasons/index.ts";
import { wireText } from "../render/wire-text.ts";
import type { Demand, Denied, Explained } from "./options.ts";

/** Why a call is refused: a reason with its evidence, or a cause that only APIs meet, with words of its own. */
export type Fault = Refusal | { readonly cause: CauseCode; readonly error: string; readonly says: string };

export interface Denying {
  readonly issuer: string;
  /** Where the API's metadata is (RFC 9728 5.1). */
  readonly metadata: string;
  readonly scheme: "Bearer" | "DPoP";
  readonly demand: Demand;
}

const JSON_HEADERS = {
  "content-type": "application/json; charset=utf-8",
  "content-language": "en",
  "cache-control": "no-store",
};

const STATUS: Readonly<Record<string, number>> = { invalid_request: 400, insufficient_scope: 403 };

const ALGS = CLIENT_SIGNING_ALGS.join(" ");

/** The status of the response to a fault. */
export const statusOf = (fault: Fault): number => STATUS[told(fault).error] ?? 401;

/** The response to a call that is refused for a fault. What `explained` has replaces the words and the page of the catalogue. */
export function denied(fault: Fault, { issuer, metadata, scheme, demand }: Denying, explained?: Explained): Denied {
  const { cause, error, says } = told(fault);
  const body = {
    error,
    error_description: wireText(explained?.description ?? says),
    error_uri: explained?.uri ?? `${issuer}/errors/${cause}`,
  };
  const parameters = {
    ...body,
    ...(error === "insufficient_scope" && demand.scope !== undefined && { scope: demand.scope }),
    ...(error === STEP_UP && demand.acr !== undefined && { acr_values: demand.acr.join(" ") }),
    ...(error === STEP_UP && demand.maxAge !== undefined && { max_age: String(demand.maxAge) }),
    resource_metadata: metadata,
    ...(scheme === "DPoP" && { algs: ALGS }),
  };
  const challenges = cause === "token/absent" ? bareChallenges(metadata, demand) : [challenge(scheme, parameters)];
  return {
    cause,
    status: statusOf(fault),
    headers: { ...JSON_HEADERS, "www-authenticate": challenges.join(", ") },
    body: JSON.stringify(body),
  };
}

/** Without a token, challenges have no error, only what is needed (RFC 6750 3.1). The body says what is missing. */
function bareChallenges(metadata: string, { scope }: Demand): readonly string[] {
  const parameters = { ...(scope !== undefined && { scope }), resource_metadata: metadata };
  return [challenge("Bearer", parameters), challenge("DPoP", { algs: ALGS })];
}

export const STEP_UP = "insufficient_user_authentication";

interface Told {
  readonly cause: CauseCode;
  readonly error: string;
  readonly says: string;
}

function told(fault: Fault): Told {
  if ("cause" in fault) return fault;
  const { refused, evidence } = fault;
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
