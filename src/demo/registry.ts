/** Registers the demo's applications, scopes and API in the storage, where the console and the admin API can change them. */
import { checkConfig } from "../configuration/check.ts";
import { carryOut } from "../declared/carry-out.ts";
import type { PlannedChange } from "../declared/items.ts";
import { wantedFrom } from "../declared/wanted.ts";
import type { Shared } from "../service/deps.ts";
import { demoRegistry, OWNED_BY_FILE } from "./world.ts";

/** Days before the first start in which the demo was registered, as its story has it. */
export const REGISTERED_BEFORE = 8;

const DAY = 86_400_000;
const FILE = "demo.yaml";

/** Does nothing, and says so, if anything was registered before, so that changes stay. */
export async function seedRegistry({ storage, registries, clock, issuer }: Shared): Promise<boolean> {
  if ((await storage.registrations.version()) > 0) return false;
  const now = clock() - REGISTERED_BEFORE * DAY;
  const registry = checkConfig({ issuer, ...demoRegistry(issuer) }, {});
  const { items } = wantedFrom(registry, FILE, [], { environment: {}, now });
  const changes = items.map(({ kind, id, content }): PlannedChange => {
    const owned = OWNED_BY_FILE.includes(id) ? { ...content, ownedBy: { file: FILE } } : content;
    return { does: "add", kind, id, from: 0, content: owned, differences: [], consequences: [] };
  });
  const act = {
    actor: { is: "file", id: FILE },
    action: "registry/apply",
    target: { kind: "registry", id: FILE },
  } as const;
  // Another process may have been quicker: its registry is the same.
  const done = await carryOut(storage.registrations, changes, { ...act, why: "The demo world", now });
  await registries.refresh();
  return typeof done === "number";
}
