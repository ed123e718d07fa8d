/** Documents of clients (Client ID Metadata Documents) in the console: what this process has read, and whose documents count. */
import { settings } from "../../../admin/settings.ts";
import { documentsPage, type ShownDocument } from "../../../pages/console/registrations/documents.tsx";
import { SETTINGS_ID } from "../../../ports/registered.ts";
import type { SeenDocument } from "../../../ports/registry.ts";
import type { ClientDocumentPolicy } from "../../../protocol/client-document.ts";
import type { Refused } from "../../../protocol/occasion.ts";
import { covers } from "../../../protocol/scope/catalogue.ts";
import { isRefusal } from "../../../reasons/index.ts";
import { faultWords, hostChange, hostOf, seenDocuments } from "../../../service/admin/client-documents.ts";
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
  const all = seenDocuments(deps, text);
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

function shown(one: SeenDocument, policy: ClientDocumentPolicy, now: number): ShownDocument {
  const { id, name, readAt, until, fault } = one;
  const of = hostOf(one, policy);
  return {
    ...{ id, name, readAt, ...of },
    until: fault === undefined && until > now ? until : undefined,
    fault: fault && faultWords(fault, of.isBlocked),
  };
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
  const members = hostChange(deps.registry.settings.clientDocuments, host, act ?? "");
  if (members === undefined) return NOTHING;
  const found = await findRegistered(deps, "settings", SETTINGS_ID);
  const ifMatch = found && etagOf(found);
  const changed = await ask(visit, settings, { act: "change", id: SETTINGS_ID, members, ifMatch });
  if (isRefusal(changed)) return listDocuments(visit, changed);
  return { is: "go", to: PATH, notice: "Saved. It is in force for the next request." };
}
