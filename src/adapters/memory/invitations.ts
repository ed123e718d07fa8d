/** One-time links, in memory. */
import type { AuditEntry } from "../../ports/audit.ts";
import type { Invitation, InvitationStore } from "../../ports/storage.ts";
import type { MemoryPeople } from "./people.ts";
import type { MemoryRegistrations } from "./registrations.ts";

export function memoryInvitations(
  invitations: Map<number, Invitation>,
  people: MemoryPeople,
  { conflictIn, change }: Pick<MemoryRegistrations, "conflictIn" | "change">,
  append: (entry: AuditEntry) => void,
): InvitationStore {
  return {
    async insert(invitation, entry) {
      if (invitations.has(invitation.id)) throw new Error(`The id ${invitation.id} is in use.`);
      invitations.set(invitation.id, invitation);
      if (entry !== undefined) append(entry);
    },
    find: async (id) => invitations.get(id),
    list: async ({ team, before = Number.MAX_VALUE, limit, now }) =>
      [...invitations.values()]
        .filter(({ to }) => to !== undefined && (team === undefined || to.team === team))
        .filter(({ id, usedAt, expiresAt }) => id < before && usedAt === undefined && expiresAt > now)
        .sort((a, b) => b.id - a.id)
        .slice(0, limit),
    async remove(id, entry) {
      if (invitations.get(id)?.usedAt !== undefined || !invitations.delete(id)) return false;
      if (entry !== undefined) append(entry);
      return true;
    },
    async accept(id, at, { account, entry, along }) {
      const invitation = invitations.get(id);
      if (invitation === undefined || invitation.usedAt !== undefined || invitation.expiresAt <= at) return "used";
      if (invitation.to === undefined && account?.role === "operator" && people.hasOperator()) return "used";
      if (along !== undefined && conflictIn(along.changes) !== undefined) return "conflict";
      if (account !== undefined && !people.insert(account)) return "taken";
      if (entry !== undefined) append(entry);
      if (along !== undefined) change(along.changes, along.entry);
      invitations.set(id, { ...invitation, usedAt: at });
      return "accepted";
    },
  };
}
