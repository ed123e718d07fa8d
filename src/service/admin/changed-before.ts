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
    if (kind === "application") return id === clientId;
    if (kind === "scope") return named.has(id);
    if (kind === "team") return client?.team === id;
    return kind === "api" || kind === "key" || kind === "settings";
  };
  const entries = await audit.list({ from: since - HOUR, to: since + 1, limit: MOST.read });
  return entries.filter(concerns).slice(0, MOST.shown);
}
