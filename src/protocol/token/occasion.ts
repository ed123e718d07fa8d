/**
 * Everything that the decision about one token request uses, from the first check to the last, so that it can be decided again.
 */
import type { Refusal } from "../../reasons/index.ts";
import { rfc } from "../../specs.ts";
import type { GrantType } from "../client.ts";
import type { ClientFacts } from "../client-authentication/checks.ts";
import { type Decision, type Stage, stage } from "../decision.ts";
import type { Posted } from "../post.ts";
import type { Received } from "../received.ts";
import type { Catalogue } from "../scope/catalogue.ts";
import type { Settings } from "../settings.ts";
import { type CodeCase, codeChecks } from "./code-checks.ts";
import {
  type GrantTypeCase,
  grantForClientCredentials,
  grantForCode,
  grantForRefresh,
  grantTypeChecks,
  type TokenGranted,
} from "./decide.ts";
import type { CodeFacts, RefreshFacts } from "./facts.ts";
import { type RefreshCase, refreshChecks } from "./refresh-checks.ts";
import { tokenRequestChecks, tokenRequestOf } from "./request.ts";

export interface TokenOccasion {
  readonly decision: "token";
  readonly received: Received;
  /** Facts that the decision did not load are undefined. */
  readonly client?: ClientFacts | undefined;
  readonly code?: CodeFacts | undefined;
  readonly refresh?: RefreshFacts | undefined;
  readonly catalogue: Catalogue;
  readonly settings: Settings;
  readonly now: number;
}

const requested = stage<TokenOccasion, Posted>(tokenRequestChecks, (on) => on);

const byClient = stage<TokenOccasion, GrantTypeCase>(
  grantTypeChecks,
  ({ client, catalogue, received }) => client && { client, catalogue, request: tokenRequestOf(received) },
  "client",
);

/** The stages of each grant type. */
const STAGES: ReadonlyMap<string, readonly Stage<TokenOccasion>[]> = new Map<
  GrantType,
  readonly Stage<TokenOccasion>[]
>([
  ["authorization_code", [requested, byClient, stage(codeChecks, codeCase, "credential")]],
  ["refresh_token", [requested, byClient, stage(refreshChecks, refreshCase, "credential")]],
  ["client_credentials", [requested, byClient]],
]);

/** Those of a request that names no grant type, or none of these. */
const OF_NONE = [requested, byClient];

/** How a token request is decided (RFC 6749 3.2). */
export const tokenDecision: Decision<TokenOccasion, TokenGranted> = {
  stages: ({ received: { body } }) =>
    STAGES.get(("refused" in body ? undefined : body.values.get("grant_type")) ?? "") ?? OF_NONE,
  concludes: {
    asks: "Is the scope one that the client may have, and does it belong to the resource?",
    cites: rfc(6749, "3.3"),
  },
  grant: grantTokens,
  words: ({ scope: { scopes } }) =>
    scopes.length === 0 ? "an access token" : `an access token for ${scopes.join(" ")}`,
};

function codeCase({ received, client, code, catalogue, now }: TokenOccasion): CodeCase | undefined {
  const request = tokenRequestOf(received);
  if (client === undefined || code === undefined || request.grantType !== "authorization_code") return undefined;
  return { ...code, client, catalogue, request, now };
}

function refreshCase({ received, client, refresh, catalogue, settings, now }: TokenOccasion): RefreshCase | undefined {
  const request = tokenRequestOf(received);
  if (client === undefined || refresh === undefined || request.grantType !== "refresh_token") return undefined;
  return { ...refresh, client, catalogue, request, settings, now };
}

function grantTokens(on: TokenOccasion): TokenGranted | Refusal {
  const code = codeCase(on);
  if (code !== undefined) return grantForCode(code);
  const refresh = refreshCase(on);
  if (refresh !== undefined) return grantForRefresh(refresh);
  const request = tokenRequestOf(on.received);
  const { client, catalogue, settings, now } = on;
  if (client === undefined || request.grantType !== "client_credentials") throw new Error("The facts are not loaded.");
  return grantForClientCredentials({ request, client, catalogue, settings, now });
}
