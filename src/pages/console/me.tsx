/** A user's own pages: profile, password, applications with access, sessions, activity. */
import { type ConsentDetail, DetailList } from "../consent-details.tsx";
import { AttributeFields, type ShownAttribute } from "./attribute-fields.tsx";
import { CheckField, type ShownFault, TextField } from "./fields.tsx";
import type { Frame, Tab } from "./layout.tsx";
import { Alert, ButtonForm, Empty, Facts, Form, Panel, Time } from "./parts.tsx";

export const ownTabs = (at: "profile" | "applications" | "sessions" | "activity"): readonly Tab[] =>
  (
    [
      ["profile", "Profile", "/me"],
      ["applications", "Applications", "/me/applications"],
      ["sessions", "Sessions", "/me/sessions"],
      ["activity", "Activity", "/me/activity"],
    ] as const
  ).map(([name, label, path]) => ({ label, path, current: name === at }));

export interface Profile {
  readonly username: string;
  /** What the user may change. */
  readonly fields: readonly ShownAttribute[];
  /** What only an operator changes: label and value. */
  readonly fixed: readonly (readonly [string, string])[];
  readonly role: string;
  readonly groups: readonly string[];
  readonly teams: readonly string[];
  /** Whether the account is in this server's store, so that it can be changed here. */
  readonly own: boolean;
}

interface ProfileProps {
  readonly frame: Frame;
  readonly profile: Profile;
  readonly faults?: ReadonlyMap<string, ShownFault>;
  readonly passwordRefused?: string | undefined;
}

export function profilePage({ frame, profile, faults = new Map(), passwordRefused }: ProfileProps) {
  const { username, fields, fixed, groups, teams, own } = profile;
  return (
    <div class="two-columns">
      <Panel
        title="About you"
        lead="Applications see this only if you allow it, or if they are your organization's own."
      >
        {own ? (
          fields.length > 0 && (
            <Form frame={frame} action="/me/profile">
              <AttributeFields of={fields} faults={faults} />
              <div class="actions">
                <button class="primary" type="submit">
                  Save
                </button>
              </div>
            </Form>
          )
        ) : (
          <p>Your organization keeps your account in another system. Change it there.</p>
        )}
        <Facts
          of={[
            ["Username", username],
            ...fixed,
            ["Groups", groups.length === 0 ? "None" : groups.join(", ")],
            ["Teams", teams.length === 0 ? "None" : teams.join(", ")],
          ]}
        />
      </Panel>
      {own && (
        <Panel title="Password" lead="At least 12 characters. A few unrelated words make a good password.">
          <Form frame={frame} action="/me/password">
            {passwordRefused !== undefined && <Alert title={passwordRefused} />}
            <input
              type="text"
              class="unseen"
              name="username"
              value={username}
              autocomplete="username"
              readOnly
              tabIndex={-1}
              aria-hidden="true"
            />
            <TextField
              name="current"
              label="Current password"
              type="password"
              autocomplete="current-password"
              required
            />
            <TextField
              name="next"
              label="New password"
              type="password"
              autocomplete="new-password"
              required
              fault={faults.get("next")}
            />
            <CheckField
              name="end_others"
              label="Sign out everywhere else"
              hint="Ends your other sessions, and the access that applications got in them."
              checked
            />
            <div class="actions">
              <button class="primary" type="submit">
                Change password
              </button>
            </div>
          </Form>
        </Panel>
      )}
    </div>
  );
}

export interface ShownAccess {
  readonly clientId: string;
  readonly name: string;
  readonly scopes: readonly { readonly name: string; readonly says: string }[];
  readonly details: readonly ConsentDetail[];
  readonly since: number;
  readonly lastTokenAt: number | undefined;
  readonly firstParty: boolean;
}

export function ownApplicationsPage({
  frame,
  access,
}: {
  readonly frame: Frame;
  readonly access: readonly ShownAccess[];
}) {
  if (access.length === 0)
    return (
      <Empty title="No application has access to your account">
        When you sign in to an application with this account, it is listed here, and you can remove its access.
      </Empty>
    );
  return (
    <div class="access-list">
      {access.map((one) => (
        <section class="panel" key={one.clientId} aria-labelledby={`app-${one.clientId}`}>
          <div class="panel-head">
            <h2 id={`app-${one.clientId}`}>{one.name}</h2>
            <ButtonForm
              frame={frame}
              action="/me/applications/revoke"
              fields={[["client_id", one.clientId]]}
              label={`Remove access`}
              tone="danger"
            />
          </div>
          <ul class="may">
            {one.scopes.map(({ name, says }) => (
              <li key={name}>{says}</li>
            ))}
          </ul>
          {one.details.length > 0 && <DetailList details={one.details} />}
          <p class="hint">
            Since <Time at={one.since} />.{" "}
            {one.lastTokenAt === undefined ? (
              "It has no access at the moment, and gets it without asking when you sign in there."
            ) : (
              <>
                Last access: <Time at={one.lastTokenAt} />.
              </>
            )}
            {one.firstParty && " It belongs to your organization, which allows it for you when you sign in there."}
          </p>
        </section>
      ))}
    </div>
  );
}
