/** One application at a glance, and how it registered itself. */

import { softwareOf } from "../../../admin/self-registration.ts";
import { overview } from "../../../pages/console/applications/overview.tsx";
import type { ShownFault } from "../../../pages/console/fields.tsx";
import { COUNTED_PERIOD } from "../../../ports/refusal-views.ts";
import { isUnvouched } from "../../../ports/registered.ts";
import { reportsOf } from "../../../ports/reports.ts";
import type { Client } from "../../../protocol/client.ts";
import { JWT_BEARER } from "../../../protocol/grants/jwt-bearer/grant.ts";
import { covers } from "../../../protocol/scope/catalogue.ts";
import { ownCounts } from "../../../service/admin/former.ts";
import { etagOf, type Found } from "../../../service/admin/found.ts";
import { NOTHING, type Outcome, type Visit } from "../section.ts";
import { foundFor, headOf, mayChange, pathOf } from "./found.ts";
import { kindOf } from "./list.ts";

export async function overviewPage(visit: Visit): Promise<Outcome> {
  const found = await foundFor(visit);
  return found === undefined ? NOTHING : overviewOf(visit, found);
}

/** What was typed to vouch for it, and why that wasn't saved. */
interface Vouching {
  readonly typed: {
    readonly owner: string | undefined;
    readonly team: string | undefined;
    readonly firstParty: boolean;
  };
  readonly faults: ReadonlyMap<string, ShownFault>;
  readonly alert: { readonly says: string; readonly href: string };
}

export async function overviewOf(visit: Visit, found: Found<"application">, vouching?: Vouching): Promise<Outcome> {
  const { deps, caller, frame } = visit;
  const { id, by, content } = found;
  const uses = await deps.usage.uses({ clientId: id, limit: 200 });
  const last = Math.max(0, ...uses.map(({ grantedAt = 0 }) => grantedAt));
  const mayRefusals = covers(caller.scopes, "candor:refusals:read");
  return {
    is: "page",
    ...(vouching !== undefined && { status: 400 }),
    head: headOf(found, pathOf(id)),
    body: overview({
      root: frame.root,
      client: content.client,
      kind: kindOf(content.client),
      isInFile: by === "file",
      lastUsed: last === 0 ? undefined : last,
      mayRemove: mayChange(visit, found),
      registered: registeredOf(visit, found, vouching),
      refusals: mayRefusals ? await refusalsOf(deps, id) : undefined,
      grants: await reportsOf(deps.storage).holdings.countGrants({ clientId: id, liveAt: deps.clock() }, MOST),
      most: MOST,
      mayGrants: covers(caller.scopes, "candor:users:read"),
      issuers: issuersOf(visit, content.client),
      mayIssuers: covers(caller.scopes, "candor:keys:read"),
      mayHistory: covers(caller.scopes, "candor:audit:read"),
    }),
  };
}

/** Whose assertions it may exchange for tokens; `undefined` if it exchanges none. */
function issuersOf({ deps }: Visit, { id, grantTypes }: Client): readonly string[] | undefined {
  if (!grantTypes.includes(JWT_BEARER)) return undefined;
  const { trustedIssuers = [] } = deps.registry.settings;
  return trustedIssuers.filter(({ clients }) => clients.includes(id)).map(({ issuer }) => issuer);
}

/** How it registered itself, and the form with which an operator vouches for it. */
function registeredOf(visit: Visit, found: Found<"application">, vouching: Vouching | undefined) {
  const { registration, client } = found.content;
  if (registration === undefined) return undefined;
  const { at, by, label, network, leftOut } = registration;
  const { software_id: softwareId, software_version: softwareVersion } = softwareOf(found.content);
  const { owner = "", team = "", firstParty } = vouching?.typed ?? client;
  const mayVouch = mayChange(visit, found) && covers(visit.caller.scopes, "candor:users");
  return {
    how: {
      ...{ at, by, label, network, leftOut, softwareId, softwareVersion },
      isUnvouched: isUnvouched(found.content),
    },
    form: mayVouch
      ? {
          ...{ frame: visit.frame, action: `${pathOf(found.id)}/vouch`, etag: etagOf(found) ?? "" },
          ...{ owner, team, firstParty, faults: vouching?.faults ?? new Map(), alert: vouching?.alert },
        }
      : undefined,
  };
}

/** Grants are counted up to here. */
const MOST = 1_000;
const WEEK = 7 * 86_400_000;

async function refusalsOf(deps: Visit["deps"], clientId: string): Promise<number> {
  const to = (Math.floor(deps.clock() / COUNTED_PERIOD) + 1) * COUNTED_PERIOD;
  const counts = await ownCounts(deps, { clientId, from: to - WEEK, to, period: COUNTED_PERIOD });
  return counts.reduce((sum, { total }) => sum + total, 0);
}
