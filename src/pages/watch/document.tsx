/** The document around the page of `candor watch`. It stands alone: there is no server of Candor's whose pages it could lead to. */
import type { ComponentChildren } from "preact";
import { render } from "preact-render-to-string";
import { ICON, Named } from "../layout.tsx";

export function document(title: string, content: ComponentChildren): string {
  const whole = (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>{`${title} · Candor`}</title>
        <link rel="icon" href={ICON} />
        <link rel="stylesheet" href="/assets/candor.css" />
      </head>
      <body class="wide watching">
        <header class="top">
          <p class="brand">
            <Named />
          </p>
          <p class="quiet">{title}</p>
        </header>
        <main id="main">{content}</main>
        <script type="module" src="/assets/watch.js" />
      </body>
    </html>
  );
  return `<!doctype html>${render(whole)}`;
}
