/** What became of a grant, as far as users and operators see it. */
import type { ListedGrant } from "../../ports/holdings.ts";
import type { KnownUser } from "../../ports/hooks.ts";
import type { Client } from "../../protocol/client.ts";
import { type Grant, hasCode } from "../../protocol/grant.ts";
import type { Deps } from "../deps.ts";
import { hasEnded } from "../ended.ts";
import { findUser } from "../hooks/users.ts";

export interface GrantView {
  readonly grant: Grant;
  /** The application; none if it was removed. */
  readonly client: Client | undefined;
  /** `waiting`: its code wasn't redeemed yet. */
  readonly state: "live" | "waiting" | "ended";
  /** When the application got its last token, or, before that, when the grant began. */
  readonly lastTokenAt: number;
  readonly ended?: { readonly at: number | undefined; readonly because: string } | undefined;
}

/** Loads what each grant depends on. `now` in milliseconds. */
export async function viewGrants(
  deps: Pick<Deps, "storage" | "hooks" | "registry">,
  listed: readonly ListedGrant[],
  now: number,
): Promise<readonly GrantView[]> {
  const users = new Map<string, KnownUser | undefined>();
  for (const { grant } of listed)
    if (!users.has(grant.subject)) users.set(grant.subject, await findUser(deps, grant.subject));
  return Promise.all(
    listed.map(async (one) => {
      const client = (await deps.registry.client(one.grant.clientId))?.client;
      return viewOf(one, client, users.get(one.grant.subject), now);
    }),
  );
}

function viewOf(
  { grant, forgetAfter }: ListedGrant,
  client: Client | undefined,
  user: KnownUser | undefined,
  now: number,
): GrantView {
  const code = hasCode(grant) ? grant.source : undefined;
  const lastTokenAt = Math.max(grant.createdAt, code?.redeemedAt ?? 0, grant.refresh?.rotatedAt ?? 0);
  const ended = endOf(grant, client, user);
  if (ended !== undefined) return { grant, client, state: "ended", lastTokenAt, ended };
  const isWaiting = code !== undefined && code.redeemedAt === undefined;
  const end = isWaiting ? code.expiresAt : forgetAfter;
  if (end <= now) {
    const because = isWaiting ? "its code expired" : "all of its tokens have expired";
    return { grant, client, state: "ended", lastTokenAt, ended: { at: end, because } };
  }
  return { grant, client, state: isWaiting ? "waiting" : "live", lastTokenAt };
}

function endOf(grant: Grant, client: Client | undefined, user: KnownUser | undefined): GrantView["ended"] {
  const { revokedAt, revokedBecause = "" } = grant;
  if (revokedAt !== undefined) return { at: revokedAt, because: revokedBecause };
  if (user === undefined) return { at: undefined, because: "the user was removed" };
  if (user.disabled) return { at: user.ended?.at, because: "the user was disabled" };
  if (hasEnded(user, grant.id)) return { at: user.ended?.at, because: "the user's sessions and grants were ended" };
  if (client === undefined) return { at: undefined, because: "the application was removed" };
  return client.disabled ? { at: undefined, because: "the application is disabled" } : undefined;
}
