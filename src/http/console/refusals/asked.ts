/** What a page of refusals is asked for. What isn't understood doesn't filter: the form shows what does. */
import { REFUSALS_BY } from "../../../admin/refusals.ts";
import { type Filters, RANGES } from "../../../pages/console/refusals/filters.tsx";
import type { RefusalsBy } from "../../../ports/refusal-views.ts";
import { COUNTED_PERIOD } from "../../../ports/refusal-views.ts";
import { listRegistered } from "../../../service/admin/found.ts";
import type { Deps } from "../../../service/deps.ts";
import type { Visit } from "../section.ts";

export interface Asked {
  readonly filters: Filters;
  readonly by: RefusalsBy;
  readonly span: { readonly from: number; readonly to: number; readonly period: number };
}

/** Bars of a chart. */
const BARS = 30;

export function askedOf({ deps, query, caller }: Visit): Asked {
  const text = (name: string): string => (query.get(name) ?? "").trim().slice(0, 200);
  const [range, , length] = RANGES.find(([value]) => value === query.get("range")) ?? RANGES[2];
  const code = REFUSALS_BY.code.read(text("code")) ?? "";
  const network = caller.own === undefined ? text("network") : "";
  const filters: Filters = { application: text("application"), code, endpoint: text("endpoint"), network, range };
  const hours = Math.max(1, Math.round(length / BARS / COUNTED_PERIOD));
  const period = hours * COUNTED_PERIOD;
  // The last bar is of the period that has begun.
  const to = Math.floor(deps.clock() / period + 1) * period;
  const from = to - length;
  const optional = (value: string): string | undefined => (value === "" ? undefined : value);
  const by: RefusalsBy = {
    clientId: optional(filters.application),
    code: optional(filters.code),
    endpoint: optional(filters.endpoint),
    network: optional(filters.network),
    from,
  };
  return { filters, by, span: { from, to, period } };
}

/** A URL with these filters. */
export function withFilters(path: string, filters: Filters, more: Readonly<Record<string, string>> = {}): string {
  const given = Object.entries({ ...filters, ...more }).filter(([, value]) => value !== "");
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
}

/** Suggested in the field for the application. */
const SUGGESTED = 50;

export async function suggestedFor(deps: Deps, caller: Visit["caller"]) {
  const found = await listRegistered(deps, "application", { limit: SUGGESTED, caller });
  return found.map(({ id, content }) => ({ id, name: content.client.name }));
}
