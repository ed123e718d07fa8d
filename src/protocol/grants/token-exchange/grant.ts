/** Token exchange (RFC 8693): a client gets a token for the subject of another one, as that subject or on its behalf. */
import { type Refusal, refuse } from "../../../reasons/index.ts";
import { rfc } from "../../../specs.ts";
import type { Actor } from "../../access-token.ts";
import { refuseOtherApi } from "../../authorization-details/checks.ts";
import { authenticated } from "../../client-authentication/checks.ts";
import type { ScopeGranted } from "../../scope/catalogue.ts";
import type { GrantedDetails, GrantType, Supposing } from "../grant-type.ts";
import { granted, offeredScope, type TokenGranted } from "../granted.ts";
import { actorOf, type ExchangeCase, exchangeChecks, subjectOf } from "./checks.ts";
import type { BroughtToken, ExchangeFacts } from "./facts.ts";
import { exchangeRecord } from "./facts.ts";
import { ACCESS_TOKEN, type ExchangeRequest, ID_JAG, JWT, readExchangeRequest } from "./request.ts";

export const TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";

export const tokenExchange: GrantType<typeof TOKEN_EXCHANGE, ExchangeRequest, ExchangeFacts> = {
  name: TOKEN_EXCHANGE,
  cites: rfc(8693, "2"),
  exchanges: "Another token, for one with fewer rights, for another API, or on behalf of its subject.",
  requires: "subject_token",
  optional: true,
  read: readExchangeRequest,
  checks: exchangeChecks,
  grant: exchange,
  details: detailsIn,
  boundTo: ({ subject }) => (subject.is === "found" ? subject.cnf : undefined),
  record: exchangeRecord,
  supplies: { "access-token": freshTokens },
};

/** Those of the token that is exchanged; none for an identity assertion, which has no room for any. */
function detailsIn({ subject }: ExchangeFacts, values: ReadonlyMap<string, string>): GrantedDetails {
  if (subject.is !== "found" || values.get("requested_token_type") === ID_JAG) return { types: [], values: [] };
  const { details = [], detailTypes = [] } = subject;
  return { types: detailTypes, values: details };
}

function exchange(given: ExchangeCase): TokenGranted | Refusal {
  const { request } = given;
  const [subject, actor] = [subjectOf(given), actorOf(given)];
  if (request.requestedType === ID_JAG) return vouch(given);
  const scope = scopeOf(given);
  if ("refused" in scope) return scope;
  const other = refuseOtherApi(given.details, request.target, scope, given.catalogue);
  if (other !== undefined) return other;
  const wantsJwt = request.requestedType === JWT;
  if (wantsJwt && scope.api?.tokens !== "jwt")
    return refuse("request/token-type-unsupported", {
      parameter: "requested_token_type",
      sent: JWT,
      offered: [ACCESS_TOKEN],
    });
  return granted(given, scope, {
    kind: "exchange",
    source: "exchange",
    subject: subject.subject,
    grantId: subject.grantId,
    personal: subject.personal,
    authTime: subject.authTime,
    act: actor === undefined ? subject.act : actsFor(actor.subject, actor.act ?? subject.act),
    ...(actor?.personal === true && { userActs: true }),
    until: subject.expiresAt,
    issued: wantsJwt ? JWT : ACCESS_TOKEN,
  });
}

/** An identity assertion for a server that the policy of the client names, with scopes of that one. */
function vouch(given: ExchangeCase): TokenGranted | Refusal {
  const { audience = "", resource, scope } = given.request;
  const client = authenticated(given.client);
  const { subject, authTime, personal } = subjectOf(given);
  const notAllowed = (because: string, detail: string): Refusal =>
    refuse("request/exchange-not-allowed", { clientId: client.id, because, detail });
  const policy = client.tokenExchange?.identityAssertions?.find((one) => one.audience === audience);
  if (policy === undefined) return notAllowed("audience", audience);
  if (!personal) return notAllowed("no-user", subject);
  const words = scope?.split(" ") ?? policy.scopes;
  const beyond = words.find((word) => !policy.scopes.includes(word));
  if (beyond !== undefined) return notAllowed("scope", beyond);
  return {
    client,
    scope: { scopes: [...new Set(words)], deprecated: [], api: undefined },
    effect: { kind: "vouch", subject, authTime, audience, clientId: policy.clientId, resource },
    idToken: false,
  };
}

/** Who acts now, and for whom that one acted before (RFC 8693 4.1). */
const actsFor = (sub: string, act: Actor | undefined): Actor => ({ sub, ...(act !== undefined && { act }) });

/** What is left: scopes of the token, and those that the client may add, as far as it is allowed them. */
function scopeOf(given: ExchangeCase): ScopeGranted | Refusal {
  const { request, catalogue, now } = given;
  const client = authenticated(given.client);
  const { scopes } = subjectOf(given);
  const offered = [...scopes, ...(client.tokenExchange?.adds ?? [])];
  const { scope: sent, target } = request;
  return offeredScope({ sent, target, offered, usual: scopes, client, catalogue }, now);
}

/** A live token of the client in the place of each that can't be exchanged. */
function freshTokens(facts: ExchangeFacts | undefined, { client, now, values }: Supposing) {
  if (client === undefined) return undefined;
  const { id: clientId, scopes } = client;
  const fresh = { is: "found", clientId, subject: clientId, scopes, personal: false, expiresAt: now + 60_000 } as const;
  const kept = (token: BroughtToken | undefined): BroughtToken => (token?.is === "found" ? token : fresh);
  const subject = kept(facts?.subject);
  return {
    facts: { subject, ...(values.has("actor_token") && { actor: kept(facts?.actor) }) },
    sent: { subject_token: "*".repeat(71), subject_token_type: ACCESS_TOKEN },
  };
}
