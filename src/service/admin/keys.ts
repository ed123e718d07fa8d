/** Signing keys, for the admin API and the console. */
import { listKeys, revokeKey, rotateKeys, showKey } from "../../admin/keys.ts";
import type { SigningKeyStanding } from "../../ports/keys.ts";
import type { Registry } from "../../ports/registry.ts";
import { keyScheduleOf, type Takeover } from "../../protocol/key-schedule.ts";
import type { Deps } from "../deps.ts";
import { type SigningKeys, signingKeysOf } from "../keys/rotation.ts";
import type { Caller } from "./caller.ts";
import { everyRegistered } from "./found.ts";
import { type Handled, handled, pageOf } from "./operate.ts";

/** The signing keys, changed by the caller. */
export const keysFor = (deps: Deps, { actor }: Pick<Caller, "actor">): SigningKeys =>
  signingKeysOf(deps, () => keyScheduleOf(deps.registries.current().settings), actor);

/** What an algorithm signs. */
export interface Signs {
  readonly apis: readonly string[];
  readonly applications: number;
}

/** How many applications use each algorithm: counted once for each version of the registry. */
const counted = new WeakMap<Registry, Promise<ReadonlyMap<string, number>>>();

async function applicationsBy(deps: Deps): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>();
  for await (const { content } of everyRegistered(deps, "application")) {
    const { idTokenAlg, scopes } = content.client;
    if (scopes.includes("openid")) found.set(idTokenAlg, (found.get(idTokenAlg) ?? 0) + 1);
  }
  return found;
}

export async function signsOf(deps: Deps, alg: string): Promise<Signs> {
  const { registry } = deps;
  const counting = counted.get(registry) ?? applicationsBy(deps);
  counted.set(registry, counting);
  // What failed is counted again.
  counting.catch(() => counted.delete(registry));
  const apis = [...registry.catalogue.apis.values()].filter((api) => api.tokens === "jwt" && api.alg === alg);
  return { apis: apis.map(({ resource }) => resource), applications: (await counting).get(alg) ?? 0 };
}

const iso = (at: number): string => new Date(at).toISOString();

async function shown(deps: Deps, key: SigningKeyStanding): Promise<object> {
  const { kid, alg, state, createdAt, signsFrom, signsUntil, publishedUntil } = key;
  return {
    ...{ id: kid, alg, state, created_at: iso(createdAt), signs_from: iso(signsFrom) },
    ...(signsUntil !== undefined && { signs_until: iso(signsUntil) }),
    ...(publishedUntil !== undefined && { published_until: iso(publishedUntil) }),
    signs: await signsOf(deps, alg),
  };
}

export const KEY_OPERATIONS: readonly Handled[] = [
  handled(listKeys, async ({ deps, caller, after, limit }) => {
    const all = await keysFor(deps, caller).list();
    const from = after === undefined ? 0 : all.findIndex(({ kid }) => kid === after) + 1;
    const page = all.slice(from, from + limit + 1);
    const items = new Map(await Promise.all(page.map(async (key) => [key, await shown(deps, key)] as const)));
    return pageOf(
      page,
      limit,
      (key) => items.get(key) ?? {},
      ({ kid }) => kid,
    );
  }),
  handled(showKey, async ({ deps, caller, at, judge }) => {
    const key = (await keysFor(deps, caller).list()).find(({ kid }) => kid === at.id);
    const refused = await judge({ found: key && "storage" });
    return refused ?? { body: await shown(deps, key as SigningKeyStanding) };
  }),
  handled(rotateKeys, async ({ deps, caller, body: { algs, soon, another } }) => {
    const made = await keysFor(deps, caller).rotate({ algs: algs && [...new Set(algs)], now: soon, another });
    return { body: { items: await Promise.all(made.map((key) => shown(deps, key))) } };
  }),
  handled(revokeKey, async ({ deps, caller, at, judge, dryRun }) => {
    const keys = keysFor(deps, caller);
    const id = at.id ?? "";
    const key = (await keys.list()).find(({ kid }) => kid === id);
    const would = key && (await keys.takeover(id));
    const refused = await judge({ found: would && "storage" });
    if (refused !== undefined) return refused;
    if (!dryRun) await keys.revoke(id);
    const { alg, state } = key as SigningKeyStanding;
    const { successor, unknownUntil } = would as Takeover;
    const signing = dryRun ? undefined : (await keys.list()).find((one) => one.alg === alg && one.state === "signing");
    const takesOver = successor && (signing?.kid ?? successor.kid);
    return {
      body: {
        ...{ id, state, signs: await signsOf(deps, alg) },
        ...(takesOver !== undefined && { successor: takesOver }),
        ...(unknownUntil !== undefined && { unknown_until: iso(unknownUntil) }),
      },
    };
  }),
];
