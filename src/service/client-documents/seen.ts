/** Documents of clients that this process has read or tried to read: the last of each, within bounds, for operators. */
import type { SeenDocument } from "../../ports/registry.ts";
import type { DocumentFault } from "../../protocol/client-document.ts";

/** Of those that were read, and of the others: nobody pushes the first ones out with URLs that are none. */
const MOST = 500;

export interface SeenDocuments {
  readonly note: (one: SeenDocument) => void;
  /** The newest first. */
  readonly list: () => readonly SeenDocument[];
}

export function seenDocuments(): SeenDocuments {
  const [read, others] = [new Map<string, SeenDocument>(), new Map<string, SeenDocument>()];
  return {
    note(one) {
      for (const all of [read, others]) all.delete(one.id);
      const all = one.fault === undefined ? read : others;
      if (all.size >= MOST) all.delete(all.keys().next().value ?? "");
      all.set(one.id, one);
    },
    list: () => [...read.values(), ...others.values()].sort((a, b) => b.readAt - a.readAt),
  };
}

/** Whether a URL that can't be that of a document was sent: anybody can send any number of those. */
export const isWorthNoting = (fault: DocumentFault | undefined): boolean => fault?.is !== "id";
