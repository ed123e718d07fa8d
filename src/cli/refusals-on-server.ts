/** `candor refusals` on a running server: lists, follows, groups, and explains one. */
import { setTimeout as wait } from "node:timers/promises";
import { visible } from "../render/characters.ts";
import type { RefusalDocument } from "../render/schema.ts";
import { print, readerOf } from "./print.ts";
import { explainedLines } from "./refusal-text.ts";
import type { RefusalsOptions } from "./refusals.ts";
import { type AdminApi, listed, type Members, pathTo, succeed } from "./registry/admin-api.ts";
import { onApi } from "./registry/run.ts";
import { type Column, tableText } from "./registry/show.ts";

/** Milliseconds between two requests. */
const PAUSE = 2_000;
const PORTION = 200;

const LINES: readonly Column[] = [
  { head: "time", of: ({ at }) => time(at) },
  { head: "ref", of: "ref" },
  { head: "reason", of: "code" },
  { head: "application", of: ({ client_id }) => client_id ?? "-" },
  { head: "more", of: ({ more }) => (Number(more) > 0 ? `+${more}` : "") },
  { head: "what", of: "title" },
];

const GROUPS: readonly Column[] = [
  { head: "since", of: ({ since }) => time(since) },
  { head: "times", of: "count" },
  { head: "reason", of: "code" },
  { head: "application", of: ({ client_id }) => client_id ?? "-" },
  {
    head: "changed just before",
    of: ({ changes }) =>
      ((changes ?? []) as readonly Members[]).map(({ kind, id, members }) => `${kind} ${id}: ${members}`),
  },
];

const time = (at: unknown): string => String(at).slice(0, 19).replace("T", " ");

export async function refusalsOnServer(ref: string | undefined, options: RefusalsOptions): Promise<void> {
  await onApi(options, async (api) => {
    if (ref !== undefined) return explainOne(api, ref, options);
    const { client, code, endpoint, network, from, to, groups, limit, follow } = options;
    const iso = (at: number | undefined): string | undefined =>
      at === undefined ? undefined : new Date(at).toISOString();
    const query = { client_id: client?.join(" "), code, endpoint, network, from: iso(from), to: iso(to) };
    const path = groups === true ? "/refusals/groups" : "/refusals";
    const { items } = await listed(api, path, query, limit);
    show(items, options);
    if (follow !== true && items.length === 0) process.stderr.write("There are no matching refusals.\n");
    if (follow === true && groups !== true) await go(api, query, items, options);
  });
}

/** The newest is last, above the prompt. */
function show(items: readonly Members[], { json, groups }: RefusalsOptions): void {
  if (items.length === 0) return;
  const inOrder = items.toReversed();
  if (json === true) print(inOrder.map((one) => JSON.stringify(one)).join("\n"));
  else print(tableText(inOrder, groups === true ? GROUPS : LINES, readerOf().width));
}

/** Continues until the process ends. */
async function go(
  api: AdminApi,
  query: Readonly<Record<string, string | undefined>>,
  shown: readonly Members[],
  options: RefusalsOptions,
): Promise<void> {
  let seen = new Set(shown.map(({ ref }) => ref));
  for (;;) {
    await wait(PAUSE);
    const { items } = await listed(api, "/refusals", query, PORTION);
    show(
      items.filter(({ ref }) => !seen.has(ref)),
      options,
    );
    seen = new Set(items.map(({ ref }) => ref));
  }
}

async function explainOne(api: AdminApi, ref: string, { json }: RefusalsOptions): Promise<void> {
  const { body } = await succeed(api, { method: "GET", path: pathTo("/refusals", ref) });
  print(
    json === true
      ? JSON.stringify(body, null, 2)
      : explainedLines(body as unknown as RefusalDocument)
          .map(visible)
          .join("\n"),
  );
}
