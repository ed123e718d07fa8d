/** Teams in the console: users who own applications together. */
import { CheckField, type ShownFault, TextField } from "./fields.tsx";
import type { Frame } from "./layout.tsx";
import { Alert, ButtonForm, Empty, Form, Panel, Time } from "./parts.tsx";
import { Pager, Table } from "./table.tsx";

export interface ShownTeam {
  readonly name: string;
  readonly members: number;
}

const pathOf = (name: string, rest = ""): string => `/teams/${encodeURIComponent(name)}${rest}`;

export const teamsActions = ({ root }: Frame) => (
  <a class="button primary" href={`${root}/teams/new`}>
    Make a team
  </a>
);

export function teamsPage({
  frame,
  teams,
  next,
  mayAdd,
}: {
  readonly frame: Frame;
  readonly teams: readonly ShownTeam[];
  readonly next: string | undefined;
  readonly mayAdd: boolean;
}) {
  return (
    <>
      <Table
        caption="Teams"
        columns={[
          {
            label: "Team",
            as: "main",
            cell: ({ name }: ShownTeam) => <a href={`${frame.root}${pathOf(name)}`}>{name}</a>,
          },
          { label: "Members", as: "number", cell: ({ members }) => members },
        ]}
        rows={teams}
        keyOf={({ name }) => name}
        empty={
          <Empty title="No team">
            {mayAdd
              ? "Make one, invite its members, and let it own applications."
              : "Operators make teams. You join one with a link from its members."}
          </Empty>
        }
      />
      <Pager next={next} />
    </>
  );
}

export function newTeamPage({
  frame,
  name,
  faults = new Map(),
  refused,
}: {
  readonly frame: Frame;
  readonly name: string;
  readonly faults?: ReadonlyMap<string, ShownFault>;
  readonly refused?: string | undefined;
}) {
  return (
    <Panel>
      {refused !== undefined && <Alert title={refused} />}
      <Form frame={frame} action="/teams/new">
        <TextField
          name="name"
          label="Name"
          value={name}
          hint="Lower-case letters, digits, - and _. Applications refer to it, so it can't change."
          required
          fault={faults.get("name")}
        />
        <div class="actions">
          <button class="primary" type="submit">
            Make the team
          </button>
        </div>
      </Form>
    </Panel>
  );
}

export interface ShownMember {
  readonly subject: string;
  readonly username: string;
  readonly since: number;
}

export interface ShownInvitation {
  readonly id: number;
  readonly email: string | undefined;
  readonly expiresAt: number;
}

interface TeamProps {
  readonly frame: Frame;
  readonly name: string;
  readonly members: readonly ShownMember[];
  readonly invitations: readonly ShownInvitation[];
  /** The member who looks at it, if it is one. */
  readonly own: string | undefined;
  readonly mayTakeOut: boolean;
  readonly mayInvite: boolean;
  readonly mayMakeUsers: boolean;
  readonly mayRemove: boolean;
  readonly etag: string;
  readonly refused?: string | undefined;
  readonly faults?: ReadonlyMap<string, ShownFault>;
}

export function teamPage(props: TeamProps) {
  const { frame, name, members, invitations, own, mayTakeOut, mayInvite, mayMakeUsers, mayRemove, etag } = props;
  const { refused, faults = new Map() } = props;
  return (
    <div class="two-columns">
      <Panel title="Members" lead="Each of them may see and change the applications of the team.">
        {refused !== undefined && <Alert title={refused} />}
        <Table
          caption="Members"
          columns={[
            { label: "User", as: "main", cell: ({ username }: ShownMember) => username },
            { label: "Since", as: "time", cell: ({ since }) => <Time at={since} /> },
            {
              label: "Action",
              cell: ({ subject }) =>
                (mayTakeOut || subject === own) && (
                  <ButtonForm
                    frame={frame}
                    action={pathOf(name, "/leave")}
                    fields={[["subject", subject]]}
                    label={subject === own ? "Leave" : "Take out"}
                  />
                ),
            },
          ]}
          rows={members}
          keyOf={({ subject }) => subject}
          empty={<Empty title="Nobody yet">Invite its first member.</Empty>}
        />
      </Panel>
      <div class="stacked">
        {mayInvite && (
          <Panel title="Invite" lead="You get a link with which somebody joins the team.">
            <Form frame={frame} action={pathOf(name, "/invite")}>
              <TextField
                name="email"
                label="E-mail"
                type="email"
                hint="Optional: to recognize the invitation."
                fault={faults.get("email")}
              />
              {mayMakeUsers && (
                <CheckField
                  name="new_users"
                  label="May make an account with it"
                  hint="For somebody who has no account here."
                  checked={false}
                />
              )}
              <div class="actions">
                <button class="primary" type="submit">
                  Make a link
                </button>
              </div>
            </Form>
            {invitations.length > 0 && (
              <ul>
                {invitations.map(({ id, email, expiresAt }) => (
                  <li key={id}>
                    {email ?? "A link"}, until <Time at={expiresAt} />
                  </li>
                ))}
              </ul>
            )}
          </Panel>
        )}
        {mayRemove && (
          <Panel title="Remove the team" lead="Only if no application belongs to it any more.">
            <ButtonForm
              frame={frame}
              action={pathOf(name, "/remove")}
              fields={[["etag", etag]]}
              label="Remove"
              tone="danger"
            />
          </Panel>
        )}
      </div>
    </div>
  );
}

export function joinTeamPage({
  frame,
  team,
  token,
}: {
  readonly frame: Frame;
  readonly team: string;
  readonly token: string;
}) {
  return (
    <Panel lead={`You join as ${frame.username}. You can leave at any time.`}>
      <Form frame={frame} action="/join" fields={[["token", token]]}>
        <div class="actions">
          <button class="primary" type="submit">
            Join {team}
          </button>
        </div>
      </Form>
    </Panel>
  );
}
