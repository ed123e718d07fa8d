/** The static site's own pages: where somebody arrives, and where a wrong link ends. */
import { causeCodes } from "../reasons/causes.ts";
import { standardErrors } from "../standard/index.ts";
import { indexedAt, type Links, page } from "./layout.tsx";
import type { Provider } from "./provider.tsx";
import { SiteSearch, searchScript } from "./site-search.tsx";

export function siteHomePage({ base, site, providers }: Links & { readonly providers: readonly Provider[] }): string {
  const about = "Find the cause of an OAuth 2.0 or OpenID Connect error, and the fix, for any provider.";
  const standard = new Set(standardErrors.map(({ error }) => error)).size;
  return page(
    {
      base,
      site,
      layout: "reading",
      title: "OAuth and OpenID Connect errors explained",
      indexed: indexedAt({ site }, "", about),
      scriptFile: searchScript(base),
    },
    <>
      <h1>OAuth and OpenID Connect errors explained</h1>
      <p class="lead">{about}</p>
      <SiteSearch />
      <p>
        <a class="button primary" href={`${base}/explain`}>
          Paste an error to see its cause
        </a>
      </p>
      <p class="note">It is analyzed in your browser and never uploaded.</p>
      <section aria-labelledby="browse">
        <h2 id="browse">Browse</h2>
        <ul class="entries">
          <li>
            <a href={`${base}/errors`}>Causes</a>
            <span class="technical">{causeCodes.length} causes, by topic</span>
          </li>
          <li>
            <a href={`${base}/errors/standard`}>Standard error codes</a>
            <span class="technical">{standard} values of error, and what the specifications say</span>
          </li>
          <li>
            <a href={`${base}/providers`}>Providers</a>
            <span class="technical">The messages of {providers.length} providers, servers, and libraries</span>
          </li>
        </ul>
      </section>
    </>,
  );
}

/** It is shown at any URL, so its links must not depend on where it is. */
export function siteMissingPage({ base, site }: Links): string {
  return page(
    { base, site, layout: "reading", title: "Page not found" },
    <>
      <h1>This page doesn't exist</h1>
      <p class="lead">
        Check the link, <a href={`${base}/errors`}>browse all causes</a>, or{" "}
        <a href={`${base}/explain`}>paste the error</a>.
      </p>
    </>,
  );
}
