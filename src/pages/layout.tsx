/** The document that every page is set in: head, header, main landmark, footer. */
import type { ComponentChildren } from "preact";
import { render } from "preact-render-to-string";

/** `base` is the issuer's path prefix: "" or "/auth". */
export interface Links {
  readonly base: string;
}

interface Shell extends Links {
  readonly title: string;
  /** `card`: one thing to do. `reading`: one column of text. `wide`: lists and exchanges. */
  readonly layout: "card" | "reading" | "wide";
  /** The text of the page's only script, where it has one. */
  readonly script?: string;
  /** The address of the page's only script, where that is a file. */
  readonly scriptFile?: string;
}

const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'%3E%3Cg fill='%2313836c'%3E%3Ccircle cx='6' cy='7' r='3.6'/%3E%3Ccircle cx='18' cy='7' r='3.6'/%3E%3Ccircle cx='12' cy='17.5' r='3.6'/%3E%3C/g%3E%3C/svg%3E";

/** Three dots: the sign that reads "because". */
function Brand() {
  return (
    <>
      <svg class="mark" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" focusable="false">
        <circle cx="5.5" cy="7" r="3.7" />
        <circle cx="18.5" cy="7" r="3.7" />
        <circle cx="12" cy="17.5" r="3.7" />
      </svg>
      <span>Candor</span>
    </>
  );
}

/** On a card nothing leads away from what the person came to do: no links in header and footer. */
function Header({ base, layout }: Shell) {
  if (layout === "card") {
    return (
      <header class="top">
        <p class="brand">
          <Brand />
        </p>
      </header>
    );
  }
  return (
    <header class="top">
      <a class="brand" href={`${base}/`}>
        <Brand />
      </a>
      <nav aria-label="Site">
        <a href={`${base}/errors`}>Reasons</a>
        <a href={`${base}/explain`}>Explain</a>
      </nav>
    </header>
  );
}

/** Renders a whole document, `<!doctype html>` first. */
export function page(shell: Shell, content: ComponentChildren): string {
  const { base, title, layout, script, scriptFile } = shell;
  const document = (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>{`${title} · Candor`}</title>
        <link rel="icon" href={ICON} />
        <link rel="stylesheet" href={`${base}/assets/candor.css`} />
      </head>
      <body class={layout}>
        {layout !== "card" && (
          <a class="skip" href="#main">
            Skip to content
          </a>
        )}
        <Header {...shell} />
        <main id="main" tabIndex={-1}>
          {content}
        </main>
        {script !== undefined && <script>{script}</script>}
        {scriptFile !== undefined && <script type="module" src={scriptFile} />}
      </body>
    </html>
  );
  return `<!doctype html>${render(document)}`;
}
