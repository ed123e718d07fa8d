/** Everything that one token request is decided by, from the first check to the last, so that it can be decided again. */
import { isRefusal, type Refusal } from "../../reasons/index.ts";
import { rfc } from "../../specs.ts";
import type { ClientFacts } from "../client-authentication/checks.ts";
import { type Check, type Stage, stage } from "../decision.ts";
import type { Received } from "../received.ts";
import type { Catalogue } from "../scope/catalogue.ts";
import type { ScopeGranted } from "../scope/resolve.ts";
import type { Settings } from "../settings.ts";
import { codeChecks } from "./code-checks.ts";
import { decideClientCredentials, decideCode, decideRefresh, grantTypeChecks, type TokenGranted } from "./decide.ts";
import type { CodeFacts, RefreshFacts } from "./facts.ts";
import { refreshChecks } from "./refresh-checks.ts";
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

const scopeCheck: Check<() => TokenGranted | Refusal> = {
  asks: "Is the scope one that the client may have, and does it belong to the resource?",
  cites: rfc(6749, "3.3"),
  run: (decide) => {
    const outcome = decide();
    return isRefusal(outcome) ? outcome : undefined;
  },
};

/** The checks of a token request, in order. */
export function tokenStages(on: TokenOccasion): readonly Stage[] {
  const { received, client, catalogue } = on;
  const { body } = received;
  const first = [
    stage(tokenRequestChecks, () => ({ received })),
    stage(grantTypeChecks, () => client && { client, catalogue, request: tokenRequestOf(received) }),
  ];
  const scope = stage([scopeCheck], () => (client === undefined ? undefined : () => decideTokenRequest(on)));
  switch ("refused" in body ? undefined : body.values.get("grant_type")) {
    case "authorization_code":
      return [...first, stage(codeChecks, () => codeCase(on)), scope];
    case "refresh_token":
      return [...first, stage(refreshChecks, () => refreshCase(on)), scope];
    default:
      return [...first, scope];
  }
}

function codeCase({ received, client, code, catalogue, now }: TokenOccasion) {
  const request = tokenRequestOf(received);
  if (client === undefined || code === undefined || request.grantType !== "authorization_code") return undefined;
  return { ...code, client, catalogue, request, now };
}

function refreshCase({ received, client, refresh, catalogue, settings, now }: TokenOccasion) {
  const request = tokenRequestOf(received);
  if (client === undefined || refresh === undefined || request.grantType !== "refresh_token") return undefined;
  return { ...refresh, client, catalogue, request, settings, now };
}

/** Decides a token request whose client has passed its checks. */
export function decideTokenRequest(on: TokenOccasion): TokenGranted | Refusal {
  const request = tokenRequestOf(on.received);
  const { client, catalogue, settings, now } = on;
  const code = codeCase(on);
  if (code !== undefined) return decideCode(code);
  const refresh = refreshCase(on);
  if (refresh !== undefined) return decideRefresh(refresh);
  if (client === undefined || request.grantType !== "client_credentials") throw new Error("The facts are not loaded.");
  return decideClientCredentials({ request, client, catalogue, settings, now });
}

/** What was granted, in words. */
export function tokenGranted(on: TokenOccasion): string {
  const outcome = decideTokenRequest(on);
  return isRefusal(outcome) ? "" : describeScope(outcome.scope);
}

function describeScope({ scopes }: ScopeGranted): string {
  return scopes.length === 0 ? "an access token" : `an access token for ${scopes.join(" ")}`;
}
