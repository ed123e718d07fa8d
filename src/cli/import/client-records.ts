/** What another Candor knows of an application beside its settings: how it registered itself, and how old its secrets are. */
import type { ClientRecord } from "../../exporting/lines.ts";
import type { ImportPlan } from "../../importing/plan.ts";
import type { SelfRegistration, StoredApplication } from "../../ports/registered.ts";

/** By the ids of the applications. */
export type ClientRecords = Map<string, ClientRecord>;

/** The plan, with what is known of those that it adds. */
export const withRecords = (plan: ImportPlan, records: ClientRecords): ImportPlan => ({
  ...plan,
  changes: plan.changes.map((change) => {
    const record = change.kind === "application" ? records.get(change.id) : undefined;
    if (record === undefined || change.content === undefined) return change;
    return { ...change, content: withRecord(change.content as StoredApplication, record) };
  }),
});

function withRecord(stored: StoredApplication, { registration, secrets = [] }: ClientRecord): StoredApplication {
  const isOfEach = secrets.length === stored.secrets.length;
  return {
    ...stored,
    ...(registration !== undefined && { registration: registration as unknown as SelfRegistration }),
    secrets: stored.secrets.map((secret, i) => {
      const { id, label, createdAt, guessable, cameAs } = (isOfEach ? secrets[i] : undefined) ?? secret;
      return { ...secret, id, label, createdAt, cameAs, guessable: guessable === true || secret.guessable };
    }),
  };
}
