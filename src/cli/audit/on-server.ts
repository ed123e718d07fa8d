/** `candor audit` on a running server. */
import type { KeptAuditEntry } from "../../ports/audit.ts";
import type { ChainFault } from "../../ports/audit-chain.ts";
import { print, printPart, readerOf } from "../print.ts";
import { listed, type Members, succeed } from "../registry/admin-api.ts";
import { AUDIT } from "../registry/kinds.ts";
import { onApi } from "../registry/run.ts";
import type { AuditExportOptions, AuditListOptions, AuditVerifyOptions } from "./options.ts";
import { tellOlder, tellVerified, toLine } from "./words.ts";

/** Prints the latest entries, the newest last, above the prompt. */
export async function list(options: AuditListOptions): Promise<void> {
  await onApi(options, async (api) => {
    const { kind, id, actor, action, since, until, before, limit, json } = options;
    const by = { kind, id, actor, action, from: timeOf(since), to: timeOf(until), next: before };
    const { items, more } = await listed(api, AUDIT.path, by, limit);
    const { width } = readerOf();
    if (items.length === 0) process.stderr.write("There are no matching entries.\n");
    else
      print(
        items
          .toReversed()
          .map((one) => (json === true ? JSON.stringify(one) : toLine(entryOf(one), width)))
          .join("\n"),
      );
    if (more) tellOlder(items.at(-1)?.number);
  });
}

const timeOf = (at: number | undefined): string | undefined =>
  at === undefined ? undefined : new Date(at).toISOString();

const entryOf = (item: Members): KeptAuditEntry =>
  ({ ...item, at: Date.parse(String(item.at)) }) as unknown as KeptAuditEntry;

export async function verify(options: AuditVerifyOptions): Promise<void> {
  await onApi(options, async (api) => {
    const { head } = options;
    const query = { head: head && `${head.number}:${head.hash}` };
    const { body } = await succeed(api, { method: "GET", path: `${AUDIT.path}/verify`, query });
    const found = body as { readonly entries: number; readonly head?: string; readonly fault?: ChainFault };
    tellVerified({ entries: found.entries, head: found.head, fault: found.fault }, options);
  });
}

export async function exportAll({ format, from: first, ...options }: AuditExportOptions): Promise<void> {
  await onApi(options, async (api) => {
    const request = { method: "GET", path: `${AUDIT.path}/export`, query: { format, first } } as const;
    for await (const part of api.text(request)) printPart(part);
  });
}
