/** The list of applications that registered themselves, by how they did it. */
import { isRegisteredBy } from "../../../admin/application-filters.ts";
import { softwareOf } from "../../../admin/self-registration.ts";
import { type RegisteredRow, registeredPage } from "../../../pages/console/registrations/apps.tsx";
import {
  BY_ANYBODY,
  BY_NOBODY_VOUCHED,
  BY_THEMSELVES,
  isUnvouched,
  type StoredApplication,
} from "../../../ports/registered.ts";
import { listRegistered } from "../../../service/admin/found.ts";
import { allInitialTokens } from "../../../service/admin/initial-tokens.ts";
import type { Deps } from "../../../service/deps.ts";
import { PAGE, paged } from "../holdings.ts";
import type { Outcome, Visit } from "../section.ts";
import { tabsAt } from "./tabs.ts";

/** Tokens that the filter names. The page of tokens leads to each of the others. */
const NAMED = 50;

export async function listApps({ deps, caller, frame, query }: Visit): Promise<Outcome> {
  const text = (query.get("q") ?? "").trim().slice(0, 200);
  const by = query.get("by")?.trim() || BY_THEMSELVES;
  const unvouched = query.get("unvouched") === "true";
  const next = query.get("next") ?? undefined;
  const found = await listRegistered(deps, "application", {
    ...{ after: next, limit: PAGE + 1, text: text === "" ? undefined : text, caller },
    uses: { kind: "initial-token", id: unvouched ? BY_NOBODY_VOUCHED : by },
    holds: (one) => isRegisteredBy(one, by) && (!unvouched || isUnvouched(one)),
  });
  const sent = new URLSearchParams({
    ...(text !== "" && { q: text }),
    ...(by !== BY_THEMSELVES && { by }),
    ...(unvouched && { unvouched: "true" }),
  });
  const url = `${frame.root}/registrations${sent.size > 0 ? `?${sent}` : ""}`;
  const page = paged(found, url, ({ id }) => id);
  const { mode, unusedDays } = deps.registry.settings.registration;
  return {
    is: "page",
    head: {
      title: "Self-registered",
      lead: `Applications that registered themselves. One that nobody owns is removed when it wasn't used for ${unusedDays} days.`,
      tabs: tabsAt("/registrations"),
    },
    body: registeredPage({
      ...{ root: frame.root, text, by, unvouched, mode },
      choices: await choicesOf(deps, by),
      rows: await Promise.all(page.rows.map(({ content }) => rowOf(deps, content))),
      next: page.next,
      first: next === undefined ? undefined : url,
      isFiltered: sent.size > 0,
    }),
  };
}

/** How applications can have registered, with the one that was asked for. */
async function choicesOf(deps: Deps, by: string) {
  const tokens = await allInitialTokens(deps, deps.clock());
  const named = tokens.filter(({ id }, at) => at < NAMED || id === by).map(({ id, label }) => ({ value: id, label }));
  const usual = [
    { value: BY_THEMSELVES, label: "In any way" },
    { value: BY_ANYBODY, label: "Without a token" },
  ];
  const isKnown = [...usual, ...named].some(({ value }) => value === by);
  return [...usual, ...named, ...(isKnown ? [] : [{ value: by, label: `Token ${by}` }])];
}

async function rowOf(deps: Deps, stored: StoredApplication): Promise<RegisteredRow> {
  const { client, registration } = stored;
  const uses = await deps.usage.uses({ clientId: client.id, limit: 200 });
  const lastUsed = Math.max(0, ...uses.map(({ grantedAt = 0 }) => grantedAt));
  const { software_id: softwareId, software_version: softwareVersion } = softwareOf(stored);
  return {
    ...{ id: client.id, name: client.name, owner: client.owner, team: client.team, firstParty: client.firstParty },
    ...{ softwareId, softwareVersion, isDisabled: client.disabled, isUnvouched: isUnvouched(stored) },
    at: registration?.at ?? 0,
    by: registration?.by,
    label: registration?.label,
    network: registration?.network,
    lastUsed: lastUsed === 0 ? undefined : lastUsed,
  };
}
