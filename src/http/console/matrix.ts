/** Who uses which scope: one page of applications and one of scopes, for one caller. */
import type { Cell, MatrixRow } from "../../pages/console/matrix.tsx";
import type { ScopeUse } from "../../ports/usage.ts";
import { ADMIN_PATH } from "../../protocol/scope/catalogue.ts";
import { listRegistered } from "../../service/admin/found.ts";
import type { Visit } from "./section.ts";

const MOST = { rows: 40, columns: 20, uses: 500 } as const;
/** Milliseconds in which a use counts. */
const LATELY = 90 * 86_400_000;

export interface Matrix {
  readonly scopes: readonly string[];
  readonly rows: readonly MatrixRow[];
  readonly nextScope: string | undefined;
  readonly nextApplication: string | undefined;
}

export async function matrixFor(
  { deps, caller }: Visit,
  scope: string | undefined,
  after: string | undefined,
): Promise<Matrix> {
  const own = deps.issuer + ADMIN_PATH;
  const all = [...deps.registry.catalogue.scopes.values()].filter(({ api }) => api !== own).map(({ name }) => name);
  const from = scope === undefined ? 0 : Math.max(0, all.indexOf(scope));
  const scopes = all.slice(from, from + MOST.columns);
  const found = await listRegistered(deps, "application", { after, limit: MOST.rows + 1, caller });
  const since = deps.clock() - LATELY;
  const rows = await Promise.all(
    found.slice(0, MOST.rows).map(async ({ id, content: { client } }): Promise<MatrixRow> => {
      const uses = await deps.usage.uses({ clientId: id, limit: MOST.uses });
      const byScope = new Map(uses.map((use) => [use.scope, use]));
      const cells = scopes.map((name) => cellOf(client.scopes.includes(name), byScope.get(name), since));
      return { id, name: client.name, cells };
    }),
  );
  return {
    scopes,
    rows,
    nextScope: all[from + MOST.columns],
    nextApplication: found.length > MOST.rows ? rows.at(-1)?.id : undefined,
  };
}

function cellOf(isAllowed: boolean, use: ScopeUse | undefined, since: number): Cell {
  const last = Math.max(use?.askedAt ?? 0, use?.grantedAt ?? 0);
  if (isAllowed) return last >= since ? "used" : "unused";
  return (use?.refusedAt ?? 0) >= since ? "refused" : "none";
}
