/** The life of a grant up to a refusal, from what the journal kept. */
import type { SequenceStep } from "../../../pages/console/refusals/sequence.tsx";
import type { JournalEntry } from "../../../ports/journal.ts";
import type { Grant } from "../../../protocol/grant.ts";
import type { TokenOccasion } from "../../../protocol/token/facts.ts";
import { reasonOf } from "../../../reasons/index.ts";

/** What happened, in its order. The last step is the refusal. */
export function lifeOf({ on, at, refusal, endpoint }: JournalEntry): readonly SequenceStep[] {
  const title = reasonOf(refusal.refused).title;
  const last: SequenceStep = { at, from: "server", to: "application", says: `Refused: ${title}`, state: "refused" };
  if (on?.decision === "token") {
    const grant = grantIn(on);
    return [...(grant === undefined ? [] : grantSteps(grant, at)), tokenRequest(on, at), last];
  }
  if (on?.decision === "authorization") {
    const signedIn = on.person?.authTime;
    return [
      { at: undefined, from: "application", to: "user", says: "Sends the user to sign in" },
      ...(signedIn === undefined ? [] : [{ at: signedIn, from: "user", to: "server", says: "Signed in" } as const]),
      { at, from: "user", to: "server", says: "Authorization request" },
      { ...last, to: "user" },
    ];
  }
  if (on?.decision === "bearer")
    return [{ at, from: "application", to: "server", says: "Call with an access token" }, last];
  if (on?.decision === "sign-in" || on?.decision === "consent" || on?.decision === "sign-out")
    return [
      { at, from: "user", to: "server", says: `Request to ${endpoint}` },
      { ...last, to: "user" },
    ];
  return [{ at, from: "application", to: "server", says: `Request to ${endpoint}` }, last];
}

/** The grant that a token request is about, if it was loaded. */
function grantIn({ facts = {} }: TokenOccasion): Grant | undefined {
  for (const one of Object.values(facts)) {
    const { code, token } = (one ?? {}) as { readonly code?: unknown; readonly token?: unknown };
    const found = (code ?? token) as { readonly is?: string; readonly grant?: Grant } | undefined;
    if (found?.is === "found") return found.grant;
  }
  return undefined;
}

function tokenRequest({ received: { body } }: TokenOccasion, at: number): SequenceStep {
  const type = "refused" in body ? undefined : body.values.get("grant_type");
  return {
    at,
    from: "application",
    to: "server",
    says: type === undefined ? "Token request" : `Token request: ${type}`,
  };
}

function* stepsOf({ createdAt, authTime, source, refresh, revokedAt, revokedBecause }: Grant): Generator<SequenceStep> {
  if (authTime !== undefined) yield { at: authTime, from: "user", to: "server", says: "Signed in" };
  yield {
    at: createdAt,
    from: "server",
    to: "application",
    says: source.kind === "code" ? "Code issued" : "Grant made",
  };
  if (source.kind === "code" && source.redeemedAt !== undefined)
    yield { at: source.redeemedAt, from: "application", to: "server", says: "Code redeemed" };
  if (source.kind === "code" && source.redeemedAt === undefined)
    yield { at: source.expiresAt, from: "server", to: "server", says: "Code expires", state: "warned" };
  if (refresh !== undefined && refresh.startedAt !== refresh.rotatedAt)
    yield {
      at: refresh.rotatedAt,
      from: "server",
      to: "application",
      says: `Refresh token replaced, generation ${refresh.generation}`,
    };
  if (revokedAt !== undefined)
    yield {
      at: revokedAt,
      from: "server",
      to: "server",
      says: `Grant revoked: ${revokedBecause ?? "unknown reason"}`,
      state: "warned",
    };
}

/** What had happened by then. */
const grantSteps = (grant: Grant, now: number): readonly SequenceStep[] =>
  [...stepsOf(grant)].filter(({ at = 0 }) => at <= now).sort((a, b) => (a.at ?? 0) - (b.at ?? 0));
