/** What crawlers may visit. `indexed.ts` lists it. */

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
