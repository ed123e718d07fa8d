/** The demo: the flow step by step, and the failures that everybody meets once. */
import { type Links, page } from "./layout.tsx";

export { type ExchangeView, exchangePage, type WalkView, walkPage } from "./demo-exchange.tsx";

export interface DemoHome extends Links {
  readonly scopes: readonly { readonly name: string; readonly description: string; readonly ticked: boolean }[];
  readonly failures: readonly {
    readonly slug: string;
    readonly title: string;
    readonly describes: string;
    /** The code of the reason that the failure ends in. */
    readonly expects: string;
  }[];
}

function Walk({ base, scopes }: Pick<DemoHome, "base" | "scopes">) {
  return (
    <section aria-labelledby="walk">
      <h2 id="walk">The flow, step by step</h2>
      <p>
        Sign in as <code class="whole">ada</code> with the password <code class="whole">correct-horse-battery</code>,
        agree or not, and see every request and response on the way.
      </p>
      <form method="post" action={`${base}/demo/sign-in`}>
        <fieldset>
          <legend>Scopes to ask for</legend>
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
        The same flow without a server of its own: <a href={`${base}/demo/spa`}>a single-page application</a>.
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
        An application, <code class="whole">demo-web</code>, and this server talk to each other while you watch. Every
        account and secret here is public.
      </p>
      <Walk base={base} scopes={scopes} />
      <section aria-labelledby="failures">
        <h2 id="failures">Classic failures</h2>
        <p>Each sends a request with one fault, as an application might, and shows what comes back.</p>
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
