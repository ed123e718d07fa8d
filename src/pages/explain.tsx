/**
 * Where a user pastes a failed exchange with any provider and gets the cause. It is found in the page itself, which sends nothing. So there
 * is no form, no field has a name, and the buttons are disabled until the script has loaded.
 */
import { EXAMPLES } from "./explain-examples.ts";
import { type Indexed, indexedAt, page } from "./layout.tsx";

const PLACEHOLDER = `HTTP/1.1 400 Bad Request
content-type: application/json

{"error":"invalid_grant","error_description":"…"}`;

/** Browsers' spell checkers and writing assistants send what is typed to their vendors. */
const PRIVATE = {
  spellcheck: false,
  autocomplete: "off",
  autocapitalize: "none",
  writingsuggestions: "false",
} as const;

/** What an app is, as its developer would say it, and what that is called in a registration (`src/browser/fields.ts`). */
const CLIENT_TYPES = [
  ["", "Not sure"],
  ["public", "Public: a single-page, mobile, or desktop app"],
  ["basic", "Confidential: sends its secret in the Authorization header"],
  ["post", "Confidential: sends its secret in the request body"],
  ["assertion", "Confidential: signs an assertion with its key"],
  ["service", "A service without users (client credentials)"],
] as const;

interface ContextField {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  readonly rows: number;
}

const FIELDS: readonly ContextField[] = [
  { id: "client-id", label: "Client ID", hint: "The public identifier. Never the secret.", rows: 1 },
  { id: "redirect-uris", label: "Registered redirect URIs", hint: "One per line.", rows: 2 },
  { id: "scopes", label: "Allowed scopes", hint: "Separated by spaces.", rows: 2 },
];

function Field({ id, label, hint, rows }: ContextField) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <p class="hint" id={`${id}-hint`}>
        {hint}
      </p>
      <textarea id={id} rows={rows} aria-describedby={`${id}-hint`} {...PRIVATE} />
    </div>
  );
}

function Examples() {
  return (
    <div class="examples">
      <p id="examples">Try an example:</p>
      <ul class="inline" aria-labelledby="examples">
        {EXAMPLES.map(({ label, text }) => (
          <li key={label}>
            <button class="plain" type="button" data-example={text} disabled>
              {label}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Choice({
  id,
  label,
  options,
}: {
  id: string;
  label: string;
  options: readonly (readonly [string, string])[];
}) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} autocomplete="off">
        {options.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}

export interface ExplainView extends Indexed {
  /** Of its script: the URL changes with the content. */
  readonly version?: string;
}

export function explainPage({ base, site, issuer, version }: ExplainView): string {
  const script = `${base}/assets/explain.js${version === undefined ? "" : `?v=${version}`}`;
  const about =
    "Paste an OAuth or OpenID Connect error from any provider and see its cause. It is analyzed in your browser.";
  const indexed = indexedAt({ issuer, site }, "/explain", about);
  return page(
    { base, site, layout: "reading", title: "Explain a failure", indexed, scriptFile: script },
    <>
      <h1>Explain a failure</h1>
      <p class="lead">
        Paste an error from any provider and see its cause and the fix. It is analyzed in your browser and never
        uploaded.
      </p>
      <Examples />
      <div class="form">
        <div class="field">
          <label for="input">The error</label>
          <p class="hint" id="input-hint">
            A callback URL, a response, a curl command, a HAR, log lines, a stack trace, or a JWT. The more you paste,
            the better the result.
          </p>
          <textarea id="input" rows={10} placeholder={PLACEHOLDER} aria-describedby="input-hint" {...PRIVATE} />
        </div>
        <Choice id="provider" label="Provider" options={[["", "Not sure: find it in what I paste"]]} />
        <details id="more">
          <summary>Add context (optional)</summary>
          <div class="context">
            <Choice id="client-type" label="Client type" options={CLIENT_TYPES} />
            {FIELDS.map((field) => (
              <Field key={field.id} {...field} />
            ))}
          </div>
        </details>
        <div class="actions next">
          <button id="explain" class="primary" type="button" disabled>
            Explain
          </button>
          <button id="clear" type="button" disabled>
            Clear
          </button>
        </div>
      </div>
      <p class="note" id="waiting">
        The buttons work once this page's script has loaded. If this message stays, allow JavaScript and reload the
        page, or run <code>npx candor explain</code> on the command line. You can also{" "}
        <a href={`${base}/errors`}>browse all causes</a>.
      </p>
      <p class="unseen" id="said" role="status" />
      <section
        id="answer"
        tabIndex={-1}
        aria-label="Result"
        data-pages={`${base}/errors/`}
        data-end={site === undefined ? "" : "/"}
        data-refusals={site === undefined ? `${base}/refusals/` : undefined}
      />
    </>,
  );
}
