/** What search engines may index: the catalogue and the page that explains failures. Everything else is about one request or one user. */
import { causeCodes } from "../reasons/causes.ts";
import { standardErrors } from "../standard/index.ts";
import { familyNames } from "./families.ts";
import { standardPath } from "./standard-path.ts";

/** Paths below the issuer. */
export function indexedPaths(): readonly string[] {
  // A code that several specifications use has one page.
  const standard = new Set(standardErrors.map(({ error }) => standardPath({ base: "" }, error)));
  return [
    "/errors",
    ...familyNames.map((family) => `/errors/${family}`),
    ...causeCodes.map((code) => `/errors/${code}`),
    "/errors/standard",
    ...standard,
    "/explain",
  ];
}

/**
 * robots.txt (RFC 9309) for a host that Candor has to itself. The longest rule that matches wins. Pages that say noindex
 * themselves are also disallowed if a visit leaves something behind: a refusal in the journal, a form.
 */
export function robotsTxt(issuer: string): string {
  const base = new URL(issuer).pathname.replace(/\/$/, "");
  return [
    "User-agent: *",
    "Disallow: /",
    `Allow: ${base}/errors$`,
    `Allow: ${base}/errors/`,
    `Disallow: ${base}/errors/search`,
    // A search, and the page of one refusal.
    `Disallow: ${base}/errors*?`,
    `Allow: ${base}/explain$`,
    `Allow: ${base}/assets/`,
    `Allow: ${base}/sitemap.xml`,
    "",
    `Sitemap: ${issuer}/sitemap.xml`,
    "",
  ].join("\n");
}

/** The sitemap (sitemaps.org 0.9). */
export function sitemapXml(issuer: string): string {
  // This is the only character in paths and issuers that XML requires to be escaped.
  const urls = indexedPaths().map((path) => `<url><loc>${(issuer + path).replaceAll("&", "&amp;")}</loc></url>`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls.join("\n")}\n</urlset>\n`;
}
