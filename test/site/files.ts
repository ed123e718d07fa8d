/** The static site as `npm run site` builds it. */
import { readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { writtenDialects } from "../../scripts/dialects/written.ts";
import { dialects } from "../../src/doctor/dialects/index.ts";
import { siteFiles } from "../../src/site/build.ts";
import { type Example, providerOf } from "../../src/site/provider-of.ts";

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const script = (path: string): string => stripTypeScriptTypes(read(path));

const examples = new Map<string, Example>(
  writtenDialects().flatMap(({ provider, messages }) =>
    messages.map(({ id, example }) => [`${provider} ${id}`, example] as const),
  ),
);

export const providers = dialects.map((dialect) =>
  providerOf(dialect, (id) => examples.get(`${dialect.provider} ${id}`) ?? id),
);

export const filesFor = (url: string): ReadonlyMap<string, string> =>
  siteFiles({
    url,
    providers,
    assets: {
      "candor.css": read("src/pages/candor.css"),
      "copy.js": script("src/pages/copy-script.ts"),
      "explain.js": read("dist/pages/explain-script.js"),
      "explain-data.js": read("dist/pages/explain-data.js"),
      "search.js": script("src/browser/site-search.ts"),
    },
  });
