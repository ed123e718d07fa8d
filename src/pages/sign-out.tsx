/** Asks before signing out, since any site can link here, and confirms it afterwards. */
import { Name, SafeLink } from "./foreign.tsx";
import { Hidden } from "./form.tsx";
import { type Links, page } from "./layout.tsx";

export interface SignOut extends Links {
  readonly csrf: string;
  /** What to continue with afterwards, urlencoded and opaque. */
  readonly request: string;
  readonly username?: string | undefined;
  readonly clientName?: string | undefined;
  /** What was ignored of the app's request, and where that is explained. */
  readonly ignored?: { readonly says: string; readonly errorUri: string } | undefined;
}

export function signOutPage({ base, brand, csrf, request, username, clientName, ignored }: SignOut): string {
  return page(
    { base, brand, layout: "card", title: "Sign out" },
    <>
      <h1>Sign out?</h1>
      {username && (
        <p>
          You're signed in as <Name>{username}</Name>.
        </p>
      )}
      {clientName && (
        <p>
          <Name>{clientName}</Name> wants to sign you out here too.
        </p>
      )}
      <form method="post" action={`${base}/sign-out`}>
        <Hidden
          fields={[
            ["csrf", csrf],
            ["request", request],
          ]}
        />
        <div class="actions">
          <button class="primary" type="submit">
            Sign out
          </button>
        </div>
      </form>
      <p class="note">To stay signed in, close this page.</p>
      {ignored !== undefined && (
        <section class="developer" aria-labelledby="developer">
          <h2 id="developer">For developers</h2>
          <p class="says">{ignored.says}</p>
          <p>
            The user isn't sent back to the app. <SafeLink to={ignored.errorUri}>See the cause and the fix</SafeLink>
          </p>
        </section>
      )}
    </>,
  );
}

export function signedOutPage({ base, brand }: Links): string {
  return page(
    { base, brand, layout: "card", title: "Signed out" },
    <>
      <h1>You're signed out</h1>
      <p>You can close this page.</p>
      <p class="note">Apps that you used may still be signed in. On a shared device, sign out of each app as well.</p>
    </>,
  );
}
