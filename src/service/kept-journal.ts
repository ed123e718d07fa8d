/** The journal for a reader who doesn't run the server. It uses only what the journal has kept. */
import type { ListedRefusal } from "../ports/journal.ts";
import type { RefusalViews } from "../ports/refusal-views.ts";
import type { RefusalFilter, RefusalReader } from "../ports/storage.ts";
import type { Explanation } from "../reasons/explain.ts";
import { explain } from "./explanations.ts";
import { entryOf, listedOf } from "./kept-refusals.ts";

export interface KeptJournal extends RefusalViews {
  /** The newest first. */
  list(filter: RefusalFilter): Promise<readonly ListedRefusal[]>;
  /** As the operator sees it; `undefined` if there is no such refusal, or none that this version knows. */
  explain(ref: string): Promise<Explanation | undefined>;
  /** The issuer at the time of that refusal. */
  issuerAt(ref: string): Promise<string>;
}

export function keptJournal(reader: RefusalReader): KeptJournal {
  const read = async (ref: string) => {
    const found = await reader.find(ref);
    return found && entryOf(found);
  };
  return {
    list: async (filter) => (await reader.list(filter)).flatMap((kept) => listedOf(kept) ?? []),
    async explain(ref) {
      const entry = await read(ref);
      return entry && explain(entry, entry, "operator");
    },
    counts: (by) => reader.counts(by),
    groups: (by) => reader.groups(by),
    issuerAt: async (ref) => (await read(ref))?.issuer ?? "",
  };
}
