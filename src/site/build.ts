/**
 * The catalogue, the standard errors, the providers' messages and the doctor as plain files: any static host serves them, at any path.
 * `npm run site` writes them.
 */
import { hash } from "node:crypto";
import { cataloguePage, familyPage } from "../pages/catalogue.tsx";
import { elsewherePage } from "../pages/elsewhere.tsx";
import { explainPage } from "../pages/explain.tsx";
import { familyNames } from "../pages/families.ts";
import { messagesByCause } from "../pages/known-messages.tsx";
import type { StaticSite } from "../pages/layout.tsx";
import { type Provider, providerPage, providerPath, providersPage } from "../pages/provider.tsx";
import { reasonPage } from "../pages/reason.tsx";
import { siteHomePage, siteMissingPage } from "../pages/site-home.tsx";
import { standardErrorPage, standardPage } from "../pages/standard.tsx";
import { standardPath } from "../pages/standard-path.ts";
import { causeCodes } from "../reasons/causes.ts";
import { isCode } from "../reasons/index.ts";
import { standardErrors } from "../standard/index.ts";
import { atRoot, relativeTo } from "./relative.ts";
import { searchIndex } from "./search-index.ts";

export interface SiteOptions extends StaticSite {
  readonly providers: readonly Provider[];
  /** Files that the pages load, by their names in `assets/`. */
  readonly assets: Readonly<Record<"candor.css" | "copy.js" | "explain.js" | "explain-data.js" | "search.js", string>>;
}

/** The content of every file, by its path. */
export function siteFiles({ url, providers, assets }: SiteOptions): ReadonlyMap<string, string> {
  // Hosts may let browsers keep it for long.
  const version = hash("sha256", assets["explain.js"], "base64url").slice(0, 22);
  const pages = pagesOf({ url }, providers, version);
  const files = new Map<string, string>();
  for (const [path, html] of pages) files.set(`${path.slice(1)}/index.html`.replace(/^\//, ""), relativeTo(path, html));
  files.set("404.html", atRoot(new URL(url).pathname, siteMissingPage({ base: "", site: { url } })));
  for (const [name, text] of Object.entries(assets)) files.set(`assets/${name}`, text);
  files.set("assets/search-index.js", `export default ${JSON.stringify(searchIndex(providers))};\n`);
  files.set("sitemap.xml", sitemap(url, [...pages.keys()]));
  files.set("robots.txt", `User-agent: *\nAllow: /\n\nSitemap: ${url}/sitemap.xml\n`);
  // GitHub Pages would leave out what its generator doesn't know.
  files.set(".nojekyll", "");
  return files;
}

/** Every page by its path, which has no final slash. Its links begin at the root. */
function pagesOf(site: StaticSite, providers: readonly Provider[], version: string): ReadonlyMap<string, string> {
  const links = { base: "", site } as const;
  const known = messagesByCause(providers);
  const standard = new Set(standardErrors.map(({ error }) => error));
  return new Map([
    ["", siteHomePage({ ...links, providers })],
    ["/explain", explainPage({ ...links, version })],
    ["/errors", cataloguePage(links)],
    ...familyNames.map((family) => [`/errors/${family}`, familyPage({ ...links, family })] as const),
    ...causeCodes.map((code) => {
      const messages = known.get(code);
      const html = isCode(code)
        ? reasonPage({ ...links, code, messages })
        : elsewherePage({ ...links, code, messages });
      return [`/errors/${code}`, html] as const;
    }),
    ["/errors/standard", standardPage(links)],
    ...[...standard].map((error) => {
      return [standardPath(links, error), standardErrorPage({ ...links, error }) ?? ""] as const;
    }),
    ["/providers", providersPage({ ...links, providers })],
    ...providers.map((provider) => {
      return [providerPath(provider.provider), providerPage({ ...links, provider })] as const;
    }),
  ]);
}

/** The sitemap (sitemaps.org 0.9). */
function sitemap(url: string, paths: readonly string[]): string {
  const urls = paths.map((path) => `<url><loc>${(url + path).replaceAll("&", "&amp;")}/</loc></url>`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls.join("\n")}\n</urlset>\n`;
}
