/** Where somebody pastes a failed exchange, of any provider, and gets the cause: in the page itself, which sends nothing. */
import { type Links, page } from "./layout.tsx";

const EXAMPLE = `HTTP/1.1 400 Bad Request
content-type: application/json

{"error":"invalid_grant","error_description":"…"}`;

export function explainPage({ base }: Links): string {
  return page(
    { base, layout: "reading", title: "Explain a failure", scriptFile: `${base}/assets/explain.js` },
    <>
      <h1>Explain a failure</h1>
      <p class="lead">
        Paste what you have, of any provider: an address with an error in it, a curl command, a request and its answer,
        a HAR, a stack trace, a JWT. It is read here, in this page, and sent nowhere.
      </p>
      <span hidden data-base>
        {base}
      </span>
      <form id="explain">
        <div class="field">
          <label for="input">What you have</label>
          <textarea id="input" name="input" rows={12} spellcheck={false} placeholder={EXAMPLE} required />
        </div>
        <details>
          <summary>What you know besides</summary>
          <div class="field">
            <label for="context">Context, as JSON</label>
            <textarea
              id="context"
              name="context"
              rows={4}
              spellcheck={false}
              placeholder={'{"registered_redirect_uris":["https://app.example/callback"]}'}
            />
          </div>
        </details>
        <div class="actions">
          <button class="primary" type="submit">
            Explain
          </button>
        </div>
      </form>
      <noscript>
        <p class="note">
          This page works in your browser alone and needs JavaScript for it. On the command line:{" "}
          <code>candor explain</code>.
        </p>
      </noscript>
      <div id="answer" tabIndex={-1} aria-live="polite" />
    </>,
  );
}
