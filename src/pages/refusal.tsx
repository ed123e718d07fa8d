/** A refusal shown in a browser: first to the person who sits there, then to whoever makes the application. */
import { Name, SafeLink, safeAddress } from "./foreign.tsx";
import { type Links, page } from "./layout.tsx";

export interface RefusalView extends Links {
  readonly title: string;
  /** What the person can do about it. */
  readonly person: string;
  readonly code: string;
  /** What `error_description` would say, without its reference. */
  readonly says: string;
  readonly ref: string;
  readonly errorUri: string;
  /** Where the person may try again, if it makes sense to. */
  readonly retry?: string | undefined;
  /** Who is signed in, where another account may see more, and where one signs in with it. */
  readonly account?: Account | undefined;
}

export interface Account {
  readonly username: string;
  readonly another: string;
}

export function refusalPage(v: RefusalView): string {
  const retry = v.retry === undefined ? undefined : safeAddress(v.retry);
  return page(
    { base: v.base, layout: "card", title: `Error: ${v.title}` },
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
          You are signed in as <Name>{v.account.username}</Name>.{" "}
          <SafeLink to={v.account.another}>Sign in as somebody else</SafeLink>
        </p>
      )}
      <section class="developer" aria-labelledby="developer">
        <h2 id="developer">For the developer</h2>
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
          <SafeLink to={v.errorUri}>The cause of this refusal, and how to put it right</SafeLink>
        </p>
      </section>
    </>,
  );
}
