/** Whether a call may be made: its token, the proof of its key, its scope, and how its user signed in. */
import { createHash } from "node:crypto";
import { otherScheme, readAuthorization } from "../protocol/authorization-header.ts";
import { refuseProof } from "../protocol/sender-constraints/dpop.ts";
import { readProof } from "../protocol/sender-constraints/dpop-proof.ts";
import { type Refusal, refuse } from "../reasons/index.ts";
import { signingKey } from "../service/sender-constraints/dpop-signature.ts";
import { thumbprintOf } from "../service/sender-constraints/mtls.ts";
import { type Denying, denied, type Fault, STEP_UP, statusOf, unavailable } from "./denied.ts";
import { detailsFault, detailsOf } from "./details.ts";
import {
  type Call,
  type Caller,
  type Claims,
  type Demand,
  type Denied,
  type ProtectOptions,
  Unavailable,
} from "./options.ts";
import { tokensOf } from "./tokens.ts";

/** Says who makes a call, or how it is refused. Rejects only if something here is broken. */
export type Check = (call: Call, demand?: Demand) => Promise<Caller | Denied>;

/** Makes what checks the calls of an API. `metadata`: where its own metadata is. */
export function checkOf(options: ProtectOptions, metadata: string): Check {
  const { issuer, resource, clock = Date.now, isFirstUse = remembering(clock), onRefusal } = options;
  const tokens = tokensOf(options);
  const origin = options.origin ?? new URL(resource).origin;

  /** The thumbprint of the key that a call proves to have. */
  async function proved(
    call: Call,
    token: string,
    now: number,
  ): Promise<string | undefined | { readonly fault: Refusal }> {
    if (call.dpop === undefined) return undefined;
    const ath = createHash("sha256").update(token).digest("base64url");
    const read = readProof(call.dpop, { method: call.method, url: origin + pathOf(call.url), ath, now });
    if ("because" in read) return { fault: refuseProof(read.because, read.details) };
    const key = signingKey(call.dpop, read.jwk, read.alg);
    if (key === undefined) return { fault: refuse("dpop/signature-wrong", { alg: read.alg }) };
    const hash = createHash("sha256").update(`${key} ${read.jti}`).digest("base64url");
    return (await isFirstUse(hash, read.until)) ? key : { fault: refuse("dpop/used-before", {}) };
  }

  /** Why a call is refused, or who makes it. */
  async function decide(
    call: Call,
    sent: Sent,
    demand: Demand,
    now: number,
  ): Promise<Caller | { readonly fault: Fault }> {
    const found = await tokens(sent.token, now, call);
    if ("fault" in found) return found;
    const { claims } = found;
    const key = await proved(call, sent.token, now);
    if (typeof key === "object") return key;
    const proofs = { jkt: key, "x5t#S256": call.certificate && thumbprintOf(call.certificate) };
    const fault =
      bindingFault(claims, proofs, sent, options.dpopRequired === true) ??
      audienceFault(claims, resource) ??
      scopeFault(claims, demand) ??
      detailsFault(claims, demand) ??
      authenticationFault(claims, demand, now);
    return fault === undefined ? callerOf(claims, demand) : { fault };
  }

  /** The response to a refused call, once `onRefusal` knows of it. */
  async function refused(fault: Fault, call: Call, how: Denying): Promise<Denied> {
    const [cause, evidence] = "cause" in fault ? [fault.cause, {}] : [fault.refused, fault.evidence];
    const explained = await onRefusal?.({ cause, evidence, status: statusOf(fault), demand: how.demand }, call);
    return denied(fault, how, explained);
  }

  return async (call, demand = {}) => {
    const sent = sentIn(call);
    const how: Denying = { issuer, metadata, scheme: "scheme" in sent ? sent.scheme : "Bearer", demand };
    if ("fault" in sent) return refused(sent.fault, call, how);
    try {
      const outcome = await decide(call, sent, demand, clock());
      if (!("fault" in outcome)) return outcome;
      const isBound = "refused" in outcome.fault && wantsProof(outcome.fault);
      return await refused(outcome.fault, call, { ...how, scheme: isBound ? "DPoP" : how.scheme });
    } catch (error) {
      if (error instanceof Unavailable) return unavailable();
      throw error;
    }
  };
}

/** Whether a client needs a DPoP proof to get past a refusal. One that is bound to a certificate alone is sent as Bearer. */
function wantsProof({ refused, evidence }: Refusal): boolean {
  const { bound } = evidence as { readonly bound?: readonly string[] };
  return refused === "token/key-unproved"
    ? bound?.join() !== "x5t#S256"
    : /^dpop\/|^token\/wrong-scheme$/.test(refused);
}

interface Sent {
  readonly scheme: "Bearer" | "DPoP";
  readonly token: string;
}

/** The token of a call, or why it has none. URLs end up in logs, so a token there isn't used (RFC 9700 4.3.2). */
function sentIn({ authorization, url }: Call): Sent | { readonly fault: Fault } {
  const [, query = ""] = url.split("?", 2);
  if (new URLSearchParams(query.split("#", 1)[0]).getAll("access_token").some((one) => one !== ""))
    return { fault: refuse("request/parameter-misplaced", { parameters: ["access_token"] }) };
  const read = readAuthorization(authorization);
  if (read.is !== "bearer" || read.token === "")
    return { fault: refuse("token/absent", { scheme: otherScheme(read) }) };
  return { scheme: read.scheme.toLowerCase() === "dpop" ? "DPoP" : "Bearer", token: read.token };
}

const pathOf = (url: string): string => (url.startsWith("/") ? url : new URL(url).pathname).split(/[?#]/, 1)[0] ?? "/";

type Proofs = Readonly<Partial<Record<string, string>>>;

/** RFC 9449 7.1 and 7.2, RFC 8705 3. A token that is bound in a way that isn't known here can't be proved. */
function bindingFault({ cnf }: Claims, proofs: Proofs, { scheme }: Sent, required: boolean): Fault | undefined {
  const bound = typeof cnf === "object" && cnf !== null ? (cnf as Claims) : cnf === undefined ? undefined : {};
  const expected = bound?.jkt === undefined ? "Bearer" : "DPoP";
  if (bound !== undefined) {
    const members = Object.keys(bound);
    const isProved = members.every((member) => typeof bound[member] === "string" && bound[member] === proofs[member]);
    if (members.length === 0 || !isProved) return refuse("token/key-unproved", { bound: members });
  }
  if (scheme !== expected) return refuse("token/wrong-scheme", { sent: scheme, expected });
  return required && expected === "Bearer"
    ? refuse("token/wrong-scheme", { sent: scheme, expected: "DPoP" })
    : undefined;
}

/** RFC 9068 4. Tokens that this API checks itself have passed already; those that were looked up haven't. */
function audienceFault({ aud }: Claims, expected: string): Fault | undefined {
  const audience = [aud ?? []].flat().map(String);
  return audience.includes(expected) ? undefined : refuse("token/wrong-audience", { audience, expected });
}

function scopeFault(claims: Claims, { scope }: Demand): Fault | undefined {
  const granted = scopesOf(claims);
  const isMissing = scope?.split(" ").some((name) => name !== "" && !granted.includes(name));
  return isMissing === true ? refuse("token/insufficient-scope", { needed: scope ?? "", granted }) : undefined;
}

/** RFC 9470 3. */
function authenticationFault({ acr, auth_time: authTime }: Claims, demand: Demand, now: number): Fault | undefined {
  if (demand.acr !== undefined && !demand.acr.includes(String(acr)))
    return {
      cause: "user/mfa-required",
      error: STEP_UP,
      says: `The user must sign in with ${demand.acr.join(" or ")}. ${AGAIN}`,
    };
  if (demand.maxAge === undefined) return undefined;
  const isRecent = typeof authTime === "number" && now / 1000 - authTime <= demand.maxAge;
  return isRecent
    ? undefined
    : {
        cause: "user/login-required",
        error: STEP_UP,
        says: `The user must have signed in within ${demand.maxAge} s. ${AGAIN}`,
      };
}

const AGAIN = "Send the user through an authorization request with the parameters of this challenge.";

const scopesOf = ({ scope }: Claims): readonly string[] =>
  (Array.isArray(scope) ? scope.map(String) : String(scope ?? "").split(" ")).filter((name) => name !== "");

const callerOf = (claims: Claims, demand: Demand): Caller => ({
  subject: String(claims.sub ?? ""),
  clientId: String(claims.client_id ?? claims.azp ?? ""),
  scopes: scopesOf(claims),
  details: detailsOf(claims, demand),
  claims,
});

/** Remembers what was used in this process, until it would no longer be accepted. */
function remembering(clock: () => number): NonNullable<ProtectOptions["isFirstUse"]> {
  const used = new Map<string, number>();
  let purgeAt = 0;
  return (hash, until) => {
    const now = clock();
    if (now >= purgeAt) {
      for (const [one, end] of used) if (end <= now) used.delete(one);
      purgeAt = now + 10_000;
    }
    if (used.has(hash)) return false;
    used.set(hash, until);
    return true;
  };
}
