/** What is registered, and what changes of it. */
import type { Contents } from "../ports/registered.ts";
import type { DeclaredKind } from "../ports/registrations.ts";
import type { Difference } from "./differences.ts";

/** Something that is registered. */
export interface Item {
  readonly kind: DeclaredKind;
  readonly id: string;
  readonly content: Contents[DeclaredKind];
  /** The version of the registry that put it in force. */
  readonly version: number;
}

export interface PlannedChange {
  readonly does: "add" | "change" | "remove";
  readonly kind: DeclaredKind;
  readonly id: string;
  /** The version that it is made from; 0 for what isn't registered yet. */
  readonly from: number;
  /** With its owner. `undefined` removes it. */
  readonly content: Contents[DeclaredKind] | undefined;
  readonly differences: readonly Difference[];
  readonly consequences: readonly string[];
}

export const keyOf = ({ kind, id }: Pick<Item, "kind" | "id">): string => JSON.stringify([kind, id]);

/** The registry once the changes are carried out. */
export function stateAfter(
  current: readonly Item[],
  changes: readonly Pick<PlannedChange, "kind" | "id" | "content">[],
): readonly Pick<Item, "kind" | "id" | "content">[] {
  const items = new Map<string, Pick<Item, "kind" | "id" | "content">>(current.map((item) => [keyOf(item), item]));
  for (const { kind, id, content } of changes) {
    if (content === undefined) items.delete(keyOf({ kind, id }));
    else items.set(keyOf({ kind, id }), { kind, id, content });
  }
  return [...items.values()];
}
