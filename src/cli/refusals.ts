/** Lists refusals from a data directory or a database, follows them, or explains one. */
import { setTimeout as wait } from "node:timers/promises";
import type { ListedRefusal } from "../ports/journal.ts";
import type { RefusalsBy } from "../ports/refusal-views.ts";
import { toJson } from "../render/json.ts";
import { toTerminal } from "../render/terminal.ts";
import { type KeptJournal, keptJournal } from "../service/kept-journal.ts";
import { lineOf } from "../service/kept-refusals.ts";
import { said } from "./data-directory.ts";
import { openRefusals, placeOf } from "./place.ts";
import { groupLine, groupObject } from "./refusal-groups.ts";
import { toLine } from "./refusal-line.ts";

export interface RefusalsOptions {
  readonly config?: string;
  readonly server?: string;
  readonly demo?: boolean;
  readonly data?: string;
  readonly follow?: boolean;
  readonly client?: readonly string[];
  readonly code?: string;
  readonly endpoint?: string;
  readonly network?: string;
  readonly from?: number;
  readonly to?: number;
  readonly groups?: boolean;
  readonly limit: number;
  readonly json?: boolean;
}

/** Which refusals are meant. */
const byOf = ({ client: clientId, code, endpoint, network, from, to }: RefusalsOptions): RefusalsBy => ({
  ...{ clientId, code, endpoint, network, from, to },
});

/** Milliseconds between two checks. */
const PAUSE = 500;
/** A refusal is written a moment after its time, so new ones may be this far back. */
const LATE = 60_000;
/** How many new refusals are read at a time. */
const PORTION = 500;

export async function refusals(ref: string | undefined, options: RefusalsOptions): Promise<void> {
  let close: (() => Promise<void>) | undefined;
  try {
    const reader = await openRefusals(await placeOf(options));
    close = reader.close;
    const journal = keptJournal(reader);
    if (options.groups === true) await listGroups(journal, options);
    else if (ref === undefined) await list(journal, options);
    else await explainOne(journal, ref, options);
  } catch (error) {
    process.exitCode = 2;
    process.stderr.write(`${said(error)}\n`);
  } finally {
    await close?.();
  }
}

async function explainOne(journal: KeptJournal, ref: string, { json }: RefusalsOptions): Promise<void> {
  const explanation = await journal.explain(ref);
  if (explanation === undefined) {
    process.exitCode = 1;
    process.stderr.write(`There is no refusal ${JSON.stringify(ref)} here. Old refusals are deleted after a while.\n`);
  } else if (json === true) print(JSON.stringify(toJson(explanation), null, 2));
  else print(toTerminal(explanation, look()));
}

async function list(journal: KeptJournal, options: RefusalsOptions): Promise<void> {
  const { limit, follow } = options;
  const found = await journal.list({ ...byOf(options), limit });
  // On a terminal, the newest is last, above the prompt.
  await show(journal, found.toReversed(), options);
  if (follow === true) await go(journal, found, options);
  else if (found.length === 0) process.stderr.write("There are no matching refusals.\n");
}

async function listGroups(journal: KeptJournal, { limit, json, ...by }: RefusalsOptions): Promise<void> {
  const found = await journal.groups({ ...byOf({ limit, ...by }), limit });
  for (const one of found.toReversed())
    print(json === true ? JSON.stringify(groupObject(one)) : groupLine(one, look()));
  if (found.length === 0) process.stderr.write("There are no matching refusals.\n");
}

/** Continues until the process ends. */
async function go(journal: KeptJournal, shown: readonly ListedRefusal[], options: RefusalsOptions): Promise<void> {
  let seen = new Map(shown.map(({ ref, at }) => [ref, at]));
  let newest = shown[0]?.at ?? Date.now();
  // What was there before and didn't fit into the list isn't new.
  const first = newest - (shown.length < options.limit ? LATE : 0);
  for (;;) {
    await wait(PAUSE);
    const found = (await journal.list({ ...byOf(options), limit: PORTION })).filter(
      ({ ref, at }) => !seen.has(ref) && at > newest - LATE && at >= first,
    );
    await show(journal, found.toReversed(), options);
    newest = Math.max(newest, ...found.map(({ at }) => at));
    seen = new Map([...seen, ...found.map(({ ref, at }) => [ref, at] as const)].filter(([, at]) => at > newest - LATE));
  }
}

async function show(journal: KeptJournal, found: readonly ListedRefusal[], { json }: RefusalsOptions): Promise<void> {
  for (const one of found)
    print(json === true ? JSON.stringify(lineOf(one, await journal.issuerAt(one.ref))) : toLine(one, look()));
}

const print = (text: string): void => void process.stdout.write(`${text}\n`);

function look(): { readonly colour: boolean; readonly width: number | undefined } {
  const { isTTY = false, columns } = process.stdout;
  return { colour: isTTY && !process.env.NO_COLOR, width: columns };
}
