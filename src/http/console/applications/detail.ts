/** The tabs on which an application is changed. */

import { application } from "../../../admin/application.ts";
import type { Members } from "../../../admin/representation.ts";
import { isOwnersScope } from "../../../admin/walls.ts";
import type { Exchange } from "../../../pages/console/applications/exchange.tsx";
import type { ShownField } from "../../../pages/console/applications/field.tsx";
import { type FaultElsewhere, tabPage } from "../../../pages/console/applications/tab.tsx";
import type { ShownFault } from "../../../pages/console/fields.tsx";
import { stateAt } from "../../../protocol/scope/catalogue.ts";
import { etagOf, type Found } from "../../../service/admin/found.ts";
import { wallsOf } from "../../../service/admin/owners.ts";
import { NOTHING, type Outcome, type Visit } from "../section.ts";
import { choicesOf } from "./choices.ts";
import { foundFor, headOf, mayChange, pathOf } from "./found.ts";
import { scopePage, scopesBy } from "./scope-page.ts";
import { fieldsOf, type Tab, type TabField } from "./tabs/field.ts";
import { tabOf } from "./tabs/index.ts";

export const shownTab =
  (tab: Tab) =>
  async (visit: Visit): Promise<Outcome> => {
    const found = await foundFor(visit);
    return found === undefined ? NOTHING : tabOutcome(visit, found, tab, {});
  };

/** What a tab shows beside what is in force. */
export interface Beside {
  /** What was typed. */
  readonly typed?: Members;
  readonly faults?: ReadonlyMap<string, ShownFault>;
  /** Why it wasn't saved. */
  readonly alert?: { readonly says: string; readonly href?: string | undefined };
  readonly differences?: readonly { readonly member: string; readonly now: string; readonly yours: string }[];
  readonly status?: number;
  /** Where a list of scopes continues, if a button of the form has asked for that. */
  readonly after?: string;
}

/** The form of a tab, with what was typed, if it was refused. */
export async function tabOutcome(
  visit: Visit,
  found: Found<"application">,
  tab: Tab,
  { typed = {}, faults = new Map(), alert, differences, status, after }: Beside,
): Promise<Outcome> {
  const path = `${pathOf(found.id)}/${tab.path}`;
  const before = application.membersOf(found.content);
  const members = { ...before, ...typed };
  const fields = fieldsOf(tab, before);
  const all = tab.fields.some(({ as }) => as === "scopes") ? await scopesFor(visit, found, members) : [];
  const asked = visit.method === "POST" ? { ...scopesBy(visit.form), after: after ?? "" } : scopesBy(visit.query);
  return {
    is: "page",
    ...(status !== undefined && { status }),
    head: headOf(found, path, tab.lead),
    body: tabPage({
      frame: visit.frame,
      action: path,
      clientId: found.id,
      etag: etagOf(found) ?? "",
      isInFile: found.by === "file",
      readOnly: !mayChange(visit, found),
      alert,
      differences,
      applicationType: String(members.application_type),
      schemes: ((members.allowed_schemes ?? []) as readonly string[]).join(" "),
      elsewhere: elsewhereOf(visit, found.id, fields, faults),
      fields: fields.map((field) => ({
        ...shownField(field, members[field.member], faults.get(field.member)),
        ...(field.from !== undefined && { choices: choicesOf(visit, field.from) }),
      })),
      scopes: scopePage(all, asked),
    }),
  };
}

/** A field with what is in it. */
export const shownField = (field: TabField, value: unknown, fault: ShownFault | undefined): ShownField => ({
  ...field,
  fault,
  values: valuesOf(field, value),
  exchange: field.as === "exchange" && value !== null ? (value as Exchange | undefined) : undefined,
});

function valuesOf({ as }: TabField, value: unknown): readonly string[] {
  if (value === undefined || value === null || as === "exchange") return [];
  if (as === "keys" && typeof value !== "string") return [JSON.stringify(value, null, 2)];
  return Array.isArray(value) ? value.map(String) : [String(value)];
}

/** Faults of members that this form doesn't show: what it says may not fit to what another tab says. */
const elsewhereOf = (
  { frame: { root } }: Visit,
  id: string,
  fields: readonly TabField[],
  faults: ReadonlyMap<string, ShownFault>,
): readonly FaultElsewhere[] =>
  [...faults]
    .filter(([member]) => !fields.some((field) => field.member === member))
    .map(([member, fault]) => {
      const tab = tabOf(member);
      const label = tab?.fields.find((field) => field.member === member)?.label;
      return {
        ...{ member, fault },
        label: tab && `${label}, on the tab ${tab.label}`,
        href: tab && `${root}${pathOf(id)}/${tab.path}`,
      };
    });

/** The scopes that it has or could have, and who may allow each. */
async function scopesFor({ deps, caller }: Visit, { id }: Found<"application">, members: Members) {
  const uses = new Map((await deps.usage.uses({ clientId: id, limit: 500 })).map((use) => [use.scope, use]));
  const chosen = new Set(String(members.scope ?? "").split(" "));
  const walls = wallsOf(deps, caller);
  return [...deps.registry.catalogue.scopes.values()]
    .filter(({ name }) => chosen.has(name) || !name.startsWith("candor:") || walls === undefined)
    .map((scope) => ({
      name: scope.name,
      description: scope.description,
      isSensitive: scope.sensitive,
      state: stateAt(scope, deps.clock()).is,
      isChosen: chosen.has(scope.name),
      // It stays if it is there. Otherwise an operator decides.
      mustAsk: !chosen.has(scope.name) && walls !== undefined && !isOwnersScope(scope.name, walls),
      askedAt: uses.get(scope.name)?.askedAt,
    }));
}
