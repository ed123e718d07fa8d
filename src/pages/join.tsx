/** What whoever has a one-time link sees: makes an account, joins a team, or chooses a password. */
import { Alert, Field, Hidden } from "./form.tsx";
import { type Links, page } from "./layout.tsx";

export interface Join extends Links {
  readonly csrf: string;
  readonly token: string;
  readonly act: "account" | "team" | "password";
  readonly team: string | undefined;
  /** Whose password it is. */
  readonly account: string | undefined;
  /** Whether whoever has the link may make an account with it. */
  readonly newUsers: boolean;
  readonly refusal?: { readonly says: string } | undefined;
  readonly username?: string | undefined;
}

function titleOf({ act, team }: Join): string {
  if (act === "password") return "Choose a password";
  return act === "team" ? `Join the team ${team}` : "Create your account";
}

export function joinPage(join: Join): string {
  const { base, act, team, account, newUsers, token, refusal } = join;
  const title = titleOf(join);
  return page(
    { base, layout: "card", title: refusal === undefined ? title : `Error: ${title}` },
    <>
      <h1>{title}</h1>
      {act === "password" && <p>For the account {account}. You are then signed out everywhere else.</p>}
      {act === "account" && team !== undefined && <p>You also join the team {team}.</p>}
      {act === "team" && (
        <div class="actions">
          <a class="button primary" href={`${base}/console/join?token=${encodeURIComponent(token)}`}>
            Join with your account
          </a>
        </div>
      )}
      {act === "team" && newUsers && <p>Or create an account:</p>}
      <Alert refusal={refusal} />
      {(act !== "team" || newUsers) && <JoinForm {...join} />}
      <p class="hint">This link can be used once.</p>
    </>,
  );
}

function JoinForm({ base, csrf, token, act, refusal, username, account }: Join) {
  const refused = refusal !== undefined;
  return (
    <form method="post" action={`${base}/join`}>
      <Hidden
        fields={[
          ["csrf", csrf],
          ["token", token],
          // For password managers.
          ...(act === "password" ? ([["username", account ?? ""]] as const) : []),
        ]}
      />
      {act !== "password" && (
        <Field
          name="username"
          label="Username"
          type="text"
          autocomplete="username"
          value={username}
          refused={refused}
        />
      )}
      <Field
        name="password"
        label={act === "password" ? "New password" : "Password"}
        type="password"
        autocomplete="new-password"
        hint="At least 12 characters. A few unrelated words make a good password."
        minlength={12}
        refused={refused}
      />
      <div class="actions">
        <button class={act === "team" ? "" : "primary"} type="submit">
          {act === "password" ? "Set the password" : "Create account"}
        </button>
      </div>
    </form>
  );
}
