/** What changed just before refusals of a kind began: the entries of the audit log that may have to do with them. */
import { AT_START, type AuditStore, type KeptAuditEntry } from "../../ports/audit.ts";
import type { Client } from "../../protocol/client.ts";

const HOUR = 3_600_000;
/** Entries that are read, and shown. A bulk import may make thousands in an hour. */
const MOST = { read: 1_000, shown: 5 } as const;

export interface Concerned {
  readonly clientId: string | undefined;
  readonly client: Client | undefined;
  /** Scopes that the refusal names. */
  readonly scopes: readonly string[];
  /** When it began. */
  readonly since: number;
}

/** Changes in the hour before, the latest first: of the application, of its scopes and their APIs, and of the server's keys and settings. */
export async function changedBefore(
  audit: AuditStore,
  { clientId, client, scopes, since }: Concerned,
): Promise<readonly KeptAuditEntry[]> {
  const named = new Set([...scopes, ...(client?.scopes ?? [])]);
  const concerns = ({ target: { kind, id }, actor }: KeptAuditEntry): boolean => {
    // The first keys replace none.
    if (actor.is === AT_START.is && actor.id === AT_START.id) return false;
    if (kind === "scope") return named.has(id);
    return kind !== "team" || client?.team === id;
  };
  const hour = { from: since - HOUR, to: since + 1 };
  const [own, others] = await Promise.all([
    clientId === undefined ? [] : audit.list({ ...hour, id: clientId, kind: "application", limit: MOST.shown }),
    audit.list({ ...hour, kind: ["scope", "team", "api", "key", "settings"], limit: MOST.read }),
  ]);
  const found = [...own, ...others.filter(concerns)];
  return found.sort((a, b) => b.number - a.number).slice(0, MOST.shown);
}
