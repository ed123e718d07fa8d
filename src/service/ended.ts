/** What remains of an account after an operator disables it or sets its password: sessions and grants that don't come back. */
import type { KnownUser } from "../ports/hooks.ts";
import type { Grant } from "../protocol/grant.ts";

/** Whether the session or grant of this id ended together with the user's others. */
export const hasEnded = ({ ended }: Pick<KnownUser, "ended">, id: number): boolean =>
  ended !== undefined && id <= ended.through;

/** A grant, considering its user's account. A disabled account has a reason of its own, which comes first. */
export function asItStands<Of extends Grant>(grant: Of, account: KnownUser | undefined): Of {
  if (account?.ended === undefined || account.disabled || grant.revokedAt !== undefined || !hasEnded(account, grant.id))
    return grant;
  return { ...grant, revokedAt: account.ended.at, revokedBecause: "an operator ended the user's sessions and grants" };
}
