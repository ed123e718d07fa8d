/** Decides again, as if settings had been changed, what was refused lately. Settings are everybody's. */
import type { StoredSettings } from "../../ports/registered.ts";
import type { Occasion } from "../../protocol/occasion.ts";
import { replay } from "../../protocol/replay/replay.ts";
import type { Concerned } from "./difference.ts";
import type { Replays } from "./replays.ts";

/** The newest refusals. */
const MOST = 100;

export async function replaysOfSettings({ deps, change }: Omit<Concerned, "clients">): Promise<Replays> {
  const stored = change.after !== undefined && "settings" in change.after ? change.after.settings : {};
  const would = { granted: [] as string[], otherwise: [] as string[] };
  let replayed = 0;
  for (const { ref } of await deps.journal.list({ limit: MOST })) {
    const entry = await deps.journal.find(ref);
    const on = entry?.on && withSettings(entry.on, stored);
    if (entry === undefined || on === undefined) continue;
    replayed++;
    const { outcome } = replay(on);
    if (outcome.is === "granted") would.granted.push(ref);
    else if (outcome.is === "refused" && outcome.refusal.refused !== entry.refusal.refused) would.otherwise.push(ref);
  }
  return {
    refusals_replayed: replayed,
    would_be_granted: would.granted,
    would_be_refused_otherwise: would.otherwise,
    successes_replayed: 0,
    would_be_refused: [],
  };
}

/** Decisions that use settings get those of their kind. */
function withSettings(on: Occasion, stored: StoredSettings["settings"]): Occasion | undefined {
  if (!("settings" in on)) return undefined;
  const changed = Object.entries(stored).filter(([name]) => name in on.settings);
  return { ...on, settings: { ...on.settings, ...Object.fromEntries(changed) } } as Occasion;
}
