/** Causes: one sentence for each cause and application, and what was changed just before it began. */
import { visible } from "../../../render/characters.ts";
import { Badge, Empty, Time } from "../parts.tsx";
import { Pager } from "../table.tsx";
import { type ShownCount, Sparkline } from "./chart.tsx";
import { FilterForm, type Filters } from "./filters.tsx";
import { changeText, durationBetween, type ShownChange, timesText } from "./words.ts";

export interface ShownGroup {
  readonly code: string;
  readonly title: string;
  readonly clientId: string | undefined;
  readonly total: number;
  readonly since: number;
  readonly lastAt: number;
  readonly before: number | undefined;
  readonly networks: number;
  readonly changes: readonly ShownChange[];
  readonly counts: readonly ShownCount[];
}

interface GroupsProps {
  readonly root: string;
  readonly filters: Filters;
  readonly applications: readonly { readonly id: string; readonly name: string }[];
  readonly seesNetworks: boolean;
  readonly groups: readonly ShownGroup[];
  readonly span: { readonly from: number; readonly to: number; readonly period: number };
  readonly next: string | undefined;
  readonly first: string | undefined;
  /** The refusals of a group. */
  readonly hrefOf: (group: ShownGroup) => string;
}

export function Group({
  root,
  group,
  span,
  href,
}: Pick<GroupsProps, "root" | "span"> & { readonly group: ShownGroup; readonly href: string }) {
  const { code, title, clientId, total, since, lastAt, before, networks, changes, counts } = group;
  const [latest, ...others] = changes;
  return (
    <li class="refusal-group">
      <div>
        <p class="group-sentence">
          <strong>{timesText(total)}</strong> <a href={href}>{title}</a> {total === 1 ? "at" : "since"}{" "}
          <Time at={since} />
          {", "}
          {clientId === undefined ? (
            "without an application"
          ) : (
            <a href={`${root}/applications/${encodeURIComponent(clientId)}`}>{visible(clientId)}</a>
          )}
          {networks > 1 && `, from ${networks} networks`}
          {latest !== undefined &&
            `, first seen ${durationBetween(latest.at, since)} after ${visible(changeText(latest))}`}
          .
        </p>
        {others.length > 0 && (
          <ul class="group-changes">
            {others.map((change, i) => (
              <li key={i}>
                {durationBetween(change.at, since)} before, {visible(changeText(change))}
              </li>
            ))}
          </ul>
        )}
        <p class="refusal-facts">
          <code>{code}</code>
          {total > 1 && (
            <span>
              last <Time at={lastAt} />
            </span>
          )}
          {before === undefined ? (
            <Badge tone="accent">New</Badge>
          ) : (
            <span>
              seen before, until <Time at={before} />
            </span>
          )}
        </p>
      </div>
      <Sparkline counts={counts} {...span} />
    </li>
  );
}

export function refusalGroupsPage({
  root,
  filters,
  applications,
  seesNetworks,
  groups,
  span,
  next,
  first,
  hrefOf,
}: GroupsProps) {
  return (
    <>
      <FilterForm
        action={`${root}/refusals/groups`}
        filters={filters}
        applications={applications}
        networks={seesNetworks}
      />
      {groups.length === 0 ? (
        <Empty title="Nothing was refused here">With these filters there is nothing in this period.</Empty>
      ) : (
        <ol class="refusal-groups panel">
          {groups.map((group) => (
            <Group key={`${group.code} ${group.clientId}`} root={root} group={group} span={span} href={hrefOf(group)} />
          ))}
        </ol>
      )}
      <Pager next={next} first={first} />
    </>
  );
}
