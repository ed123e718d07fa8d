/** Documents of clients that this process has read: what came of it, until when it counts, and what an operator decides about the host. */
import type { Frame } from "../layout.tsx";
import { Alert, Badge, Empty, Form, Time } from "../parts.tsx";
import { Pager, Table } from "../table.tsx";

export interface ShownDocument {
  readonly id: string;
  readonly host: string;
  readonly name: string | undefined;
  readonly readAt: number;
  /** Until when it is used without being read again; none if it isn't used. */
  readonly until: number | undefined;
  /** Why it can't be used. */
  readonly fault: readonly string[] | undefined;
  readonly isBlocked: boolean;
  /** An operator has named its host. */
  readonly isTrusted: boolean;
  /** Whether that is said of this very host. */
  readonly isDecided: Readonly<Record<"block" | "trust", boolean>>;
}

interface DocumentsProps {
  readonly frame: Frame;
  readonly text: string;
  readonly mode: "off" | "hosts" | "all";
  readonly rows: readonly ShownDocument[];
  readonly next: string | undefined;
  readonly first: string | undefined;
  readonly mayRead: boolean;
  readonly maySet: boolean;
  readonly alert: { readonly says: string; readonly href: string } | undefined;
}

const PATH = "/registrations/documents";

const MODES = {
  off: "Nobody's documents make clients now.",
  hosts: "Documents of named hosts make clients now.",
  all: "Anybody's documents make clients now, but for blocked hosts.",
} as const;

export function documentsPage(props: DocumentsProps) {
  const { frame, text, mode, rows, next, first, mayRead, maySet, alert } = props;
  const { root } = frame;
  return (
    <>
      <p class="hint">
        {MODES[mode]} <a href={`${root}/settings`}>Settings</a> say so, and which scopes such clients may have.
      </p>
      {alert !== undefined && (
        <Alert title="Nothing was changed" href={alert.href}>
          <p>{alert.says}</p>
        </Alert>
      )}
      <form class="filters" method="get" action={`${root}${PATH}`}>
        <div class="field">
          <label for="q">URL or name</label>
          <input id="q" name="q" type="search" value={text} autocomplete="off" />
        </div>
        <button type="submit" class="quiet-button">
          Search
        </button>
      </form>
      <Table
        caption="Documents of clients"
        rows={rows}
        keyOf={({ id }) => id}
        empty={
          text === "" ? (
            <Empty title="This process has read no document yet">
              The first request of a client with a URL as its client_id brings it here.
            </Empty>
          ) : (
            <Empty title="No document matches" action={<a href={`${root}${PATH}`}>Show all</a>} />
          )
        }
        columns={[
          {
            label: "Client",
            as: "main",
            cell: ({ id, host, name, isBlocked, isTrusted }: ShownDocument) => (
              <>
                <bdi>{name ?? host}</bdi> {isBlocked && <Badge tone="caution">Blocked</Badge>}
                {isTrusted && <Badge tone="good">Trusted host</Badge>}
                <code class="below">{id}</code>
              </>
            ),
          },
          { label: "State", cell: (row) => <State {...row} /> },
          ...(mayRead || maySet
            ? [{ label: "Action", cell: (row: ShownDocument) => <Actions {...{ frame, mayRead, maySet, row }} /> }]
            : []),
        ]}
      />
      <Pager next={next} first={first} />
    </>
  );
}

function State({ readAt, until, fault }: ShownDocument) {
  const state = until === undefined ? "Read again at its next use" : "In use";
  return (
    <div>
      {fault === undefined ? (
        <Badge tone={until === undefined ? "neutral" : "good"}>{state}</Badge>
      ) : (
        <Badge tone="caution">Not usable</Badge>
      )}
      {fault?.map((one) => (
        <span class="sub" key={one}>
          {one}
        </span>
      ))}
      <span class="sub">
        Last read <Time at={readAt} />
        {until !== undefined && (
          <>
            , valid until <Time at={until} />
          </>
        )}
      </span>
    </div>
  );
}

interface ActionsProps extends Pick<DocumentsProps, "frame" | "mayRead" | "maySet"> {
  readonly row: ShownDocument;
}

function Actions({ frame, mayRead, maySet, row }: ActionsProps) {
  const { id, host, isBlocked, isTrusted, isDecided } = row;
  const decide = (act: string, label: string, tone: "quiet-button" | "danger" = "quiet-button") => (
    <Form
      frame={frame}
      action={`${PATH}/host`}
      class="inline-form"
      fields={[
        ["host", host],
        ["act", act],
      ]}
    >
      <button type="submit" class={tone}>
        {label}
        <span class="unseen"> {host}</span>
      </button>
    </Form>
  );
  return (
    <div class="row-actions">
      {mayRead && (
        <Form frame={frame} action={`${PATH}/read`} class="inline-form" fields={[["id", id]]}>
          <button type="submit" class="quiet-button">
            Read again<span class="unseen"> {id}</span>
          </button>
        </Form>
      )}
      {maySet && !isBlocked && !isTrusted && decide("trust", "Trust host")}
      {maySet && isTrusted && isDecided.trust && decide("distrust", "Stop trusting")}
      {maySet && !isBlocked && decide("block", "Block host", "danger")}
      {maySet && isDecided.block && decide("unblock", "Unblock host")}
    </div>
  );
}
