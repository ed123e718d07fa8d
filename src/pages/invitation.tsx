/** Creates the first operator's account for whoever has the single-use link. */
import { Alert, Field, Hidden } from "./form.tsx";
import { type Links, page } from "./layout.tsx";

export interface Invitation extends Links {
  readonly csrf: string;
  readonly token: string;
  readonly refusal?: { readonly says: string } | undefined;
  readonly username?: string | undefined;
}

/** What is wrong with one of the page's fields, in words for its user. */
export function fieldSays({ parameter, expected }: { readonly parameter: string; readonly expected: string }): string {
  return `The ${parameter} must ${expected.startsWith("no ") ? "have" : "be"} ${expected}.`;
}

export function invitationPage({ base, brand, csrf, token, refusal, username }: Invitation): string {
  const refused = refusal !== undefined;
  const title = "Create the operator account";
  return page(
    { base, brand, layout: "card", title: refused ? `Error: ${title}` : title },
    <>
      <h1>{title}</h1>
      <p>It's the first account on this server and can change everything. This link can be used once.</p>
      <Alert refusal={refusal} />
      <form method="post" action={`${base}/welcome/operator`}>
        <Hidden
          fields={[
            ["csrf", csrf],
            ["token", token],
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
        <Field
          name="password"
          label="Password"
          type="password"
          autocomplete="new-password"
          hint="At least 12 characters. A few unrelated words make a good password."
          minlength={12}
          refused={refused}
        />
        <div class="actions">
          <button class="primary" type="submit">
            Create account
          </button>
        </div>
      </form>
    </>,
  );
}
