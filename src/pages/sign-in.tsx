/** Asks who the person is, and says for which application. */
import { Name } from "./foreign.tsx";
import { Alert, Field, Hidden } from "./form.tsx";
import { type Links, page } from "./layout.tsx";

export interface SignIn extends Links {
  readonly csrf: string;
  /** The authorization request to go on with, urlencoded and opaque. */
  readonly request: string;
  /** The reference of the refusal that the person wants to see. */
  readonly reference?: string | undefined;
  /** Whether the accounts are those of the demo world, whose passwords are public. */
  readonly demo?: boolean | undefined;
  readonly clientName?: string | undefined;
  /** Whether the application expects the user that it knows already. */
  readonly hinted?: boolean | undefined;
  readonly username?: string | undefined;
  readonly refusal?: { readonly says: string; readonly person?: string | undefined } | undefined;
}

/** Ada, with whom everybody walks through the demo, may see no refusal. */
function DemoSeers() {
  return (
    <div class="note">
      <p>
        In this demo <code class="whole">grace</code> / <code class="whole">staple-battery-horse</code> owns demo-web
        and demo-service, and <code class="whole">root</code> / <code class="whole">open-the-console</code> is the
        operator, who may see every refusal.
      </p>
    </div>
  );
}

export function signInPage(view: SignIn): string {
  const { base, csrf, request, reference, clientName, hinted, username, refusal, demo = false } = view;
  const refused = refusal !== undefined;
  return page(
    { base, layout: "card", title: refused ? "Error: Sign in" : "Sign in" },
    <>
      <h1>Sign in</h1>
      {clientName && (
        <p class="lead">
          to continue to <Name>{clientName}</Name>
        </p>
      )}
      {clientName && hinted && (
        <p class="note">
          Use the account that you used with <Name>{clientName}</Name> before.
        </p>
      )}
      {reference !== undefined && (
        <p class="lead">
          to see the refusal <code>{reference}</code>
        </p>
      )}
      {demo && reference !== undefined && <DemoSeers />}
      <Alert refusal={refusal} />
      <form method="post" action={`${base}/sign-in`}>
        <Hidden
          fields={[
            ["csrf", csrf],
            ["request", request],
            ...(reference === undefined ? [] : ([["ref", reference]] as const)),
          ]}
        />
        <Field
          name="username"
          label="User name"
          type="text"
          autocomplete="username"
          value={username}
          refused={refused}
        />
        <Field name="password" label="Password" type="password" autocomplete="current-password" refused={refused} />
        <div class="actions">
          <button class="primary" type="submit">
            Sign in
          </button>
        </div>
      </form>
    </>,
  );
}
