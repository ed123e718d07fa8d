/** Applications that registered themselves: how, from which software, and whether somebody vouches for them. */
import { applicationPath } from "../applications/list.tsx";
import { type Choice, SelectField } from "../fields.tsx";
import { Badge, Empty, Time } from "../parts.tsx";
import { Pager, Table } from "../table.tsx";

export interface RegisteredRow {
  readonly id: string;
  readonly name: string;
  readonly owner: string | undefined;
  readonly team: string | undefined;
  readonly firstParty: boolean;
  readonly softwareId: string | undefined;
  readonly softwareVersion: string | undefined;
  readonly isDisabled: boolean;
  readonly isUnvouched: boolean;
  /** When it registered itself. Milliseconds. */
  readonly at: number;
  /** The id of the initial access token, and whom it was for; none if it needed none. */
  readonly by: string | undefined;
  readonly label: string | undefined;
  readonly network: string | undefined;
  readonly lastUsed: number | undefined;
}

interface RegisteredProps {
  readonly root: string;
  readonly text: string;
  readonly by: string;
  readonly unvouched: boolean;
  readonly mode: "off" | "initial-access-token" | "open";
  readonly choices: readonly Choice[];
  readonly rows: readonly RegisteredRow[];
  readonly next: string | undefined;
  readonly first: string | undefined;
  readonly isFiltered: boolean;
}

const MODES = {
  off: "No application can register itself now.",
  "initial-access-token": "Whoever has an initial access token can register applications now.",
  open: "Anybody can register applications now.",
} as const;

/** Who may register applications, and where that is decided. */
export const Mode = ({ root, mode }: Pick<RegisteredProps, "root" | "mode">) => (
  <p class="hint">
    {MODES[mode]} <a href={`${root}/settings`}>Settings</a> say so, and which scopes they may have.
  </p>
);

const whose = ({ owner, team, firstParty }: RegisteredRow): string =>
  [owner, team && `team ${team}`, firstParty && "first party"].filter(Boolean).join(", ");

export function registeredPage(props: RegisteredProps) {
  const { root, text, by, unvouched, mode, choices, rows, next, first, isFiltered } = props;
  const list = `${root}/registrations`;
  return (
    <>
      <Mode root={root} mode={mode} />
      <form class="filters" method="get" action={list}>
        <div class="field">
          <label for="q">Name or client_id</label>
          <input id="q" name="q" type="search" value={text} autocomplete="off" />
        </div>
        <SelectField name="by" label="Registered" value={by} choices={choices} />
        <div class="check">
          <input id="unvouched" type="checkbox" name="unvouched" value="true" checked={unvouched} />
          <label for="unvouched">Only those that nobody vouches for</label>
        </div>
        <button type="submit" class="quiet-button">
          Filter
        </button>
      </form>
      <Table
        caption="Applications that registered themselves"
        keyOf={({ id }) => id}
        rows={rows}
        empty={
          isFiltered ? (
            <Empty title="No application matches" action={<a href={list}>Show all</a>} />
          ) : (
            <Empty title="No application has registered itself yet">
              Applications do it at the registration endpoint, which the server's metadata name.
            </Empty>
          )
        }
        columns={[
          {
            label: "Name",
            as: "main",
            cell: ({ id, name, isDisabled, isUnvouched }: RegisteredRow) => (
              <>
                <a href={applicationPath(root, id)}>
                  <bdi>{name}</bdi>
                </a>{" "}
                {isUnvouched && <Badge tone="caution">Nobody vouches</Badge>}{" "}
                {isDisabled && <Badge tone="caution">Disabled</Badge>}
                <code class="below">{id}</code>
              </>
            ),
          },
          { label: "Owner", cell: (row) => whose(row) || "None" },
          {
            label: "Registered",
            as: "time",
            cell: ({ at, by: token, label, network }: RegisteredRow) => (
              <div>
                <Time at={at} />
                <span class="sub">
                  {token === undefined ? "Without a token" : `With ${label ?? `the token ${token}`}`}
                  {network !== undefined && `, from ${network}`}
                </span>
              </div>
            ),
          },
          {
            label: "Software",
            cell: ({ softwareId, softwareVersion }: RegisteredRow) =>
              softwareId === undefined && softwareVersion === undefined ? (
                <span class="quiet">Not said</span>
              ) : (
                <div>
                  <bdi>{softwareId ?? "Without an id"}</bdi>
                  {softwareVersion !== undefined && <span class="sub">{softwareVersion}</span>}
                </div>
              ),
          },
          {
            label: "Last used",
            as: "time",
            cell: ({ lastUsed }: RegisteredRow) => (lastUsed === undefined ? "Not yet" : <Time at={lastUsed} />),
          },
        ]}
      />
      <Pager next={next} first={first} />
    </>
  );
}
