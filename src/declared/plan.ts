/** What must change so that the registry says what a file says. Pure: the same input always gives the same plan. */
import type { ConfigurationFault } from "../configuration/fault.ts";
import { consequencesOf } from "./consequences.ts";
import { differencesBetween } from "./differences.ts";
import { type Item, keyOf, type PlannedChange, stateAfter } from "./items.ts";

/** Something that a file registers, and where in the file. */
export interface WantedItem extends Pick<Item, "kind" | "id" | "content"> {
  /** `clients[0]`. */
  readonly key: string;
}

export interface Wanted {
  /** The owner of what is applied. */
  readonly file: string;
  readonly items: readonly WantedItem[];
}

export interface Plan {
  readonly file: string;
  readonly changes: readonly PlannedChange[];
  /** What another file owns and would be changed. With any, nothing may be carried out. */
  readonly faults: readonly ConfigurationFault[];
  /** What the file registered before and no longer has. It is kept without `prune`. */
  readonly left: readonly Pick<Item, "kind" | "id">[];
}

export interface PlanOptions {
  /** Removes what the same file registered before and no longer has. */
  readonly prune?: boolean | undefined;
  /** Makes the file the owner of everything in it, whoever owned it before. */
  readonly adopt?: boolean | undefined;
}

/** The plan. What is registered as the file says stays untouched, and with its owner. */
export function planOf(current: readonly Item[], { file, items }: Wanted, options: PlanOptions = {}): Plan {
  const { prune = false, adopt = false } = options;
  const now = new Map(current.map((item) => [keyOf(item), item]));
  const listed = new Set(items.map(keyOf));
  const left = current.filter((item) => item.content.ownedBy?.file === file && !listed.has(keyOf(item)));
  const changes: Omit<PlannedChange, "consequences">[] = [];
  const faults: ConfigurationFault[] = [];
  for (const { kind, id, content, key } of items) {
    const before = now.get(keyOf({ kind, id }));
    const owner = before?.content.ownedBy?.file;
    const differences = differencesBetween(kind, before?.content, content);
    if (differences.length === 0 && before !== undefined && (!adopt || owner === file)) continue;
    if (owner !== undefined && owner !== file && !adopt) faults.push(ownedElsewhere(key, id, owner));
    const does = before === undefined ? "add" : "change";
    const owned = owner === file ? [] : [{ member: "ownedBy", before: owner, after: file }];
    const all = before === undefined ? differences : [...differences, ...owned];
    changes.push({
      does,
      kind,
      id,
      from: before?.version ?? 0,
      content: { ...content, ownedBy: { file } },
      differences: all,
    });
  }
  for (const { kind, id, version, content } of prune ? left : [])
    changes.push({
      does: "remove",
      kind,
      id,
      from: version,
      content: undefined,
      differences: differencesBetween(kind, content, undefined),
    });
  const after = stateAfter(current, changes);
  return {
    file,
    changes: changes.map((change) => ({ ...change, consequences: consequencesOf(change, after) })),
    faults,
    left: prune ? [] : left.map(({ kind, id }) => ({ kind, id })),
  };
}

function ownedElsewhere(key: string, id: string, owner: string): ConfigurationFault {
  return {
    key,
    is: `${JSON.stringify(id)}, which ${JSON.stringify(owner)} owns and registers differently`,
    expected: "something that no other file owns. Change it in that file, or make this file the owner with --adopt",
  };
}
