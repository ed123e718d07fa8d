/** Asks who the user is, and says for which app. */
import { type App, AppIdentity } from "./app.tsx";
import { Name, SafeLink } from "./foreign.tsx";
import { Alert, Field, Hidden } from "./form.tsx";
import { type Links, page } from "./layout.tsx";

export interface SignIn extends Links {
  readonly csrf: string;
  /** The authorization request to go on with, urlencoded and opaque. */
  readonly request: string;
  /** The reference of the refusal that the user wants to see. */
  readonly reference?: string | undefined;
  /** The code of the device that the user lets in afterwards. */
  readonly userCode?: string | undefined;
  /** The request of an app that the user decides about afterwards. */
  readonly asked?: string | undefined;
  /** Where the user creates an account instead, if that is possible. */
  readonly signUp?: string | undefined;
  /** Whether the accounts are those of the demo world, whose passwords are public. */
  readonly demo?: boolean | undefined;
  /** The app that the user signs in for. */
  readonly app?: App | undefined;
  /** Whether the app expects the user that it knows already. */
  readonly hinted?: boolean | undefined;
  readonly username?: string | undefined;
  readonly refusal?: { readonly says: string; readonly person?: string | undefined } | undefined;
}

/** Ada, the user of the demo's walk, can't see any refusal. */
function DemoSeers() {
  return (
    <div class="note">
      <p>
        In this demo, <code class="whole">grace</code> / <code class="whole">staple-battery-horse</code> owns demo-web
        and demo-service. <code class="whole">root</code> / <code class="whole">open-the-console</code> is the operator
        and can see every refusal.
      </p>
    </div>
  );
}

/** What the page asks. */
export function SignInBody({ of: view }: { of: SignIn }) {
  const {
    base,
    csrf,
    request,
    reference,
    userCode,
    asked,
    app,
    hinted,
    username,
    refusal,
    signUp,
    demo = false,
  } = view;
  const refused = refusal !== undefined;
  return (
    <>
      {app && <AppIdentity app={app} />}
      <h1>Sign in</h1>
      {app && (
        <p class="lead">
          to continue to <Name>{app.name}</Name>
        </p>
      )}
      {app && hinted && (
        <p class="note">
          Use the account you used with <Name>{app.name}</Name> before.
        </p>
      )}
      {reference !== undefined && (
        <p class="lead">
          to see refusal <code>{reference}</code>
        </p>
      )}
      {userCode !== undefined && <p class="lead">to connect a device</p>}
      {asked !== undefined && <p class="lead">to see what an app asks you</p>}
      {demo && reference !== undefined && <DemoSeers />}
      <Alert refusal={refusal} />
      <form method="post" action={`${base}/sign-in`}>
        <Hidden
          fields={[
            ["csrf", csrf],
            ["request", request],
            ...(reference === undefined ? [] : ([["ref", reference]] as const)),
            ...(userCode === undefined ? [] : ([["user_code", userCode]] as const)),
            ...(asked === undefined ? [] : ([["asked", asked]] as const)),
          ]}
        />
        <Field
          name="username"
          label="Username"
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
      {signUp !== undefined && (
        <div class="account">
          <p>
            No account yet? <SafeLink to={signUp}>Create an account</SafeLink>
          </p>
        </div>
      )}
    </>
  );
}

export function signInPage(view: SignIn): string {
  const { base, brand, refusal } = view;
  const title = refusal === undefined ? "Sign in" : "Error: Sign in";
  return page({ base, brand, layout: "card", title }, <SignInBody of={view} />);
}
