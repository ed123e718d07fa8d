/**
 * Where a user pastes a failed exchange with any provider and gets the cause. It is found in the page itself, which sends nothing. So there
 * is no form, no field has a name, and the button is disabled until the script has loaded.
 */
import { type Indexed, indexedAt, page } from "./layout.tsx";

const EXAMPLE = `HTTP/1.1 400 Bad Request
content-type: application/json

{"error":"invalid_grant","error_description":"…"}`;

/** Browsers' spell checkers and writing assistants send what is typed to their vendors. */
const PRIVATE = { spellcheck: false, autocomplete: "off", writingsuggestions: "false" } as const;

export function explainPage({ base, issuer }: Indexed): string {
  const about =
    "Paste an OAuth or OpenID Connect error from any provider and see its cause. It is analyzed in your browser.";
  const indexed = indexedAt(issuer, "/explain", about);
  return page(
    { base, layout: "reading", title: "Explain a failure", indexed, scriptFile: `${base}/assets/explain.js` },
    <>
      <h1>Explain a failure</h1>
      <p class="lead">
        Paste an error from any provider: a URL with an error in it, a curl command, a request and its response, a HAR,
        a stack trace, a JWT. It is analyzed in your browser and never uploaded.
      </p>
      <span hidden data-base>
        {base}
      </span>
      <div class="form">
        <div class="field">
          <label for="input">The error</label>
          <textarea id="input" rows={12} placeholder={EXAMPLE} {...PRIVATE} />
        </div>
        <details>
          <summary>Add context (optional)</summary>
          <div class="field">
            <label for="context">Context, as JSON</label>
            <textarea
              id="context"
              rows={4}
              placeholder={'{"registered_redirect_uris":["https://app.example/callback"]}'}
              {...PRIVATE}
            />
          </div>
        </details>
        <div class="actions">
          <button id="explain" class="primary" type="button" disabled>
            Explain
          </button>
        </div>
      </div>
      <p class="note" id="waiting">
        The button works once this page's script has loaded. If this message stays, allow JavaScript and reload the
        page, or run <code>candor explain</code> on the command line.
      </p>
      <div id="answer" tabIndex={-1} aria-live="polite" />
    </>,
  );
}
