/** Removes applications that registered themselves and that nobody uses any more (`registration.unusedDays`). Those that somebody owns, and first-party ones, stay. */
import { application } from "../../admin/application.ts";
import { BY_THEMSELVES, contentOf } from "../../ports/registered.ts";
import type { Registration } from "../../ports/registrations.ts";
import { SCHEDULE } from "../actors.ts";
import { changeOf } from "../admin/change.ts";
import { entryOf } from "../admin/change-entry.ts";
import type { Deps } from "../deps.ts";

const DAY = 86_400_000;
const PAGE = 100;
/** Scopes whose last use is looked at: more than an application has. */
const USES = 1_000;

/**
 * Looks at all of them, and removes each that is unused in one step with its entry in the audit log. Resolves to how many. `trusted`: milliseconds,
 * by a clock that nobody sets forward (`trusted-time.ts`). Ends when `isHeld` says that another process does this now.
 */
export async function removeUnused(deps: Deps, trusted: number, isHeld: () => Promise<boolean>): Promise<number> {
  const { storage, registries, registry, log } = deps;
  const days = registry.settings.registration.unusedDays;
  let removed = 0;
  let after: string | undefined;
  while (await isHeld()) {
    const uses = { kind: "initial-token", id: BY_THEMSELVES } as const;
    const page = await storage.registrations.list({ kind: "application", uses, after, limit: PAGE });
    for (const row of page) {
      if (!(await isUnused(deps, row, trusted - days * DAY)) || !(await remove(deps, row, days))) continue;
      removed++;
      log.info({ client: row.id, days }, "an unused registration was removed");
    }
    after = page.at(-1)?.id;
    if (page.length < PAGE) break;
  }
  if (removed > 0) await registries.refresh();
  return removed;
}

/** Whether it was neither registered, changed nor granted anything since. */
async function isUnused({ usage }: Deps, row: Registration, since: number): Promise<boolean> {
  const { client, registration } = contentOf({ ...row, kind: "application" });
  if (registration === undefined || client.owner !== undefined || client.team !== undefined || client.firstParty)
    return false;
  if (Math.max(row.changedAt, registration.at) >= since) return false;
  const uses = await usage.uses({ clientId: row.id, limit: USES });
  return uses.every(({ grantedAt = 0 }) => grantedAt < since);
}

/** `false` if it was changed meanwhile. */
async function remove(deps: Deps, row: Registration, days: number): Promise<boolean> {
  const { id, version } = row;
  const content = contentOf({ ...row, kind: "application" });
  const found = { id, by: "storage", content, version } as const;
  const why = `Nobody used it for ${days} days.`;
  const entry = entryOf(
    { of: application, caller: { actor: SCHEDULE }, why },
    { act: "remove", kind: "application", id, now: deps.clock() },
    found,
    undefined,
    undefined,
  );
  const change = await changeOf(deps, { of: application, id }, found, undefined);
  return typeof (await deps.storage.registrations.change([change], entry)) === "number";
}
