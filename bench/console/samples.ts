/** What pages and lists are measured with, found on the seeded server. */
import { apiOf, applicationOf, scopeOf } from "../seed/registry.ts";
import { MANY, type Size } from "../seed/size.ts";
import { subjectOf } from "../seed/users.ts";

/** An item in the middle of a list, and one at its end. */
export type Ends = readonly [middle: string, end: string];

export interface Samples {
  /** Of the applications: the one that has most of everything, and a usual one. */
  readonly hot: string;
  readonly usual: string;
  readonly scope: string;
  readonly api: string;
  readonly user: string;
  readonly team: string;
  readonly library: string;
  readonly ref: string;
  /** That of the refusals which the seed lets happen. */
  readonly network: string;
  readonly grant: string;
  readonly key: string;
  readonly request: string;
  readonly entry: number;
  readonly applications: Ends;
  readonly scopes: Ends;
  /** Positions of ids that grow with time. */
  readonly grants: Ends;
}

type Read = (path: string) => Promise<Readonly<Record<string, unknown>>>;

export async function samplesOf(read: Read, size: Size): Promise<Samples> {
  const first = async (path: string): Promise<Readonly<Record<string, unknown>>> => {
    const [item] = (await read(path)).items as readonly Readonly<Record<string, unknown>>[];
    if (item === undefined) throw new Error(`${path} lists nothing.`);
    return item;
  };
  const [refusal, grant, key, request, entry] = await Promise.all([
    first("/refusals"),
    first("/grants"),
    first("/keys"),
    first("/requests?state=open"),
    first("/audit"),
  ]);
  const middle = Math.floor(size.applications / 2);
  return {
    ...{ hot: applicationOf(0), usual: applicationOf(middle), scope: scopeOf(1), api: apiOf(0), user: subjectOf(17) },
    ...{ team: MANY.team, library: "openid-client", ref: String(refusal.ref), network: "192.0.2.0/24" },
    ...{ grant: String(grant.id), key: String(key.id), request: String(request.id), entry: Number(entry.number) },
    applications: [applicationOf(middle), applicationOf(size.applications - 5)],
    scopes: ["orders.read", "warehouses.write"],
    // The oldest quarter has ended, and is the hardest to find a live one in.
    grants: [String(Number(grant.id) - size.holdings), String(Number(grant.id) - Math.floor(1.6 * size.holdings))],
  };
}
