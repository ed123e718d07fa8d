/** The page of the single-page app: a frame that its script fills. */
import { page } from "../pages/layout.tsx";

export function spaPage(): string {
  return page(
    { base: "", layout: "wide", title: "Demo in the browser" },
    <>
      <nav class="crumbs" aria-label="Breadcrumb">
        <ol>
          <li>
            <a href="/demo">Demo</a>
          </li>
        </ol>
      </nav>
      <h1>The flow in a single-page app</h1>
      <p class="lead">
        <code class="whole">demo-spa</code> is a single-page app. It has no backend, so it can't keep a secret. PKCE
        ties the code to this tab. The whole app is <a href="/demo/spa.js">one small script</a>.
      </p>
      <div>
        <noscript>
          <p class="alert">
            This app runs in the browser and needs JavaScript, which is turned off. The <a href="/demo">other demo</a>{" "}
            shows the same flow without it.
          </p>
        </noscript>
      </div>
      <p id="said" role="status"></p>
      <div id="acts" class="next"></div>
      <ol id="steps" class="steps"></ol>
      <script type="module" src="/demo/spa.js"></script>
    </>,
  );
}
