// Writes the static site. Started by scripts/site.mjs, after the build.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { dialects } from "../../dist/doctor/dialects/index.js";
import { siteFiles } from "../../dist/site/build.js";
import { providerOf } from "../../dist/site/provider-of.js";
import { writtenDialects } from "../dialects/written.ts";
import { emptyOrOurs, siteUrl } from "./options.mjs";

const { values } = parseArgs({
  options: { out: { type: "string", default: "site" }, base: { type: "string", default: "http://localhost:8080/" } },
});
const out = resolve(values.out);
const url = siteUrl(values.base);
if (!emptyOrOurs(out)) {
  console.error(`${out} is not empty, and not a site that this command has built. Choose another folder with --out.`);
  process.exit(2);
}

const dist = (name) => readFileSync(new URL(`../../dist/${name}`, import.meta.url), "utf8");
const examples = new Map(
  writtenDialects().flatMap(({ provider, messages }) =>
    messages.map(({ id, example }) => [`${provider} ${id}`, example]),
  ),
);
const files = siteFiles({
  url,
  providers: dialects.map((dialect) => providerOf(dialect, (id) => examples.get(`${dialect.provider} ${id}`) ?? id)),
  assets: {
    "candor.css": dist("pages/candor.css"),
    "copy.js": dist("pages/copy-script.js"),
    "explain.js": dist("pages/explain-script.js"),
    "explain-data.js": dist("pages/explain-data.js"),
    "search.js": dist("browser/site-search.js"),
  },
});
rmSync(out, { recursive: true, force: true });
for (const [path, text] of files) {
  mkdirSync(dirname(join(out, path)), { recursive: true });
  writeFileSync(join(out, path), text);
}
console.log(`Wrote ${files.size} files to ${out}, for ${url}/`);
if (values.base === undefined || url.startsWith("http://localhost"))
  console.log("Pass --base with the URL of the site, for its sitemap and for search engines.");
