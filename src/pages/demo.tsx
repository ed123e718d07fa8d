/** The demo: the flow step by step, and the classic failures. */
import { type Links, page } from "./layout.tsx";

export { type ExchangeView, exchangePage, type WalkView, walkPage } from "./demo-exchange.tsx";

export interface DemoHome extends Links {
  readonly scopes: readonly { readonly name: string; readonly description: string; readonly ticked: boolean }[];
  readonly failures: readonly {
    readonly slug: string;
    readonly title: string;
    readonly describes: string;
    /** The code of the reason that the failure leads to. */
    readonly expects: string;
  }[];
}

function Walk({ base, scopes }: Pick<DemoHome, "base" | "scopes">) {
  return (
    <section aria-labelledby="walk">
      <h2 id="walk">The flow, step by step</h2>
      <p>
        Sign in as <code class="whole">ada</code> with the password <code class="whole">correct-horse-battery</code>,
        allow or deny access, and see every request and response along the way.
      </p>
      <form method="post" action={`${base}/demo/sign-in`}>
        <fieldset>
          <legend>Scopes to request</legend>
          <div class="choices">
            {scopes.map(({ name, description, ticked }) => (
              <div key={name} class="choice">
                <input type="checkbox" id={`scope-${name}`} name="scope" value={name} checked={ticked} />
                <label for={`scope-${name}`}>
                  {description} <code class="technical">{name}</code>
                </label>
              </div>
            ))}
          </div>
        </fieldset>
        <button class="primary" type="submit">
          Walk through the flow
        </button>
      </form>
      <p class="note">
        Or see the same flow in <a href={`${base}/demo/spa`}>a single-page app</a>, which has no backend.
      </p>
    </section>
  );
}

export function demoPage({ base, scopes, failures }: DemoHome): string {
  return page(
    { base, layout: "wide", title: "Demo" },
    <>
      <h1>Demo</h1>
      <p class="lead">
        Watch an app, <code class="whole">demo-web</code>, talk to this server. All accounts and secrets here are
        public.
      </p>
      <Walk base={base} scopes={scopes} />
      <section aria-labelledby="failures">
        <h2 id="failures">Classic failures</h2>
        <p>Each one sends a request with a single mistake, as a real app might, and shows the response.</p>
        <ul class="failures">
          {failures.map(({ slug, title, describes, expects }) => (
            <li key={slug}>
              <form method="post" action={`${base}/demo/try/${encodeURIComponent(slug)}`}>
                <h3>{title}</h3>
                <p>{describes}</p>
                <code class="technical">{expects}</code>
                <button type="submit" aria-label={`Try it: ${title}`}>
                  Try it
                </button>
              </form>
            </li>
          ))}
        </ul>
      </section>
    </>,
  );
}
