/** Users in the console: found, added, invited, changed, and what they hold. */
import { AttributeFields, type ShownAttribute } from "./attribute-fields.tsx";
import { CheckField, LinesField, SelectField, type ShownFault, TextField } from "./fields.tsx";
import type { Frame, Tab } from "./layout.tsx";
import { Alert, Badge, ButtonForm, Cut, Empty, Facts, Form, Panel, Time } from "./parts.tsx";
import { Pager, Table } from "./table.tsx";

export interface ShownUser {
  readonly subject: string;
  readonly username: string;
  readonly role: "user" | "auditor" | "operator";
  readonly disabled: boolean;
  readonly name: string | undefined;
  readonly email: string | undefined;
  readonly emailVerified: boolean;
  readonly groups: readonly string[];
  readonly roles: readonly string[];
  readonly createdAt: number;
  readonly attributes: readonly ShownAttribute[];
  /** Other claims, as JSON. */
  readonly others: string;
}

const ROLE_NAMES = { user: "User", auditor: "Auditor", operator: "Operator" } as const;

export const ROLE_CHOICES = [
  { value: "user", label: "User" },
  { value: "auditor", label: "Auditor: sees everything" },
  { value: "operator", label: "Operator: changes everything" },
] as const;

const pathOf = ({ root }: Frame, subject: string, rest = ""): string =>
  `${root}/users/${encodeURIComponent(subject)}${rest}`;

export function UserBadges({ role, disabled }: Pick<ShownUser, "role" | "disabled">) {
  return (
    <>
      {role !== "user" && <Badge tone="accent">{ROLE_NAMES[role]}</Badge>}{" "}
      {disabled && <Badge tone="caution">Blocked</Badge>}
    </>
  );
}

export interface UserFilterShown {
  readonly q: string;
  readonly role: string;
  readonly state: string;
  readonly group: string;
}

interface UsersProps {
  readonly frame: Frame;
  readonly users: readonly ShownUser[];
  readonly filter: UserFilterShown;
  readonly next: string | undefined;
  readonly first: string | undefined;
}

export function usersPage({ frame, users, filter, next, first }: UsersProps) {
  const { root } = frame;
  const isFiltered = Object.values(filter).some((value) => value !== "");
  return (
    <>
      <form method="get" action={`${root}/users`} class="filters">
        <div class="field grow">
          <label for="q">Username, e-mail or name</label>
          <input id="q" type="search" name="q" value={filter.q} placeholder="Begins with…" autocomplete="off" />
        </div>
        <div class="field">
          <label for="role">Role</label>
          <select id="role" name="role">
            <option value="">Any</option>
            {ROLE_CHOICES.map(({ value }) => (
              <option key={value} value={value} selected={filter.role === value}>
                {ROLE_NAMES[value]}
              </option>
            ))}
          </select>
        </div>
        <div class="field">
          <label for="state">State</label>
          <select id="state" name="state">
            <option value="">Any</option>
            <option value="active" selected={filter.state === "active"}>
              Active
            </option>
            <option value="blocked" selected={filter.state === "blocked"}>
              Blocked
            </option>
          </select>
        </div>
        <div class="field">
          <label for="group">Group</label>
          <input id="group" type="text" name="group" value={filter.group} autocomplete="off" />
        </div>
        <button type="submit">Search</button>
      </form>
      <Table
        caption="Users"
        columns={[
          {
            label: "User",
            as: "main",
            cell: ({ subject, username, name }: ShownUser) => (
              <>
                <a href={pathOf(frame, subject)}>
                  <Cut>{username}</Cut>
                </a>
                {name !== undefined && (
                  <span class="sub">
                    <Cut>{name}</Cut>
                  </span>
                )}
              </>
            ),
          },
          { label: "E-mail", cell: ({ email }) => email !== undefined && <Cut>{email}</Cut> },
          { label: "Groups", cell: ({ groups }) => groups.length > 0 && <Cut>{groups.join(", ")}</Cut> },
          { label: "State", cell: (user) => (user.role !== "user" || user.disabled) && <UserBadges {...user} /> },
          { label: "Since", as: "time", cell: ({ createdAt }) => <Time at={createdAt} /> },
        ]}
        rows={users}
        keyOf={({ subject }) => subject}
        empty={
          isFiltered ? (
            <Empty title="Nobody matches">
              Search finds what a username, an e-mail address or a word of a name begins with.
            </Empty>
          ) : (
            <Empty title="No user yet">Add the first one, or invite somebody.</Empty>
          )
        }
      />
      <Pager next={next} first={first} />
    </>
  );
}

export const userTabs = (subject: string, at: "profile" | "access" | "sessions" | "activity"): readonly Tab[] =>
  (
    [
      ["profile", "Profile", ""],
      ["access", "Grants", "/grants"],
      ["sessions", "Sessions", "/sessions"],
      ["activity", "Activity", "/activity"],
    ] as const
  ).map(([name, label, rest]) => ({
    label,
    path: `/users/${encodeURIComponent(subject)}${rest}`,
    current: name === at,
  }));

interface UserProps {
  readonly frame: Frame;
  readonly user: ShownUser;
  readonly etag: string;
  readonly mayChange: boolean;
  readonly faults?: ReadonlyMap<string, ShownFault>;
  /** Why nothing was saved. */
  readonly refused?: string | undefined;
}

export function userPage({ frame, user, etag, mayChange, faults = new Map(), refused }: UserProps) {
  const path = `/users/${encodeURIComponent(user.subject)}`;
  const readOnly = !mayChange;
  return (
    <div class="two-columns">
      <Panel title="Profile">
        {refused !== undefined && <Alert title={refused} />}
        <Form frame={frame} action={path} fields={[["etag", etag]]}>
          <TextField
            name="username"
            label="Username"
            value={user.username}
            readOnly={readOnly}
            required
            fault={faults.get("username")}
          />
          <TextField name="name" label="Name" value={user.name} readOnly={readOnly} fault={faults.get("name")} />
          <TextField
            name="email"
            label="E-mail"
            type="email"
            value={user.email}
            readOnly={readOnly}
            fault={faults.get("email")}
          />
          <CheckField
            name="email_verified"
            label="The e-mail address is verified"
            checked={user.emailVerified}
            readOnly={readOnly}
            fault={faults.get("email_verified")}
          />
          <SelectField
            name="role"
            label="Role on this server"
            value={user.role}
            choices={ROLE_CHOICES}
            readOnly={readOnly}
            fault={faults.get("role")}
          />
          <LinesField
            name="groups"
            label="Groups"
            hint="One in each line. Applications may get them as the claim groups."
            value={user.groups.join("\n")}
            rows={3}
            readOnly={readOnly}
            fault={faults.get("groups")}
          />
          <LinesField
            name="roles"
            label="Roles in applications"
            hint="One in each line. Applications may get them as the claim roles."
            value={user.roles.join("\n")}
            rows={3}
            readOnly={readOnly}
            fault={faults.get("roles")}
          />
          <AttributeFields of={user.attributes} faults={faults} readOnly={readOnly} />
          <LinesField
            name="others"
            label="Other attributes"
            hint="A JSON object with claims of OpenID Connect, such as locale or phone_number."
            value={user.others}
            rows={4}
            readOnly={readOnly}
            fault={faults.get("others")}
          />
          {mayChange && (
            <div class="actions">
              <button class="primary" type="submit">
                Save
              </button>
            </div>
          )}
        </Form>
      </Panel>
      <div class="stacked">
        <Panel title="Account">
          <Facts
            of={[
              ["Subject", <code>{user.subject}</code>],
              ["Since", <Time at={user.createdAt} />],
              ["Sign-in", user.disabled ? "Blocked" : "Allowed"],
            ]}
          />
          {mayChange && (
            <div class="actions">
              <ButtonForm
                frame={frame}
                action={`${path}/${user.disabled ? "unblock" : "block"}`}
                label={user.disabled ? "Unblock" : "Block"}
                tone={user.disabled ? "" : "danger"}
              />
              <ButtonForm frame={frame} action={`${path}/password-link`} label="Link for a new password" />
            </div>
          )}
          {mayChange && !user.disabled && (
            <p class="hint">Blocking ends all sessions and tokens at once. Unblocking brings none of them back.</p>
          )}
        </Panel>
        {mayChange && (
          <Panel
            title="Remove the user"
            lead="Sessions, grants and consents end. Applications that the user owns belong to nobody then."
          >
            <Form frame={frame} action={`${path}/remove`} fields={[["etag", etag]]}>
              <TextField name="confirm" label={`Type ${user.username} to confirm`} fault={faults.get("confirm")} />
              <div class="actions">
                <button class="danger" type="submit">
                  Remove
                </button>
              </div>
            </Form>
          </Panel>
        )}
      </div>
    </div>
  );
}
