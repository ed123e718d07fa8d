/** Grants in the console: a list, and the life of one. */
import { type ConsentDetail, DetailList } from "../consent-details.tsx";
import { GrantLife, type LifeStep } from "./grant-life.tsx";
import type { Frame } from "./layout.tsx";
import { Badge, ButtonForm, Empty, Facts, Panel, Time } from "./parts.tsx";
import { ClientFilter, Pager, Table } from "./table.tsx";

export interface ShownGrant {
  readonly id: number;
  readonly clientId: string;
  readonly clientName: string;
  readonly subject: string;
  readonly username: string;
  readonly scopes: readonly string[];
  readonly state: "live" | "waiting" | "ended";
  readonly since: number;
  readonly lastTokenAt: number;
  readonly because: string | undefined;
}

const STATES = {
  live: ["good", "Live"],
  waiting: ["caution", "Waiting for its code"],
  ended: ["neutral", "Ended"],
} as const;

export function GrantState({ state }: Pick<ShownGrant, "state">) {
  const [tone, word] = STATES[state];
  return <Badge tone={tone}>{word}</Badge>;
}

interface GrantTableProps {
  readonly frame: Frame;
  readonly grants: readonly ShownGrant[];
  readonly next: string | undefined;
  readonly first?: string | undefined;
  /** Columns that say nothing new on a page. */
  readonly without?: "user";
}

export function GrantTable({ frame: { root }, grants, next, first, without }: GrantTableProps) {
  const columns = [
    {
      label: "Application",
      as: "main" as const,
      cell: ({ id, clientName, clientId }: ShownGrant) => (
        <>
          <a href={`${root}/grants/${id}`}>{clientName}</a>
          <span class="sub">{clientId}</span>
        </>
      ),
    },
    {
      label: "User",
      cell: ({ subject, username }: ShownGrant) => (
        <a class="unbroken" href={`${root}/users/${encodeURIComponent(subject)}`}>
          {username}
        </a>
      ),
    },
    { label: "May", cell: ({ scopes }: ShownGrant) => <code>{scopes.join(" ")}</code> },
    { label: "State", cell: ({ state }: ShownGrant) => <GrantState state={state} /> },
    { label: "Since", as: "time" as const, cell: ({ since }: ShownGrant) => <Time at={since} /> },
    { label: "Last token", as: "time" as const, cell: ({ lastTokenAt }: ShownGrant) => <Time at={lastTokenAt} /> },
  ];
  return (
    <>
      <Table
        caption="Grants"
        columns={columns.filter(({ label }) => !(without === "user" && label === "User"))}
        rows={grants}
        keyOf={({ id }) => String(id)}
        empty={
          <Empty title="No grant">A grant begins when a user signs in to an application and allows it something.</Empty>
        }
      />
      <Pager next={next} first={first} />
    </>
  );
}

interface GrantsProps extends GrantTableProps {
  readonly clientId: string;
  readonly live: boolean;
}

export function grantsPage({ clientId, live, ...table }: GrantsProps) {
  return (
    <>
      <ClientFilter
        action={`${table.frame.root}/grants`}
        clientId={clientId}
        box="live"
        label="Only live ones"
        checked={live}
      />
      <GrantTable {...table} />
    </>
  );
}

interface GrantProps {
  readonly frame: Frame;
  readonly grant: ShownGrant;
  readonly steps: readonly LifeStep[];
  readonly source: string;
  readonly mayEnd: boolean;
  /** The APIs, if the scopes alone don't say so, and what was allowed in detail. */
  readonly apis: readonly string[];
  readonly details: readonly ConsentDetail[];
}

export function grantPage({ frame, grant, steps, source, mayEnd, apis, details }: GrantProps) {
  const { root } = frame;
  return (
    <>
      <Panel title="Its life">
        <GrantLife steps={steps} />
      </Panel>
      <Panel
        title="What it allows"
        actions={
          mayEnd &&
          grant.state !== "ended" && (
            <ButtonForm frame={frame} action={`/grants/${grant.id}/end`} label="End it" tone="danger" />
          )
        }
      >
        <Facts
          of={[
            [
              "Application",
              <a href={`${root}/applications/${encodeURIComponent(grant.clientId)}`}>{grant.clientName}</a>,
            ],
            ["User", <a href={`${root}/users/${encodeURIComponent(grant.subject)}`}>{grant.username}</a>],
            ["Scopes", <code>{grant.scopes.join(" ")}</code>],
            ...(apis.length === 0 ? [] : [["APIs", apis.join(", ")] as const]),
            ["Came from", source],
            ...(grant.because === undefined ? [] : [["Ended because", grant.because] as const]),
          ]}
        />
      </Panel>
      {details.length > 0 && (
        <Panel title="In detail" lead="What the user has allowed beside the scopes.">
          <DetailList details={details} />
        </Panel>
      )}
    </>
  );
}
