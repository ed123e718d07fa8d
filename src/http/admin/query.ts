/** The parameters of the admin API's URLs. Each request accepts only its own. */
import type { AdminOccasion } from "../../protocol/admin/occasion.ts";

/** Items of a page. */
const LIMIT = { most: 200, usual: 50 } as const;

export interface Query {
  readonly dryRun: boolean;
  readonly limit: number;
  /** The id after which the list continues. */
  readonly after: string | undefined;
  readonly wrong: AdminOccasion["wrongParameter"];
}

/** Reads a query. `known`: the parameters that exist here. */
export function readQuery(text: string, known: readonly string[]): Query {
  const sent = new URLSearchParams(text);
  const [limit, next, dryRun] = [sent.get("limit"), sent.get("next"), sent.get("dry_run")];
  const count = limit === null ? LIMIT.usual : /^\d{1,3}$/.test(limit) ? Number(limit) : 0;
  const wrong = (name: string, expected?: string): NonNullable<Query["wrong"]> => ({
    name,
    sent: sent.get(name) ?? "",
    ...(expected !== undefined && { expected }),
    known,
  });
  const stranger = [...sent.keys()].find((name) => !known.includes(name));
  const repeated = known.find((name) => sent.getAll(name).length > 1);
  const found =
    (stranger !== undefined && wrong(stranger)) ||
    (repeated !== undefined && wrong(repeated, "one value")) ||
    ((count < 1 || count > LIMIT.most) && wrong("limit", `a number from 1 to ${LIMIT.most}`)) ||
    (dryRun !== null && dryRun !== "true" && dryRun !== "false" && wrong("dry_run", "true or false")) ||
    undefined;
  return { dryRun: dryRun === "true", limit: count, after: next ?? undefined, wrong: found };
}
