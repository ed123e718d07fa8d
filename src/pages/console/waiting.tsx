/** What waits for a user: which application, for whom, since when and until when. */
import { Name } from "../foreign.tsx";
import type { Frame } from "./layout.tsx";
import { Badge, ButtonForm, Empty, Time } from "./parts.tsx";
import { ClientIdFilter, Pager, Table } from "./table.tsx";

export interface ShownWaiting {
  readonly id: string;
  readonly kind: "device" | "backchannel";
  readonly clientId: string;
  readonly clientName: string;
  readonly subject?: string | undefined;
  readonly username: string | undefined;
  readonly bindingMessage?: string | undefined;
  readonly scopes: readonly string[];
  readonly requestedAt: number;
  readonly expiresAt: number;
  readonly polledAt: number | undefined;
}

interface WaitingProps {
  readonly frame: Frame;
  readonly rows: readonly ShownWaiting[];
  readonly clientId: string;
  readonly mayCancel: boolean;
  readonly next: string | undefined;
  readonly first: string | undefined;
}

const KINDS = { device: "Device", backchannel: "Without a browser" } as const;

function Asked({ kind, subject, username, root }: ShownWaiting & { readonly root: string }) {
  if (kind === "device") return <>Whoever enters its code</>;
  return (
    <a class="unbroken" href={`${root}/users/${encodeURIComponent(subject ?? "")}`}>
      {username}
    </a>
  );
}

const Scopes = ({ of }: { readonly of: readonly string[] }) => (
  <span class="chips">
    {of.map((name) => (
      <code key={name}>{name}</code>
    ))}
  </span>
);

export function waitingPage({ frame, rows, clientId, mayCancel, next, first }: WaitingProps) {
  const { root } = frame;
  return (
    <>
      <form method="get" action={`${root}/waiting`} class="filters">
        <ClientIdFilter clientId={clientId} />
        <button type="submit">Filter</button>
      </form>
      <Table
        caption="Waiting"
        rows={rows}
        keyOf={({ id }) => id}
        empty={
          <Empty title="Nobody is waiting">
            What was refused, or failed, is among the <a href={`${root}/refusals`}>refusals</a>.
          </Empty>
        }
        columns={[
          {
            label: "Application",
            as: "main",
            cell: ({ clientId: id, clientName, kind }: ShownWaiting) => (
              <>
                <a href={`${root}/applications/${encodeURIComponent(id)}`}>{clientName}</a>
                <span class="sub">{id}</span>
                <Badge>{KINDS[kind]}</Badge>
              </>
            ),
          },
          {
            label: "Waits for",
            cell: (row) => (
              <>
                <Asked {...row} root={root} />
                {row.bindingMessage !== undefined && (
                  <span class="sub">
                    Message: <Name>{row.bindingMessage}</Name>
                  </span>
                )}
              </>
            ),
          },
          { label: "Asks for", cell: ({ scopes }) => <Scopes of={scopes} /> },
          {
            label: "Since",
            as: "time",
            cell: ({ requestedAt, expiresAt, polledAt }) => (
              <>
                <Time at={requestedAt} />
                <span class="sub">
                  Until <Time at={expiresAt} />
                </span>
                {polledAt !== undefined && (
                  <span class="sub">
                    Last asked <Time at={polledAt} />
                  </span>
                )}
              </>
            ),
          },
          {
            label: "More",
            cell: ({ id, clientId: of }) => (
              <>
                <a href={`${root}/refusals?application=${encodeURIComponent(of)}`}>Refusals</a>
                {mayCancel && (
                  <ButtonForm frame={frame} action={`/waiting/${id}/cancel`} label="Cancel" tone="danger" />
                )}
              </>
            ),
          },
        ]}
      />
      <Pager next={next} first={first} />
    </>
  );
}
