/** The refusals, the newest first, with a chart. New ones appear by themselves. */
import { visible } from "../../../render/characters.ts";
import { Empty, Panel, Time } from "../parts.tsx";
import { Pager } from "../table.tsx";
import { RefusalsChart, type ShownCount } from "./chart.tsx";
import { FilterForm, type Filters } from "./filters.tsx";

export interface ShownRefusal {
  readonly ref: string;
  readonly at: number;
  readonly code: string;
  readonly title: string;
  /** The full description. */
  readonly says: string;
  readonly endpoint: string;
  readonly clientId: string | undefined;
  readonly more: number;
}

interface ListProps {
  readonly root: string;
  readonly filters: Filters;
  readonly applications: readonly { readonly id: string; readonly name: string }[];
  readonly networks: boolean;
  readonly refusals: readonly ShownRefusal[];
  readonly chart: {
    readonly counts: readonly ShownCount[];
    readonly from: number;
    readonly to: number;
    readonly period: number;
  };
  /** Where new ones come from; none on later pages. */
  readonly events: string | undefined;
  readonly next: string | undefined;
  readonly first: string | undefined;
  /** The URL of this list with another filter. */
  readonly hrefWith: (change: Partial<Filters>) => string;
}

function Row({ root, one }: { readonly root: string; readonly one: ShownRefusal }) {
  const { ref, at, code, title, says, endpoint, clientId, more } = one;
  return (
    <li data-ref={ref}>
      <a class="refusal-title" href={`${root}/refusals/${ref}`}>
        {title}
      </a>
      <span class="refusal-time">
        <Time at={at} />
      </span>
      <p class="refusal-says">{visible(says)}</p>
      <p class="refusal-facts">
        <code>{code}</code>
        <span class="refusal-client">{clientId === undefined ? "no application" : visible(clientId)}</span>
        <span class="refusal-endpoint">{visible(endpoint)}</span>
        <span class="refusal-more">{more > 0 ? `and ${more} more like it` : ""}</span>
      </p>
    </li>
  );
}

/** What the script copies for each new refusal. */
const BLANK: ShownRefusal = { ref: "", at: 0, code: "", title: "", says: "", endpoint: "", clientId: "", more: 0 };

export function refusalsPage(props: ListProps) {
  const { root, filters, applications, networks, refusals, chart, events, next, first, hrefWith } = props;
  return (
    <>
      <FilterForm action={`${root}/refusals`} filters={filters} applications={applications} networks={networks} />
      <Panel title="Over time, by cause">
        <RefusalsChart {...chart} hrefOf={(code) => hrefWith({ code })} />
      </Panel>
      <section class="panel" aria-labelledby="refusals-list">
        <div class="panel-head">
          <h2 id="refusals-list">{events === undefined ? "Refusals" : "As they occur"}</h2>
          {events !== undefined && <p class="live-state" data-live-state="" role="status" />}
        </div>
        {refusals.length === 0 && (
          <Empty title="Nothing was refused here">
            With these filters there is nothing in this period.{" "}
            {events !== undefined && "New refusals appear here as they occur."}
          </Empty>
        )}
        <ol class="refusal-list" data-live={events} data-root={root}>
          {refusals.map((one) => (
            <Row key={one.ref} root={root} one={one} />
          ))}
        </ol>
        {events !== undefined && (
          <template id="refusal-row">
            <Row root={root} one={BLANK} />
          </template>
        )}
      </section>
      <Pager next={next} first={first} />
    </>
  );
}
