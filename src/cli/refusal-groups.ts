/** Groups of refusals on a terminal, as sentences. */
import type { RefusalGroup } from "../ports/refusal-views.ts";
import { isCode, reasonOf } from "../reasons/index.ts";
import { shorten, visible } from "../render/characters.ts";

/** The width without a terminal: what a log can hold. */
const WIDTH = 200;

const iso = (time: number): string => new Date(time).toISOString();
const minute = (time: number): string => iso(time).slice(0, 16).replace("T", " ");
const times = (count: number): string => (count === 1 ? "once" : `${count} times`);

/** How often, what, to which client, since when. Times are in UTC. */
export function groupLine(
  { code, clientId, total, since, lastAt, networks }: RefusalGroup,
  { colour, width = WIDTH }: { readonly colour: boolean; readonly width?: number | undefined },
): string {
  const often = times(total).padStart(12);
  const from = networks > 1 ? `, from ${networks} networks` : "";
  const when = since === lastAt ? `at ${minute(since)}` : `since ${minute(since)}, last at ${minute(lastAt)}`;
  const title = isCode(code) ? reasonOf(code).title : "";
  const rest = `  ${clientId === undefined ? "no client" : visible(clientId)}  ${when}${from}  ${title}`;
  const shown = shorten(rest, Math.max(20, width - often.length - code.length - 2));
  return `${often}  ${colour ? `\u001b[1;31m${code}\u001b[0m` : code}${shown}`;
}

/** The same for programs. */
export const groupObject = ({ code, clientId, total, since, lastAt, firstAt, before, networks }: RefusalGroup) => ({
  code,
  ...(clientId !== undefined && { client_id: clientId }),
  ...{ count: total, since: iso(since), last: iso(lastAt), first: iso(firstAt) },
  ...(before !== undefined && { before: iso(before) }),
  networks,
});
