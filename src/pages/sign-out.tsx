/**
 * Asks before signing out, since any site can link here, and confirms it afterwards. Applications in other tabs are notified by frames (OpenID Connect
 * Front-Channel Logout 1.0, 3).
 */
import { Name, SafeLink, safeAddress } from "./foreign.tsx";
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

/** Goes on once each frame has loaded, or after this many milliseconds. */
const PATIENCE = 5_000;
/** Seconds until a browser without scripts goes on. */
const REFRESH = 6;

/** The script of the page if it loads frames. Its SHA-256 goes into the page's Content-Security-Policy. */
export const ONWARD_SCRIPT = `(() => {
  const onward = document.getElementById("onward");
  const frames = document.querySelectorAll("iframe");
  let waiting = frames.length;
  let gone = onward === null;
  const go = () => {
    if (!gone) location.replace(onward.href);
    gone = true;
  };
  for (const frame of frames) frame.addEventListener("load", () => --waiting || go());
  setTimeout(go, ${PATIENCE});
})()`;

interface SignedOut extends Links {
  /** URLs that tell applications. */
  readonly frames?: readonly string[];
  /** Where the user goes once they have loaded. */
  readonly onward?: string | undefined;
}

export function signedOutPage({ base, brand, frames = [], onward }: SignedOut): string {
  const to = onward === undefined ? undefined : safeAddress(onward);
  const script = frames.length === 0 ? {} : { script: ONWARD_SCRIPT };
  const refresh = to === undefined ? {} : { onward: { url: to, after: REFRESH } };
  return page(
    { base, brand, layout: "card", title: "Signed out", ...script, ...refresh },
    <>
      <h1>You're signed out</h1>
      {onward === undefined ? (
        <p>You can close this page.</p>
      ) : (
        <p>The apps that you used are signing you out. You're sent back in a moment.</p>
      )}
      {to !== undefined && (
        <div class="actions">
          <a class="button primary" id="onward" href={to}>
            Continue
          </a>
        </div>
      )}
      {onward === undefined && (
        <p class="note">Apps that you used may still be signed in. On a shared device, sign out of each app as well.</p>
      )}
      {frames.map((url) => (
        <iframe key={url} src={url} title="Signing out" hidden />
      ))}
    </>,
  );
}
