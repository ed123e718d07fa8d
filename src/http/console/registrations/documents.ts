/** Documents of clients (Client ID Metadata Documents) in the console: what this process has read, and whose documents count. */
import type { Members } from "../../../admin/representation.ts";
import { settings } from "../../../admin/settings.ts";
import { documentsPage, type ShownDocument } from "../../../pages/console/registrations/documents.tsx";
import { SETTINGS_ID } from "../../../ports/registered.ts";
import type { SeenDocument } from "../../../ports/registry.ts";
import { type ClientDocumentPolicy, type DocumentFault, isAmong } from "../../../protocol/client-document.ts";
import type { Refused } from "../../../protocol/occasion.ts";
import { covers } from "../../../protocol/scope/catalogue.ts";
import { isRefusal } from "../../../reasons/index.ts";
import { etagOf, findRegistered } from "../../../service/admin/found.ts";
import { ask } from "../change.ts";
import { PAGE } from "../holdings.ts";
import { NOTHING, type Outcome, type Visit } from "../section.ts";
import { tabsAt, WRITE } from "./tabs.ts";

const PATH = "/registrations/documents";
/** Whose documents count is a setting. */
export const SETTINGS = "candor:keys";

export async function listDocuments(visit: Visit, refused?: Refused): Promise<Outcome> {
  const { deps, caller, frame, query } = visit;
  const policy = deps.registry.settings.clientDocuments;
  const text = (query.get("q") ?? "").trim().slice(0, 200).toLowerCase();
  const all = (deps.registries.documents?.list() ?? []).filter(({ id, name = "" }) =>
    `${id}\n${name}`.toLowerCase().includes(text),
  );
  const from = Number(/^\d{1,4}$/.exec(query.get("from") ?? "")?.[0] ?? 0);
  const url = (at: number): string => `${frame.root}${PATH}?${new URLSearchParams({ q: text, from: String(at) })}`;
  const noted = refused && (await visit.note(refused));
  return {
    is: "page",
    ...(refused !== undefined && { status: 400 }),
    head: {
      title: "Self-registered",
      lead: "Clients whose client_id is the URL of a document with their metadata. Nothing of them is stored: each process of the server reads the documents itself.",
      tabs: tabsAt(PATH),
    },
    body: documentsPage({
      ...{ frame, text, mode: policy.mode },
      rows: all.slice(from, from + PAGE).map((one) => shown(one, policy, deps.clock())),
      next: all.length > from + PAGE ? url(from + PAGE) : undefined,
      first: from > 0 ? url(0) : undefined,
      mayRead: covers(caller.scopes, WRITE),
      maySet: covers(caller.scopes, SETTINGS),
      alert: noted && { says: noted.says, href: noted.errorUri },
    }),
  };
}

function shown(
  { id, name, readAt, until, fault }: SeenDocument,
  policy: ClientDocumentPolicy,
  now: number,
): ShownDocument {
  const host = new URL(id).hostname;
  const isBlocked = isAmong(policy.blocked ?? [], host);
  return {
    ...{ id, host, name, readAt, isBlocked, isTrusted: !isBlocked && isAmong(policy.hosts, host) },
    // A host below a named one is decided about in the settings.
    isDecided: { block: policy.blocked?.includes(host) === true, trust: policy.hosts.includes(host) },
    until: fault === undefined && until > now ? until : undefined,
    fault: fault && words(fault, isBlocked),
  };
}

function words(fault: DocumentFault, isBlocked: boolean): readonly string[] {
  if (fault.is === "untrusted") return [isBlocked ? "Its host is blocked." : "Nobody has named its host."];
  if (fault.is === "id") return [`Expected: ${fault.expected}.`];
  if (fault.is === "unreachable") return [`Received: ${fault.seen}. Expected: ${fault.expected}.`];
  return fault.members.map(
    (member, at) => `${member}: ${fault.sent[at] ?? ""}. Expected: ${fault.expected[at] ?? ""}.`,
  );
}

/** Reads one of them again, in this process. */
export async function readDocument({ deps, form }: Visit): Promise<Outcome> {
  const { documents } = deps.registries;
  const id = form.get("id") ?? "";
  if (documents === undefined || !documents.list().some((one) => one.id === id)) return NOTHING;
  const { fault } = await documents.refresh(id);
  return { is: "go", to: PATH, notice: fault === undefined ? "The document was read again." : "It can't be used now." };
}

/** Blocks or trusts a host, or takes that back: a change of the settings, in the audit log as such. */
export async function decideHost(visit: Visit): Promise<Outcome> {
  const { deps, form } = visit;
  const [host = "", act] = [form.get("host") ?? "", form.get("act")];
  const { hosts, blocked = [] } = deps.registry.settings.clientDocuments;
  const without = (list: readonly string[]): readonly string[] => list.filter((one) => one !== host);
  const changes: Readonly<Record<string, Members>> = {
    trust: { client_documents_hosts: [...without(hosts), host], ...unblocked(blocked, host) },
    distrust: { client_documents_hosts: without(hosts) },
    block: { client_documents_blocked: [...without(blocked), host] },
    unblock: unblocked(blocked, host),
  };
  const members = changes[act ?? ""];
  if (members === undefined) return NOTHING;
  const found = await findRegistered(deps, "settings", SETTINGS_ID);
  const ifMatch = found && etagOf(found);
  const changed = await ask(visit, settings, { act: "change", id: SETTINGS_ID, members, ifMatch });
  if (isRefusal(changed)) return listDocuments(visit, changed);
  return { is: "go", to: PATH, notice: "Saved. It is in force for the next request." };
}

const unblocked = (blocked: readonly string[], host: string): Members =>
  blocked.includes(host) ? { client_documents_blocked: blocked.filter((one) => one !== host) } : {};
