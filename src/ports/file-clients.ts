/** Since when an id of the configuration file belongs to its application: by what the last start knew. */

import type { FileChange } from "./registrations.ts";

/** What differs from the last start; `undefined` if nothing does. `before`: none at the first one. */
export function fileChange(
  before: ReadonlyMap<string, number> | undefined,
  ids: readonly string[],
): FileChange | undefined {
  const now = new Set(ids);
  const added = ids.filter((id) => before?.has(id) !== true);
  const removed = [...(before?.keys() ?? [])].filter((id) => !now.has(id));
  return added.length + removed.length === 0 ? undefined : { added, removed };
}

/**
 * Since when each id belongs to it, and the ids that the last start didn't know: whoever had them before was another application. `before` is
 * what the last start has kept; before the first one, nothing is known, so nothing is ended.
 */
export function sinceIn(
  before: ReadonlyMap<string, number> | undefined,
  ids: readonly string[],
  at: number,
): readonly [since: ReadonlyMap<string, number>, taken: readonly string[]] {
  if (before === undefined) return [new Map(ids.map((id) => [id, 0])), []];
  return [new Map(ids.map((id) => [id, before.get(id) ?? at])), ids.filter((id) => !before.has(id))];
}
