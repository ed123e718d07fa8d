/** One refusal on one line of a terminal. */
import type { ListedRefusal } from "../ports/journal.ts";
import { reasonOf } from "../reasons/index.ts";
import { shorten, visible } from "../render/characters.ts";

/** The width without a terminal: what a log can hold. */
const WIDTH = 200;

/** Time (UTC), reference, reason, client and description, cut to the width. A requester's text can't move the cursor. */
export function toLine(
  { ref, at, refusal, clientId, more }: ListedRefusal,
  { colour, width = WIDTH }: { readonly colour: boolean; readonly width?: number | undefined },
): string {
  const time = new Date(at).toISOString().slice(0, 19).replace("T", " ");
  const says = visible(reasonOf(refusal.refused).says(refusal.evidence as never));
  const counted = more > 0 ? ` (+${more})` : "";
  const head = `${time}  ${ref}  `;
  const rest = `  ${clientId ?? "-"}${counted}  ${says}`;
  const room = Math.max(20, width - head.length - refusal.refused.length);
  const code = colour ? `\u001b[1;31m${refusal.refused}\u001b[0m` : refusal.refused;
  return `${head}${code}${shorten(rest, room)}`;
}
