/** The search of the static site. It happens in the browser, so it is hidden until the script has loaded. The lists are there without it. */

/** The script of a page with the search (`src/browser/site-search.ts`). */
export const searchScript = (base: string): string => `${base}/assets/search.js`;

export function SiteSearch() {
  return (
    <search class="search" hidden data-search>
      <label for="q">Search by message, code, or provider</label>
      <div>
        <input id="q" type="search" autocomplete="off" spellcheck={false} aria-describedby="q-hint" />
      </div>
      <p class="hint" id="q-hint">
        It is searched in your browser. Nothing that you type is sent.
      </p>
      <p class="unseen" role="status" data-said />
      <ul class="entries" data-found />
    </search>
  );
}
