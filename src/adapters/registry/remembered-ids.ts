/** Which texts are ids of clients, remembered for one version of a registry: what refused requests send comes again and again. */
import type { SecretIndex } from "../../ports/registry.ts";

/** How many texts are remembered. Longer ones aren't, so that senders can't fill the memory. */
const REMEMBERED = 1_000;
const LONGEST = 256;

export function rememberedIds(
  ask: (texts: readonly string[]) => Promise<ReadonlySet<string>>,
): SecretIndex["clientsAmong"] {
  let known = new Map<string, boolean>();
  return (texts) => {
    const missing = [...new Set(texts)].filter((text) => !known.has(text));
    const before = known;
    const ids = texts.filter((text) => before.get(text) === true);
    if (missing.length === 0) return new Set(ids);
    return ask(missing).then((found) => {
      if (known.size + missing.length > REMEMBERED) known = new Map();
      for (const text of missing.slice(0, REMEMBERED)) if (text.length <= LONGEST) known.set(text, found.has(text));
      return new Set([...ids, ...found]);
    });
  };
}
