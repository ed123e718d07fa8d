/** Asks before signing out, since a link on any site can lead here; and says that it is done. */
import { Name, SafeLink } from "./foreign.tsx";
import { Hidden } from "./form.tsx";
import { type Links, page } from "./layout.tsx";

export interface SignOut extends Links {
  readonly csrf: string;
  /** What to go on with afterwards, urlencoded and opaque. */
  readonly request: string;
  readonly username?: string | undefined;
  readonly clientName?: string | undefined;
  /** What of the application's request was ignored, and where that is explained. */
  readonly ignored?: { readonly says: string; readonly errorUri: string } | undefined;
}

export function signOutPage({ base, csrf, request, username, clientName, ignored }: SignOut): string {
  return page(
    { base, layout: "card", title: "Sign out" },
    <>
      <h1>Sign out?</h1>
      {username && (
        <p>
          You are signed in as <Name>{username}</Name>.
        </p>
      )}
      {clientName && (
        <p>
          <Name>{clientName}</Name> asks to sign you out here too.
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
          <h2 id="developer">For the developer</h2>
          <p class="says">{ignored.says}</p>
          <p>
            The user isn't sent back to the app. <SafeLink to={ignored.errorUri}>See the cause and the fix</SafeLink>
          </p>
        </section>
      )}
    </>,
  );
}

export function signedOutPage({ base }: Links): string {
  return page(
    { base, layout: "card", title: "Signed out" },
    <>
      <h1>You are signed out</h1>
      <p>You can close this page.</p>
      <p class="note">
        An application that you used may still know you. On a device that others use, sign out of the application as
        well.
      </p>
    </>,
  );
}
