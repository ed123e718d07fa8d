/** Documents of clients (Client ID Metadata Documents): what this process has read, and whose documents count. */
import { decideClientDocumentHost, listClientDocuments, readClientDocument } from "../../admin/client-documents.ts";
import type { Members } from "../../admin/representation.ts";
import { settings } from "../../admin/settings.ts";
import { SETTINGS_ID } from "../../ports/registered.ts";
import type { SeenDocument } from "../../ports/registry.ts";
import { type ClientDocumentPolicy, type DocumentFault, isAmong } from "../../protocol/client-document.ts";
import { isRefusal } from "../../reasons/index.ts";
import type { Deps } from "../deps.ts";
import { changeRegistered } from "./change.ts";
import { etagOf, findRegistered } from "./found.ts";
import { type Handled, handled, pageOf } from "./operate.ts";

/** Those with a text in their URL or name, the newest first. */
export const seenDocuments = ({ registries }: Pick<Deps, "registries">, text: string): readonly SeenDocument[] =>
  (registries.documents?.list() ?? []).filter(({ id, name = "" }) =>
    `${id}\n${name}`.toLowerCase().includes(text.toLowerCase()),
  );

/** What the settings say of its host. A host below a named one is decided about in the settings. */
export function hostOf({ id }: SeenDocument, policy: ClientDocumentPolicy) {
  const host = new URL(id).hostname;
  const isBlocked = isAmong(policy.blocked ?? [], host);
  return {
    ...{ host, isBlocked, isTrusted: !isBlocked && isAmong(policy.hosts, host) },
    isDecided: { block: policy.blocked?.includes(host) === true, trust: policy.hosts.includes(host) },
  };
}

/** Why a document makes no client. */
export function faultWords(fault: DocumentFault, isBlocked: boolean): readonly string[] {
  if (fault.is === "untrusted") return [isBlocked ? "Its host is blocked." : "Nobody has named its host."];
  if (fault.is === "id") return [`Expected: ${fault.expected}.`];
  if (fault.is === "unreachable") return [`Received: ${fault.seen}. Expected: ${fault.expected}.`];
  return fault.members.map(
    (member, at) => `${member}: ${fault.sent[at] ?? ""}. Expected: ${fault.expected[at] ?? ""}.`,
  );
}

/** The change of the settings by which a host is blocked or trusted, or by which that is taken back; `undefined` for any other act. */
export function hostChange(
  { hosts, blocked = [] }: ClientDocumentPolicy,
  host: string,
  act: string,
): Members | undefined {
  const without = (list: readonly string[]): readonly string[] => list.filter((one) => one !== host);
  const unblocked = blocked.includes(host) ? { client_documents_blocked: without(blocked) } : {};
  const changes: Readonly<Record<string, Members>> = {
    trust: { client_documents_hosts: [...without(hosts), host], ...unblocked },
    distrust: { client_documents_hosts: without(hosts) },
    block: { client_documents_blocked: [...without(blocked), host] },
    unblock: unblocked,
  };
  return changes[act];
}

const iso = (at: number): string => new Date(at).toISOString();

function shown(one: SeenDocument, policy: ClientDocumentPolicy) {
  const { host, isBlocked, isTrusted } = hostOf(one, policy);
  return {
    client_id: one.id,
    ...(one.name !== undefined && { client_name: one.name }),
    ...{ host, trusted: isTrusted, blocked: isBlocked, read_at: iso(one.readAt) },
    ...(one.fault === undefined && { used_until: iso(one.until) }),
    faults: one.fault === undefined ? [] : faultWords(one.fault, isBlocked),
  };
}

const policyOf = ({ registry }: Pick<Deps, "registry">): ClientDocumentPolicy => registry.settings.clientDocuments;

const list = handled(listClientDocuments, async ({ deps, query, after, limit }) => {
  const all = seenDocuments(deps, query.q ?? "");
  const from = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1;
  return pageOf(
    all.slice(from, from + limit + 1),
    limit,
    (one) => shown(one, policyOf(deps)),
    ({ id }) => id,
  );
});

const read = handled(readClientDocument, async ({ deps, body: { client_id: id }, judge }) => {
  const { documents } = deps.registries;
  const isThere = documents?.list().some((one) => one.id === id) === true;
  const refused = await judge({ id, found: isThere ? "storage" : undefined });
  if (refused !== undefined || documents === undefined) return refused ?? "nothing";
  return { body: shown(await documents.refresh(id), policyOf(deps)) };
});

const decide = handled(decideClientDocumentHost, async ({ deps, caller, body: { host, act } }) => {
  const found = await findRegistered(deps, "settings", SETTINGS_ID);
  const changed = await changeRegistered(
    deps,
    {
      ...{ of: settings, act: "change", id: SETTINGS_ID, method: "POST", path: decideClientDocumentHost.path, caller },
      ...{ contentType: "application/json", body: JSON.stringify(hostChange(policyOf(deps), host, act)) },
      ...{ ifMatch: found && etagOf(found), wrongParameter: undefined },
    },
    false,
  );
  if (isRefusal(changed)) return changed;
  const { hosts, blocked = [] } = deps.registries.current().settings.clientDocuments;
  return { body: { hosts, blocked } };
});

export const CLIENT_DOCUMENTS_HANDLED: readonly Handled[] = [list, read, decide];
