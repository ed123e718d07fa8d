/** Makes the index of what messages need. */
import { KEY, PARTS } from "./letters.ts";
import type { Index } from "./lookup.ts";
import { needsOf } from "./needs.ts";
import type { PackedMessage } from "./packed.ts";

/** Both the wording and the error must occur, so the one that is found less often will do. */
export function needsOfMessage([, , , , says, error]: PackedMessage): readonly string[] {
  const said = says ? needsOf(says) : [];
  const named = error ? [error].flat().map((one) => one.toLowerCase()) : [];
  return said.length > 0 || named.some((one) => one.length < KEY) ? said : named;
}

/** `needs`: of each message, in the order of their numbers. */
export function indexOf(needs: readonly (readonly string[])[]): Index {
  const byNeed = new Map<string, number[]>();
  for (const [number, all] of needs.entries())
    for (const need of all.length === 0 ? [""] : all) byNeed.set(need, [...(byNeed.get(need) ?? []), number]);
  const counts = new Map<string, number>();
  for (const key of [...byNeed.keys()].flatMap(keysIn)) counts.set(key, (counts.get(key) ?? 0) + 1);
  const lines = new Map<string, string[]>();
  for (const [need, numbers] of byNeed) {
    const [key = ""] = keysIn(need).sort((a, b) => (counts.get(a) ?? 0) - (counts.get(b) ?? 0));
    lines.set(key, [...(lines.get(key) ?? []), `${numbers} ${need}`]);
  }
  return Object.fromEntries([...lines].map(([key, entries]) => [key, entries.join("\t")]));
}

/** All neighbors within its parts, each once. */
const keysIn = (need: string): string[] => [
  ...new Set(
    need
      .split(PARTS)
      .flatMap((part) =>
        Array.from({ length: Math.max(0, part.length - KEY + 1) }, (_, at) => part.slice(at, at + KEY)),
      ),
  ),
];
