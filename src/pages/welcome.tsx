/** The page at the issuer's URL: what this server is, and where its endpoints are. */
import { Host, SafeLink } from "./foreign.tsx";
import { type Links, page } from "./layout.tsx";

export interface Endpoint {
  readonly name: string;
  readonly url: string;
  /** Whether it can be opened in a browser. The others only refuse what a link would send. */
  readonly opens?: true;
}

export interface Welcome extends Links {
  readonly issuer: string;
  readonly demo: boolean;
  readonly endpoints: readonly Endpoint[];
  /** Whether the scopes are published. */
  readonly scopes: boolean;
}

export function welcomePage({ base, issuer, demo, endpoints, scopes }: Welcome): string {
  return page(
    { base, layout: "reading", title: "Authorization server" },
    <>
      <h1>An authorization server that tells you why</h1>
      <p class="lead">
        Apps use this server to request access on a user's behalf, with OAuth 2.1 and OpenID Connect. When a request is
        refused, the response names the exact cause and the fix.
      </p>
      <p>
        Issuer: <Host>{issuer}</Host>
      </p>
      {demo && (
        <section aria-labelledby="demo">
          <h2 id="demo">Demo</h2>
          <p>
            All accounts, apps, and secrets on this server are fixed and public. Don't store anything of value here.
          </p>
          <p>
            <a class="button primary" href={`${base}/demo`}>
              Try the demo
            </a>
          </p>
        </section>
      )}
      <section aria-labelledby="reasons">
        <h2 id="reasons">Got an error?</h2>
        <p>
          Open the <code>error_uri</code> in the response to see the cause, or{" "}
          <a href={`${base}/errors`}>browse all errors</a>.
        </p>
      </section>
      {scopes && (
        <section aria-labelledby="scopes">
          <h2 id="scopes">What an app can request</h2>
          <p>
            <a href={`${base}/scopes`}>All scopes and APIs</a>, with what each one allows.
          </p>
        </section>
      )}
      <section aria-labelledby="endpoints">
        <h2 id="endpoints">Metadata and endpoints</h2>
        <dl class="addresses">
          {endpoints.map(({ name, url, opens }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                {opens ? (
                  <SafeLink to={url}>
                    <Host>{url}</Host>
                  </SafeLink>
                ) : (
                  <Host>{url}</Host>
                )}
              </dd>
            </div>
          ))}
        </dl>
      </section>
    </>,
  );
}
