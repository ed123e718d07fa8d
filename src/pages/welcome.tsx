/** The root address: what this server is, and where its parts are. */
import { Host, SafeLink } from "./foreign.tsx";
import { type Links, page } from "./layout.tsx";

export interface Welcome extends Links {
  readonly issuer: string;
  readonly demo: boolean;
  readonly endpoints: readonly { readonly name: string; readonly url: string }[];
}

export function welcomePage({ base, issuer, demo, endpoints }: Welcome): string {
  return page(
    { base, layout: "reading", title: "Authorization server" },
    <>
      <h1>An authorization server that tells you why</h1>
      <p class="lead">
        Applications come here to ask people for access, by OAuth 2.1 and OpenID Connect. When a request is refused, the
        answer names the exact cause and what to do about it.
      </p>
      <p>
        Its issuer is <Host>{issuer}</Host>.
      </p>
      {demo && (
        <section aria-labelledby="demo">
          <h2 id="demo">Demo</h2>
          <p>
            This server runs with fixed accounts, applications and secrets that are public. Do not give it anything of
            value.
          </p>
          <p>
            <a class="button primary" href={`${base}/demo`}>
              Try the demo
            </a>
          </p>
        </section>
      )}
      <section aria-labelledby="reasons">
        <h2 id="reasons">Was something refused?</h2>
        <p>
          The <code>error_uri</code> of the answer leads to the cause. <a href={`${base}/errors`}>All reasons</a> are
          listed as well.
        </p>
      </section>
      <section aria-labelledby="endpoints">
        <h2 id="endpoints">Metadata and endpoints</h2>
        <dl class="addresses">
          {endpoints.map(({ name, url }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <SafeLink to={url}>
                  <Host>{url}</Host>
                </SafeLink>
              </dd>
            </div>
          ))}
        </dl>
      </section>
    </>,
  );
}
