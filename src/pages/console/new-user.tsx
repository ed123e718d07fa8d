/** Adds or invites a user; and what else surrounds the pages about one. */
import { ActivityTable, SessionTable } from "./account-tables.tsx";
import { SelectField, type ShownFault, TextField } from "./fields.tsx";
import type { Frame } from "./layout.tsx";
import { ButtonForm, Code, Form, Panel, Time } from "./parts.tsx";
import { Pager } from "./table.tsx";
import { ROLE_CHOICES, type ShownUser, UserBadges } from "./users.tsx";

export interface NewUserShown {
  readonly username: string;
  readonly name: string;
  readonly email: string;
  readonly role: string;
}

export function newUserPage({
  frame,
  typed,
  faults = new Map(),
}: {
  readonly frame: Frame;
  readonly typed: NewUserShown;
  readonly faults?: ReadonlyMap<string, ShownFault>;
}) {
  return (
    <Panel lead="You get a link with which the user chooses a password. Nobody else ever knows it.">
      <Form frame={frame} action="/users/new">
        <TextField
          name="username"
          label="Username"
          value={typed.username}
          hint="Leave it empty to let the user choose one: the link is then an invitation."
          fault={faults.get("username")}
        />
        <TextField name="name" label="Name" value={typed.name} fault={faults.get("name")} />
        <TextField name="email" label="E-mail" type="email" value={typed.email} fault={faults.get("email")} />
        <SelectField
          name="role"
          label="Role on this server"
          value={typed.role}
          choices={ROLE_CHOICES}
          fault={faults.get("role")}
        />
        <div class="actions">
          <button class="primary" type="submit">
            Add or invite
          </button>
        </div>
      </Form>
    </Panel>
  );
}

/** A link that is shown once. */
export function linkPage({
  link,
  sentTo,
  expiresAt,
  says,
}: {
  readonly link: string;
  /** Where it was sent by mail. */
  readonly sentTo?: string | undefined;
  readonly expiresAt: number;
  readonly says: string;
}) {
  return (
    <Panel title={sentTo === undefined ? "Send this link" : `Sent to ${sentTo}`} lead={says}>
      <Code>{link}</Code>
      <p class="hint">
        It can be used once, until <Time at={expiresAt} />, by whoever has it. It isn't shown again.
      </p>
    </Panel>
  );
}

export const usersActions = ({ root }: Frame) => (
  <a class="button primary" href={`${root}/users/new`}>
    Add or invite
  </a>
);

export const userBadges = (user: Pick<ShownUser, "role" | "disabled">) => <UserBadges {...user} />;

export function userSessionsPage({
  frame,
  subject,
  mayEnd,
  ...list
}: {
  readonly frame: Frame;
  readonly subject: string;
  readonly mayEnd: boolean;
  readonly sessions: Parameters<typeof SessionTable>[0]["sessions"];
  readonly next: string | undefined;
}) {
  const path = `/users/${encodeURIComponent(subject)}`;
  return (
    <Panel
      title="Open sessions"
      lead="Ending one also ends the grants that began in it, with their tokens."
      actions={
        mayEnd && (
          <ButtonForm frame={frame} action={`${path}/end-all`} label="End all sessions and grants" tone="danger" />
        )
      }
    >
      <SessionTable frame={frame} sessions={list.sessions} action={mayEnd ? `${path}/sessions/end` : undefined} />
      <Pager next={list.next} />
    </Panel>
  );
}

export function userActivityPage(props: Parameters<typeof ActivityTable>[0]) {
  return (
    <Panel title="What happened to the account" lead="The last 100 events of the last 90 days.">
      <ActivityTable {...props} />
    </Panel>
  );
}
