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

/** The sitemap (sitemaps.org 0.9). */
export function sitemapXml(issuer: string): string {
  // This is the only character in paths and issuers that XML requires to be escaped.
  const urls = indexedPaths().map((path) => `<url><loc>${(issuer + path).replaceAll("&", "&amp;")}</loc></url>`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls.join("\n")}\n</urlset>\n`;
}
