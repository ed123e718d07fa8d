/** The list of applications. */
import { Badge, Empty, Time } from "../parts.tsx";
import { type ShownCount, Sparkline } from "../refusals/chart.tsx";
import { Pager, Table } from "../table.tsx";

export interface ApplicationRow {
  readonly id: string;
  readonly name: string;
  readonly owner: string | undefined;
  readonly team: string | undefined;
  readonly kind: string;
  readonly isDisabled: boolean;
  readonly isInFile: boolean;
  /** It registered itself, and nobody vouches for it. */
  readonly isUnvouched: boolean;
  /** When it was last granted something. Milliseconds. */
  readonly lastUsed: number | undefined;
  /** By day. */
  readonly refusals: readonly ShownCount[];
}

/** The days of the bars. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly period: number;
}

interface ListProps {
  readonly root: string;
  readonly text: string;
  readonly mayAdd: boolean;
  readonly isOwn: boolean;
  readonly rows: readonly ApplicationRow[];
  /** The id after which the list continues. */
  readonly next: string | undefined;
  readonly isFirst: boolean;
  /** `undefined`: the viewer may not see refusals. */
  readonly span: Span | undefined;
}

export const applicationPath = (root: string, id: string): string => `${root}/applications/${encodeURIComponent(id)}`;

/** How many refusals there were, and on which days. */
function Refusals({
  root,
  row: { id, refusals },
  span,
}: {
  readonly root: string;
  readonly row: ApplicationRow;
  readonly span: Span;
}) {
  const total = refusals.reduce((sum, one) => sum + one.total, 0);
  if (total === 0) return <span class="quiet">None</span>;
  return (
    <a class="trend" href={`${root}/refusals?application=${encodeURIComponent(id)}`}>
      <span>{total.toLocaleString("en-US")}</span>
      <Sparkline counts={refusals} {...span} />
    </a>
  );
}

export function applicationsPage({ root, text, mayAdd, isOwn, rows, next, isFirst, span }: ListProps) {
  const list = `${root}/applications`;
  const search = text === "" ? "" : `q=${encodeURIComponent(text)}`;
  return (
    <>
      <form class="filters" method="get" action={list}>
        <div class="field">
          <label for="q">Name or client_id</label>
          <input id="q" name="q" type="search" value={text} autocomplete="off" />
        </div>
        <button type="submit" class="quiet-button">
          Search
        </button>
      </form>
      <Table
        caption="Applications"
        keyOf={({ id }) => id}
        rows={rows}
        empty={<NoApplications text={text} mayAdd={mayAdd} isOwn={isOwn} list={list} />}
        columns={[
          {
            label: "Name",
            as: "main",
            cell: ({ id, name, isDisabled, isInFile, isUnvouched }) => (
              <>
                <a href={applicationPath(root, id)}>
                  <bdi>{name}</bdi>
                </a>{" "}
                {isDisabled && <Badge tone="caution">Disabled</Badge>} {isInFile && <Badge>In a file</Badge>}{" "}
                {isUnvouched && <Badge tone="caution">Nobody vouches</Badge>}
                <code class="below">{id}</code>
              </>
            ),
          },
          { label: "Kind", cell: ({ kind }) => <span class="unbroken">{kind}</span> },
          {
            label: "Owner",
            cell: ({ owner, team }) => [owner, team && `team ${team}`].filter(Boolean).join(", ") || "None",
          },
          ...(span === undefined
            ? []
            : [
                {
                  label: "Refusals in 7 days",
                  cell: (row: ApplicationRow) => <Refusals root={root} row={row} span={span} />,
                },
              ]),
          {
            label: "Last used",
            as: "time",
            cell: ({ lastUsed }) => (lastUsed === undefined ? "Not yet" : <Time at={lastUsed} />),
          },
        ]}
      />
      <Pager
        next={
          next === undefined
            ? undefined
            : `${list}?${[search, `after=${encodeURIComponent(next)}`].filter(Boolean).join("&")}`
        }
        first={isFirst ? undefined : `${list}${search === "" ? "" : `?${search}`}`}
      />
    </>
  );
}

function NoApplications({
  text,
  mayAdd,
  isOwn,
  list,
}: Pick<ListProps, "text" | "mayAdd" | "isOwn"> & { readonly list: string }) {
  if (text !== "")
    return (
      <Empty title="No application has this in its name or client_id" action={<a href={list}>Show all</a>}>
        Searched for “{text}”.
      </Empty>
    );
  const action = mayAdd ? (
    <a class="button" href={`${list}/new`}>
      Register an application
    </a>
  ) : undefined;
  return (
    <Empty title={isOwn ? "You don't own an application yet" : "No application is registered yet"} action={action}>
      {mayAdd
        ? "Say what you are building, and get code that signs users in or calls your API."
        : "Ask an operator to register one and to make you its owner."}
    </Empty>
  );
}
