/** Who was notified of sign-outs, and why somebody couldn't be notified. */
import type { Frame } from "./layout.tsx";
import { Badge, Empty, Time } from "./parts.tsx";
import { ClientFilter, Pager, Table } from "./table.tsx";

export interface ShownSignOut {
  readonly id: number;
  readonly clientId: string;
  readonly clientName: string;
  readonly subject: string;
  readonly username: string;
  readonly endedAt: number;
  readonly toldAt: number | undefined;
  readonly dueAt: number | undefined;
  readonly state: "told" | "waiting" | "given_up";
  readonly tries: number;
  readonly fault: string | undefined;
}

const STATES = {
  told: ["good", "Told"],
  waiting: ["caution", "Waiting"],
  given_up: ["accent", "Given up"],
} as const;

interface SignOutsProps {
  readonly frame: Frame;
  readonly rows: readonly ShownSignOut[];
  readonly clientId: string;
  readonly untold: boolean;
  readonly next: string | undefined;
  readonly first: string | undefined;
}

const times = (count: number): string => (count === 1 ? "Failed once" : `Failed ${count} times`);

function Why({ tries, fault, dueAt, toldAt }: ShownSignOut) {
  if (tries === 0) return <>{toldAt === undefined ? "Not tried yet" : "At the first try"}</>;
  return (
    <>
      {times(tries)}
      {fault !== undefined && <span class="sub">{`Last time, ${fault}.`}</span>}
      {dueAt !== undefined && (
        <span class="sub">
          Next try: <Time at={dueAt} />
        </span>
      )}
    </>
  );
}

export function signOutsPage({ frame: { root }, rows, clientId, untold, next, first }: SignOutsProps) {
  return (
    <>
      <ClientFilter
        action={`${root}/sign-outs`}
        clientId={clientId}
        box="untold"
        label="Only those that weren't notified"
        checked={untold}
      />
      <Table
        caption="Sign-outs"
        columns={[
          {
            label: "Application",
            as: "main",
            cell: ({ clientId, clientName }: ShownSignOut) => (
              <>
                <a href={`${root}/applications/${encodeURIComponent(clientId)}`}>{clientName}</a>
                <span class="sub">{clientId}</span>
              </>
            ),
          },
          {
            label: "User",
            cell: ({ subject, username }: ShownSignOut) => (
              <a class="unbroken" href={`${root}/users/${encodeURIComponent(subject)}`}>
                {username}
              </a>
            ),
          },
          { label: "Signed out", as: "time", cell: ({ endedAt }: ShownSignOut) => <Time at={endedAt} /> },
          {
            label: "State",
            cell: ({ state }: ShownSignOut) => <Badge tone={STATES[state][0]}>{STATES[state][1]}</Badge>,
          },
          { label: "Tries", cell: (row: ShownSignOut) => <Why {...row} /> },
        ]}
        rows={rows}
        keyOf={({ id }) => String(id)}
        empty={
          <Empty title="Nobody to tell">
            An application is notified if it has a URL for that: see the tab Redirect URIs of the application.
          </Empty>
        }
      />
      <Pager next={next} first={first} />
    </>
  );
}
