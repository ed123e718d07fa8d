/** Tells the operator's code of refusals. */
import type { Explanation } from "../reasons/explain.ts";
import type { Shared } from "./deps.ts";

/** Tells a listener of a refusal that is kept. What explains it is loaded with the first one. */
export function teller(
  shared: Omit<Shared, "journal">,
  journal: Pick<Shared["journal"], "find">,
  onRefusal: (explanation: Explanation) => void | Promise<void>,
): (ref: string) => Promise<void> {
  return async (ref) => {
    const entry = await journal.find(ref);
    if (entry === undefined) return;
    const { explain } = await import("./explanations.ts");
    await onRefusal(explain(shared, entry, "operator"));
  };
}
