/** The catalogue: every reason for which Candor refuses a request, by its code `family/slug`. */
import { admin } from "./admin.ts";
import { authorizationDetails } from "./authorization-details.ts";
import { ciba } from "./ciba.ts";
import { client } from "./client.ts";
import { clientAuth } from "./client-auth.ts";
import { code } from "./code.ts";
import type { EvidenceOf, Reason, StandardError } from "./define.ts";
import { device } from "./device.ts";
import { dpop } from "./dpop.ts";
import { grant } from "./grant.ts";
import { pkce } from "./pkce.ts";
import { redirectUri } from "./redirect-uri.ts";
import { refreshToken } from "./refresh-token.ts";
import { registration } from "./registration.ts";
import { request } from "./request.ts";
import { resource } from "./resource.ts";
import { scope } from "./scope.ts";
import { quotable } from "./scrub.ts";
import { server } from "./server.ts";
import { token } from "./token.ts";
import { transport } from "./transport.ts";
import { user } from "./user.ts";

export const families = {
  transport,
  request,
  client,
  registration,
  "client-auth": clientAuth,
  "redirect-uri": redirectUri,
  scope,
  resource,
  pkce,
  code,
  "refresh-token": refreshToken,
  device,
  ciba,
  "authorization-details": authorizationDetails,
  grant,
  dpop,
  token,
  user,
  admin,
  server,
} as const;

/** The catalogue, by family. */
export type Families = typeof families;
/** What a reason is about: the part of its code before the slash. */
export type Family = keyof Families;

/** Every code of the catalogue: `scope/misspelled`, `pkce/verifier-mismatch`, … */
export type Code = { [F in Family]: `${F}/${Extract<keyof Families[F], string>}` }[Family];

type ShapeOf<C extends Code> = C extends `${infer F extends Family}/${infer S}`
  ? S extends keyof Families[F]
    ? Families[F][S] extends Reason<infer E>
      ? E
      : never
    : never
  : never;

/** The evidence that a refusal with this code must carry. */
export type Evidence<C extends Code> = EvidenceOf<ShapeOf<C>>;

/** One reason with its evidence, on one occasion. */
export interface Refusal<C extends Code = Code> {
  readonly refused: C;
  readonly evidence: Readonly<Record<string, unknown>>;
}

/** Refuses: names an entry of the catalogue and carries the evidence that the entry requires. */
export function refuse<C extends Code>(code: C, evidence: Evidence<C>): Refusal<C> {
  return { refused: code, evidence: bounded(evidence) };
}

const MOST = { characters: 1_000, items: 20, charactersOfAnItem: 200 } as const;

/** Evidence is stored and shown, so a request must not control its length or put a credential into it. The copy cannot be changed by the caller. */
function bounded(evidence: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const kept: Record<string, unknown> = { ...evidence };
  for (const name in kept) {
    const value = kept[name];
    if (typeof value === "string") kept[name] = quotable(value, MOST.characters);
    else if (Array.isArray(value)) {
      const items = value.slice(0, MOST.items).map((item) => quotable(item, MOST.charactersOfAnItem));
      kept[name] = value.length > MOST.items ? [...items, "…"] : items;
    }
  }
  return kept;
}

/** The evidence of a refusal, typed by its code. */
export function evidenceOf<C extends Code>(refusal: Refusal<C>): Evidence<C> {
  return refusal.evidence as Evidence<C>;
}

/** Distinguishes a refusal from the other results of a step. */
export function isRefusal(value: unknown): value is Refusal {
  return typeof value === "object" && value !== null && "refused" in value;
}

const byCode = new Map<string, Reason>(
  Object.entries(families).flatMap(([family, entries]) =>
    Object.entries(entries).map(([slug, entry]) => [`${family}/${slug}`, entry as Reason] as const),
  ),
);

/** All codes, in the catalogue's order. */
export const codes = [...byCode.keys()] as Code[];

/** Looks a reason up. */
export function reasonOf(code: Code): Reason {
  return byCode.get(code) as Reason;
}

/** Whether a text is a code of the catalogue. */
export function isCode(text: string): text is Code {
  return byCode.has(text);
}

const STATUS: Partial<Record<StandardError, number>> = {
  invalid_client: 401,
  invalid_token: 401,
  insufficient_scope: 403,
  server_error: 500,
  temporarily_unavailable: 503,
};

/** The HTTP status of a JSON response for this reason (RFC 6749 5.2, RFC 6750 3.1). */
export function statusOf(entry: Reason): number {
  return entry.status ?? STATUS[entry.error] ?? 400;
}

/** What CIBA has no errors for: a signed request that is wrong is an invalid_request there (CIBA Core 1.0, 13). */
const OF_OBJECTS: readonly StandardError[] = ["invalid_request_object", "request_not_supported"];

/** The `error` of a response at this endpoint. */
export const errorAt = ({ error }: Reason, endpoint: string): StandardError =>
  endpoint === "backchannel" && OF_OBJECTS.includes(error) ? "invalid_request" : error;

/** The code that the requester can see: the reason itself, or the face that hides a difference from outside. */
export function faceOf(refusal: Refusal): Code {
  const face = reasonOf(refusal.refused).face?.(refusal.evidence as never);
  return (face as Code | undefined) ?? refusal.refused;
}
