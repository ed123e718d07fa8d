/** A refusal shown in a browser: first for the user, then for the app's developer. */
import { Name, SafeLink, safeAddress } from "./foreign.tsx";
import { type Links, page } from "./layout.tsx";

export interface RefusalView extends Links {
  /** For the user: see refusal-words.ts. */
  readonly title: string;
  /** What the user can do about it. */
  readonly person: string;
  readonly code: string;
  /** What `error_description` would say, without the reference. */
  readonly says: string;
  readonly ref: string;
  readonly errorUri: string;
  /** Where the user can try again, if that makes sense. */
  readonly retry?: string | undefined;
  /** Who is signed in, if another account may see more, and where to sign in with it. */
  readonly account?: Account | undefined;
}

export interface Account {
  readonly username: string;
  readonly another: string;
}

export function refusalPage(v: RefusalView): string {
  const retry = v.retry === undefined ? undefined : safeAddress(v.retry);
  return page(
    { base: v.base, brand: v.brand, layout: "card", title: `Error: ${v.title}` },
    <>
      <h1>{v.title}</h1>
      <p class="lead">{v.person}</p>
      {retry !== undefined && (
        <p class="actions">
          <a class="button primary" href={retry}>
            Try again
          </a>
        </p>
      )}
      {v.account !== undefined && (
        <p>
          You're signed in as <Name>{v.account.username}</Name>.{" "}
          <SafeLink to={v.account.another}>Use a different account</SafeLink>
        </p>
      )}
      <section class="developer" aria-labelledby="developer">
        <h2 id="developer">For developers</h2>
        <p class="says">{v.says}</p>
        <dl class="facts">
          <div>
            <dt>Reason</dt>
            <dd>
              <code>{v.code}</code>
            </dd>
          </div>
          <div>
            <dt>Reference</dt>
            <dd>
              <code>{v.ref}</code>
            </dd>
          </div>
        </dl>
        <p>
          <SafeLink to={v.errorUri}>See the cause and the fix</SafeLink>
        </p>
      </section>
    </>,
  );
}
