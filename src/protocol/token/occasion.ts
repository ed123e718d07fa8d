/** How a token request is decided: what all have in common, then what the grant type adds. */
import { rfc } from "../../specs.ts";
import { detailsChecks, grantedCheck } from "../authorization-details/checks.ts";
import { DETAILS } from "../authorization-details/details.ts";
import { authenticated } from "../client-authentication/checks.ts";
import type { ClientFacts } from "../client-authentication/facts.ts";
import { type Decision, type Stage, stage } from "../decision.ts";
import { type AnyGrantType, factsOf } from "../grants/grant-type.ts";
import type { TokenGranted } from "../grants/granted.ts";
import { detailsBehind, GRANT_TYPES, grantTypeOf } from "../grants/index.ts";
import type { Posted } from "../post.ts";
import { tokenProofStages } from "../sender-constraints/index.ts";
import { type GrantTypeCase, grantTypeChecks } from "./client.ts";
import type { TokenOccasion } from "./facts.ts";
import { tokenRequestChecks, tokenRequestOf } from "./request.ts";

const requested = stage<TokenOccasion, Posted>(tokenRequestChecks, (on) => on);

const byClient = stage<TokenOccasion, GrantTypeCase>(
  grantTypeChecks,
  ({ client, catalogue, received }) => client && { client, catalogue, request: tokenRequestOf(received) },
  "client",
);

/** What a grant of this type is decided by; `undefined` where not all of it has been loaded. */
function caseOf(type: AnyGrantType, on: TokenOccasion): object | undefined {
  const { client, proof, details, catalogue, settings, now, by, received } = on;
  const facts = factsOf(type, on);
  if (client === undefined || facts === undefined) return undefined;
  return { ...facts, client, proof, details, catalogue, settings, now, by, request: tokenRequestOf(received) };
}

/** What all token requests have in common. Those that name no supported grant type have nothing else. */
const COMMON: readonly Stage<TokenOccasion>[] = [requested, byClient, ...tokenProofStages<TokenOccasion>()];

function stagesOf(type: AnyGrantType): readonly Stage<TokenOccasion>[] {
  const needs = type.requires === undefined ? undefined : "credential";
  if (needs === undefined && type.checks.length === 0) return COMMON;
  return [...COMMON, stage(type.checks, (on) => caseOf(type, on) as never, needs)];
}

/** What authorization details are judged by: the client, and what it was granted before. */
const detailsCaseOf = (on: TokenOccasion) => ({
  details: on.details,
  client: authenticated(on.client as ClientFacts),
  granted: detailsBehind(on).types,
});

/** Only of a request that has authorization details. */
const OF_DETAILS = stage<TokenOccasion, ReturnType<typeof detailsCaseOf>>(
  [...detailsChecks, grantedCheck],
  detailsCaseOf,
  "details",
);

const hasDetails = ({ details, received: { body } }: TokenOccasion): boolean =>
  details !== undefined || (!("refused" in body) && body.values.has(DETAILS));

const STAGES: ReadonlyMap<string, readonly Stage<TokenOccasion>[]> = new Map(
  GRANT_TYPES.map((name) => [name, stagesOf(grantTypeOf(name) as AnyGrantType)]),
);

const grantTypeIn = ({ received: { body } }: TokenOccasion): string =>
  ("refused" in body ? undefined : body.values.get("grant_type")) ?? "";

/** How a token request is decided (RFC 6749 3.2). */
export const tokenDecision: Decision<TokenOccasion, TokenGranted> = {
  stages(on) {
    const stages = STAGES.get(grantTypeIn(on)) ?? COMMON;
    return hasDetails(on) ? [...stages, OF_DETAILS] : stages;
  },
  concludes: {
    asks: "Is the client allowed the scope, and does it belong to the resource?",
    cites: rfc(6749, "3.3"),
  },
  grant(on) {
    const type = grantTypeOf(grantTypeIn(on));
    const given = type && caseOf(type, on);
    if (type === undefined || given === undefined) throw new Error("The facts are not loaded.");
    return type.grant(given as never);
  },
  words: ({ scope: { scopes } }) =>
    scopes.length === 0 ? "an access token" : `an access token for ${scopes.join(" ")}`,
};
