/** One refusal in one line of a terminal. */
import type { ListedRefusal } from "../ports/journal.ts";
import { reasonOf } from "../reasons/index.ts";
import { shorten, visible } from "../render/characters.ts";

/** Without a terminal, as wide as a log can take. */
const WIDTH = 200;

/** Time (UTC), reference, reason, client, what it says; cut at the width. What a requester typed moves no cursor. */
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
