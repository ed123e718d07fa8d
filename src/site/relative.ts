/** Links of a page that is a file. Pages are written with links from the root. A static site may be anywhere. */

/** Where a page links to something of this site. */
const LINK = /\b(href|src|data-pages)="\/([^"/][^"]*|)"/g;

/** With links that lead from this page to the files, wherever both are. `path` has no final slash. */
export function relativeTo(path: string, html: string): string {
  const up = "../".repeat(path.split("/").length - 1);
  return html.replaceAll(LINK, (_, name: string, to: string) => `${name}="${up + asFile(to) || "./"}"`);
}

/** With links from the host's root, for a page that is shown at any path. `prefix` is the path of the site. */
export function atRoot(prefix: string, html: string): string {
  return html.replaceAll(LINK, (_, name: string, to: string) => `${name}="${prefix.replace(/\/$/, "")}/${asFile(to)}"`);
}

/** A page is the index of a folder, whose name ends in a slash. Assets are files. */
function asFile(to: string): string {
  const [, path = "", rest = ""] = /^([^?#]*)(.*)$/.exec(to) ?? [];
  return path === "" || path.endsWith("/") || /\.\w+$/.test(path) ? path + rest : `${path}/${rest}`;
}
