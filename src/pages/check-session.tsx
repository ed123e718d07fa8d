/** A page without content, which applications load in a hidden frame and ask whether the session has changed (OpenID Connect Session Management 1.0, 3.2). */
import { hash } from "node:crypto";
import { render } from "preact-render-to-string";

/**
 * Responds with `unchanged`, `changed` or `error`. The origin of the message is part of what is hashed, so a page of another origin learns
 * nothing with a `session_state` that isn't its own. Its SHA-256 goes into the page's Content-Security-Policy.
 */
export const CHECK_SESSION_SCRIPT = `(() => {
  if (window.parent === window) return;
  const name = document.body.dataset.cookie + "=";
  const said = /^(.+) ([\\w-]{43})\\.([\\w-]{22})$/s;
  const framedBy = location.ancestorOrigins?.[0] ?? (document.referrer === "" ? undefined : new URL(document.referrer).origin);
  const stateNow = () => document.cookie.split("; ").find((one) => one.startsWith(name))?.slice(name.length) ?? "";
  const hashOf = async (text) => {
    const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
    return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  };
  const judge = async (data, origin) => {
    const [, client, hash, salt] = said.exec(data) ?? [];
    if (salt === undefined) return "error";
    return (await hashOf([client, origin, stateNow(), salt].join(" "))) === hash ? "unchanged" : "changed";
  };
  addEventListener("message", async ({ data, origin, source }) => {
    if (source === null || origin === "null" || origin !== (framedBy ?? origin)) return;
    source.postMessage(await judge(data, origin).catch(() => "error"), origin);
  });
})()`;

/** Any page may frame it: it shows nothing, reads one cookie, and responds to the origin that a session_state was made for. */
export const CHECK_SESSION_HEADERS = {
  "content-security-policy": [
    "default-src 'none'",
    `script-src 'sha256-${hash("sha256", CHECK_SESSION_SCRIPT, "base64")}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors *",
  ].join("; "),
  "cache-control": "no-cache",
  "content-type": "text/html; charset=utf-8",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

/** `cookie`: the name of the one that the script reads. */
export function checkSessionPage(cookie: string): string {
  return `<!doctype html>${render(
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>Session</title>
      </head>
      <body data-cookie={cookie}>
        <script dangerouslySetInnerHTML={{ __html: CHECK_SESSION_SCRIPT }} />
      </body>
    </html>,
  )}`;
}
