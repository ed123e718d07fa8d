/** What was changed just before the refusals of a group began. */
import type { RefusalGroup } from "../../ports/refusal-views.ts";
import type { Deps } from "../deps.ts";
import { changedBefore } from "./changed-before.ts";

/** A change, without what was changed to what: a list of groups is no list of settings. */
export interface GroupChange {
  readonly at: number;
  readonly action: string;
  readonly target: { readonly kind: string; readonly id: string };
  /** The members that differ; none if it was added or removed. */
  readonly members: readonly string[];
  /** The request or approval behind it. */
  readonly why: string | undefined;
}

/** Changes in the hour before the group began, the latest first. */
export async function groupChanges(
  deps: Pick<Deps, "registry" | "storage">,
  { code, clientId, since }: RefusalGroup,
): Promise<readonly GroupChange[]> {
  const client = clientId === undefined ? undefined : (await deps.registry.client(clientId))?.client;
  const [first] = await deps.storage.refusals.list({ clientId: clientId ?? "", code, to: since + 1, limit: 1 });
  const found = await changedBefore(deps.storage.audit, { clientId, client, scopes: scopesIn(first?.record), since });
  return found.map(({ at, action, target, before, after, why }) => ({
    ...{ at, action, target, why },
    members: before === undefined || after === undefined ? [] : Object.keys({ ...before, ...after }),
  }));
}

/** The scopes that the evidence of a refusal names. */
function scopesIn(record: string | undefined): readonly string[] {
  try {
    const { refusal } = JSON.parse(record ?? "{}") as { refusal?: { evidence?: { words?: unknown } } };
    const words = refusal?.evidence?.words;
    return Array.isArray(words) ? words.map(String) : [];
  } catch {
    return [];
  }
}
