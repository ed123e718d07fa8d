/** What the audit log says about changes that come with a start of the server. */
import { AT_START, type AuditEntry } from "../ports/audit.ts";
import type { FileChange } from "../ports/registrations.ts";

/** Ids that one entry names. A file may register thousands. */
const NAMED = 100;

const started = (at: number, action: string, target: AuditEntry["target"]): Omit<AuditEntry, "before" | "after"> => ({
  ...{ at, actor: AT_START, action, target },
});

const named = (ids: readonly string[]): object =>
  ids.length > NAMED ? { applications: ids.slice(0, NAMED), count: ids.length } : { applications: ids };

/** The configuration file registers other applications than at the last start. */
export const fileEntry =
  (at: number) =>
  ({ added, removed }: FileChange): AuditEntry => ({
    ...started(at, "registry/file", { kind: "registry", id: "configuration" }),
    ...(removed.length > 0 && { before: { ...named(removed) } }),
    ...(added.length > 0 && { after: { ...named(added) } }),
    why: "The configuration file registers other applications than at the last start",
  });

/** The data is served as another issuer. */
export const issuerEntry =
  (at: number, issuer: string) =>
  (before: string): AuditEntry => ({
    ...started(at, "server/issuer", { kind: "server", id: "issuer" }),
    before: { issuer: before },
    after: { issuer },
    why: "The configuration says so",
  });

/** A database that seems to lack its latest commits is used nevertheless. */
export const incompleteEntry = (at: number): AuditEntry => ({
  ...started(at, "database/accept", { kind: "database", id: "candor" }),
  why: "The latest commits seem to be missing, and an operator exists",
});
