// What `npm run site` accepts.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** The URL of the site, without a final slash. Throws if it isn't one. */
export function siteUrl(base) {
  const url = URL.canParse(base) ? new URL(base) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.search !== "" || url.hash !== "")
    throw new Error(`--base must be the URL of the site, such as https://docs.example/oauth/. It is ${base}.`);
  return url.href.replace(/\/+$/, "");
}

/** Whether a folder may be replaced: it doesn't exist, is empty, or is a site that was built before. */
export function emptyOrOurs(folder) {
  if (!existsSync(folder) || readdirSync(folder).length === 0) return true;
  return ["assets/search-index.js", "404.html", "sitemap.xml"].every((name) => existsSync(join(folder, name)));
}
