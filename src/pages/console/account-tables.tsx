/** Sessions and events of an account, for its user and for operators. */
import type { Frame } from "./layout.tsx";
import { Badge, ButtonForm, Empty, Panel, Time } from "./parts.tsx";
import { type Column, Pager, Table } from "./table.tsx";

export interface ShownSession {
  readonly id: number;
  readonly since: number;
  readonly expiresAt: number;
  readonly browser: string | undefined;
  readonly network: string | undefined;
  readonly current: boolean;
}

/** `action`: the path of the form that ends one. */
export function SessionTable({
  frame,
  sessions,
  action,
}: {
  readonly frame: Frame;
  readonly sessions: readonly ShownSession[];
  readonly action: string | undefined;
}) {
  const columns: Column<ShownSession>[] = [
    {
      label: "Browser",
      as: "main",
      cell: ({ browser, current }) => (
        <>
          {browser ?? "Unknown browser"} {current && <Badge tone="good">This one</Badge>}
        </>
      ),
    },
    { label: "Network", cell: ({ network }) => network ?? "Unknown" },
    { label: "Signed in", as: "time", cell: ({ since }) => <Time at={since} /> },
    { label: "Ends at the latest", as: "time", cell: ({ expiresAt }) => <Time at={expiresAt} /> },
  ];
  if (action !== undefined)
    columns.push({
      label: "Action",
      cell: ({ id, current }) =>
        current ? null : <ButtonForm frame={frame} action={action} fields={[["session", String(id)]]} label="End" />,
    });
  return (
    <Table
      caption="Open sessions"
      columns={columns}
      rows={sessions}
      keyOf={({ id }) => String(id)}
      empty={<Empty title="No open session" />}
    />
  );
}

export function ownSessionsPage({
  frame,
  sessions,
  next,
}: {
  readonly frame: Frame;
  readonly sessions: readonly ShownSession[];
  readonly next: string | undefined;
}) {
  return (
    <Panel
      title="Where you are signed in"
      lead="Ending a session also ends the access that applications got in it."
      actions={
        sessions.length > 1 && (
          <ButtonForm frame={frame} action="/me/sessions/end-others" label="End all others" tone="danger" />
        )
      }
    >
      <SessionTable frame={frame} sessions={sessions} action="/me/sessions/end" />
      <Pager next={next} />
    </Panel>
  );
}

export interface ShownEvent {
  readonly id: number;
  readonly at: number;
  readonly what: string;
  /** The name of the application, or the team. */
  readonly about: string | undefined;
  readonly browser: string | undefined;
  readonly network: string | undefined;
  readonly byOperator: boolean;
}

const WORDS: Readonly<Record<string, string>> = {
  "signed-in": "Signed in",
  "signed-out": "Signed out",
  "password-changed": "Password changed",
  "profile-changed": "Profile changed",
  allowed: "Allowed access",
  withdrawn: "Access removed",
  "grant-ended": "Access ended",
  "session-ended": "Session ended",
  "all-ended": "Signed out everywhere",
  "joined-team": "Joined a team",
  "left-team": "Left a team",
};

export function ActivityTable({
  events,
  next,
}: {
  readonly events: readonly ShownEvent[];
  readonly next: string | undefined;
}) {
  return (
    <>
      <Table
        caption="What happened to the account"
        columns={[
          {
            label: "What",
            as: "main",
            cell: ({ what, about, byOperator }: ShownEvent) => (
              <>
                {WORDS[what] ?? what}
                {about !== undefined && <>: {about}</>} {byOperator && <Badge>By an operator</Badge>}
              </>
            ),
          },
          { label: "Browser", cell: ({ browser }) => browser ?? "" },
          { label: "Network", cell: ({ network }) => network ?? "" },
          { label: "When", as: "time", cell: ({ at }) => <Time at={at} /> },
        ]}
        rows={events}
        keyOf={({ id }) => String(id)}
        empty={
          <Empty title="Nothing yet">Sign-ins, changes of the password, and what you allow are listed here.</Empty>
        }
      />
      <Pager next={next} />
    </>
  );
}

export function ownActivityPage(props: { readonly events: readonly ShownEvent[]; readonly next: string | undefined }) {
  return (
    <Panel
      title="What happened to your account"
      lead="The last 100 events of the last 90 days. If you see something that wasn't you, change your password and sign out everywhere else."
    >
      <ActivityTable {...props} />
    </Panel>
  );
}
