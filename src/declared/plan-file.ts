/** From what was read from a file to a plan, or to everything that is wrong with the file. */
import { ConfigurationError } from "../configuration/fault.ts";
import type { DeclaredKind, Kind } from "../ports/registrations.ts";
import { checkRegistry } from "./check.ts";
import type { Item } from "./items.ts";
import { type Plan, type PlanOptions, planOf } from "./plan.ts";
import { wantedFrom } from "./wanted.ts";

/** Ids by their kind. */
export type Ids = Readonly<Record<DeclaredKind, readonly string[]>>;

export interface Planning extends PlanOptions {
  /** The absolute path, which is the owner if the file has no name. */
  readonly path: string;
  readonly current: readonly Item[];
  /** What the configuration file registers. */
  readonly configured: Ids;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** The plan for a file. Throws a `ConfigurationError` that names every fault at its place. */
export function planFile(read: unknown, planning: Planning): Plan {
  const { path, current, configured, environment, now, prune = false } = planning;
  const owner = nameOf(read) ?? path;
  // What is about to be removed can't be referred to.
  const staying = current.filter(({ content }) => !prune || content.ownedBy?.file !== owner);
  const ids = (kind: DeclaredKind) => staying.flatMap((item) => (item.kind === kind ? item.id : []));
  const registry = checkRegistry(read, environment, {
    scopes: [...configured.scope, ...ids("scope")],
    apis: [...configured.api, ...ids("api")],
    clients: [...configured.application, ...ids("application")],
  });
  const plan = planOf(current, wantedFrom(registry, owner, current, { environment, now }), planning);
  if (plan.faults.length > 0) throw new ConfigurationError(plan.faults);
  return plan;
}

const nameOf = (read: unknown): string | undefined => {
  const { name } = (read ?? {}) as { readonly name?: unknown };
  return typeof name === "string" ? name : undefined;
};

/** What is stored and registered by the configuration file as well, which then wins. */
export function hidden({ changes }: Plan, configured: Ids): Plan["left"] {
  return changes
    .filter(({ does, kind, id }) => does !== "remove" && configured[kind].includes(id))
    .map(({ kind, id }) => ({ kind, id }));
}

/** What a conflict was about, and what has happened to it, in a sentence. */
export function conflictText({ changes }: Pick<Plan, "changes">, kind: Kind, id: string, isThere: boolean): string {
  const planned = changes.find((change) => change.kind === kind && change.id === id);
  const what = !isThere ? "removed" : planned?.does === "add" ? "added" : "changed";
  return `${kind} ${id} was ${what} at the same time, so nothing was carried out. Run the command again to make a new plan.`;
}
