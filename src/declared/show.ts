/** A plan as a diff on a terminal. */
import { visible } from "../render/characters.ts";
import type { Difference } from "./differences.ts";
import type { PlannedChange } from "./items.ts";
import type { Plan } from "./plan.ts";

const SIGNS = { add: "+", change: "~", remove: "-" } as const;
const COLORS = { add: 32, change: 33, remove: 31 } as const;

/** A line for each addition and removal, a line for each member that changes, and the consequences below. */
export function planText({ changes, left, file }: Plan, colour = false): string {
  const lines = changes.flatMap((change) => {
    const paint = (text: string) => (colour ? `\u001b[${COLORS[change.does]}m${text}\u001b[0m` : text);
    return [
      ...linesOf(change).map((line) => paint(visible(line))),
      ...change.consequences.map((one) => visible(`    ${one}`)),
    ];
  });
  const kept = left.map(({ kind, id }) => `= ${kind} ${id}: no longer in ${file}. To remove it, add --prune.`);
  return [...lines, ...kept.map(visible)].join("\n");
}

function linesOf({ does, kind, id, differences }: PlannedChange): readonly string[] {
  const head = `${SIGNS[does]} ${kind} ${id}`;
  return does === "change" ? differences.map((one) => `${head}: ${differenceText(one)}`) : [head];
}

/** What differs: of a list the entries that are added and removed, of a value before and after. */
export function differenceText({ member, before, after }: Difference): string {
  if (member === "secrets") return "secrets changed";
  if (member === "ownedBy")
    return `owned by ${after} from now on${before === undefined ? "" : `, no longer by ${before}`}`;
  if (Array.isArray(before) && Array.isArray(after)) {
    const parts = [
      ...before.filter((one) => !after.includes(one)).map((one) => `- ${one}`),
      ...after.filter((one) => !before.includes(one)).map((one) => `+ ${one}`),
    ];
    return `${member} ${parts.length === 0 ? "in another order" : parts.join(" ")}`;
  }
  return `${member} ${valueText(before)} → ${valueText(after)}`;
}

const valueText = (value: unknown): string => (value === undefined ? "none" : JSON.stringify(value));
