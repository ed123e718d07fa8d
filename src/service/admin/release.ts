/** Takes something that is registered from everything that uses it, so that it can be removed. */
import { applicationChange, type StoredApplication, scopeChange } from "../../ports/registered.ts";
import type { Change, Named } from "../../ports/registrations.ts";
import type { AdminKind } from "../../protocol/admin/occasion.ts";
import type { Scope } from "../../protocol/scope/catalogue.ts";
import type { Deps } from "../deps.ts";
import { type Found, findRegistered } from "./found.ts";

export interface Release {
  /** Changes of what uses it. They are carried out together with the removal. */
  readonly changes: readonly Change[];
  /** What uses it and is changed only in a file, in words. */
  readonly held: readonly string[];
}

type Where = Pick<Deps, "registry" | "registries" | "storage">;

const NOTHING: Release = { changes: [], held: [] };

/** An API takes its scopes with it. Applications stay, without what is removed. */
export async function releaseOf(deps: Where, kind: AdminKind, id: string): Promise<Release> {
  if (kind !== "scope" && kind !== "api" && kind !== "team") return NOTHING;
  const scopes = [...deps.registry.catalogue.scopes.values()];
  const below = kind === "api" ? scopes.filter(({ api }) => api === id).map(({ name }) => name) : [];
  const gone: Gone = {
    scopes: new Set(kind === "scope" ? [id] : below),
    api: kind === "api" ? id : undefined,
    team: kind === "team" ? id : undefined,
  };
  const [changes, held]: [Change[], string[]] = [[], []];
  for (const scope of scopes) {
    const replaced = gone.scopes.has(scope.name) ? undefined : withoutReplacement(scope, gone);
    if (scope.name === id || (!below.includes(scope.name) && replaced === undefined)) continue;
    const found = await findRegistered(deps, "scope", scope.name);
    if (found === undefined || found.by === "file") held.push(`scope '${scope.name}'`);
    else if (replaced === undefined)
      changes.push({ kind: "scope", id: scope.name, from: found.version ?? 0, content: undefined, unlessUsed: true });
    else changes.push(scopeChange({ ...found.content, scope: replaced }, found.version ?? 0));
  }
  for (const { id: clientId, by, content, version } of await usersAmong(deps, gone)) {
    if (by === "file") held.push(`client '${clientId}'`);
    else changes.push(applicationChange(without(content, gone), version ?? 0));
  }
  return { changes, held };
}

interface Gone {
  readonly scopes: ReadonlySet<string>;
  readonly api: string | undefined;
  readonly team: string | undefined;
}

function withoutReplacement(scope: Scope, { scopes }: Gone): Scope | undefined {
  const { state } = scope;
  if (state.is === "active" || state.replacement === undefined || !scopes.has(state.replacement)) return undefined;
  const { replacement: _, ...kept } = state;
  return { ...scope, state: kept };
}

/** Those of the configuration file hide those of the storage with the same id. */
async function usersAmong(deps: Where, gone: Gone): Promise<readonly Found<"application">[]> {
  const users = new Map<string, Found<"application">>();
  const add = async (id: string): Promise<void> => {
    const found = users.has(id) ? undefined : await findRegistered(deps, "application", id);
    if (found !== undefined && usesAny(found.content, gone)) users.set(id, found);
  };
  for (const id of deps.registries.clientsInFile) await add(id);
  for (const uses of namesOf(gone))
    for await (const { id } of everyUser(deps, uses)) if (!deps.registries.inFile("application", id)) await add(id);
  return [...users.values()];
}

/** How many are read at once. */
const PAGE = 200;

async function* everyUser({ storage }: Where, uses: Named): AsyncGenerator<Named> {
  for (let after: string | undefined; ; ) {
    const page = await storage.registrations.list({ kind: "application", uses, after, limit: PAGE });
    yield* page;
    if (page.length < PAGE) return;
    after = page.at(-1)?.id;
  }
}

function namesOf({ scopes, api, team }: Gone): readonly Named[] {
  return [
    ...[...scopes].map((id) => ({ kind: "scope", id }) as const),
    ...(api === undefined ? [] : [{ kind: "api", id: api } as const]),
    ...(team === undefined ? [] : [{ kind: "team", id: team } as const]),
  ];
}

const usesAny = ({ client }: StoredApplication, gone: Gone): boolean =>
  client.scopes.some((name) => gone.scopes.has(name)) ||
  (gone.api !== undefined && client.introspects.includes(gone.api)) ||
  (gone.team !== undefined && client.team === gone.team);

function without(application: StoredApplication, { scopes, api, team }: Gone): StoredApplication {
  const { client } = application;
  const { team: was, ...others } = client;
  const stays = (name: string): boolean => !scopes.has(name);
  return {
    ...application,
    client: {
      ...others,
      ...(was !== undefined && was !== team && { team: was }),
      scopes: client.scopes.filter(stays),
      defaultScopes: client.defaultScopes.filter(stays),
      introspects: client.introspects.filter((resource) => resource !== api),
    },
  };
}
