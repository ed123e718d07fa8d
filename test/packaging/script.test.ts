/** The script of /explain: small enough for a phone, and the same doctor as everywhere. */
import { readFileSync } from "node:fs";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { slimmed } from "../../scripts/slim.mjs";
import { heads, restOf } from "../../src/doctor/dialects/compiled.js";
import { standardError, standardErrors } from "../../src/standard/index.ts";

const built = (name: string) => readFileSync(new URL(`../../dist/pages/${name}`, import.meta.url));
const source = (name: string) => new URL(`../../src/${name}`, import.meta.url).href;
const load = async (text: string) => import(`data:text/javascript,${encodeURIComponent(text)}`);

it("is less than 250 kB, compressed as browsers load it", () => {
  expect(built("explain-script.js.br").length).toBeLessThan(250_000);
});

it("is the same script, however it is compressed", () => {
  const plain = built("explain-script.js");
  expect(brotliDecompressSync(built("explain-script.js.br")).equals(plain)).toBe(true);
  expect(gunzipSync(built("explain-script.js.gz")).equals(plain)).toBe(true);
});

it("has every message of every provider, with its pattern, causes, fixes and page", async () => {
  const slim = await load(await slimmed["doctor/dialects/compiled.js"](source("doctor/dialects/compiled.js")));
  /** What is absent, in either form. */
  const same = (value: unknown) =>
    JSON.parse(JSON.stringify(value), (_, one) => {
      const list: unknown = Array.isArray(one) ? one.map((item) => item || 0) : one;
      while (Array.isArray(list) && list.at(-1) === 0) list.pop();
      return list;
    });
  expect(same(slim.heads)).toEqual(same(heads));
  for (const at of heads.keys()) {
    const { pages, messages } = restOf(at);
    expect(same(slim.restOf(at))).toEqual(same({ pages: pages.map(([url]) => [url, "manual"]), messages }));
  }
});

it("knows every standard error", async () => {
  const slim = await load(await slimmed["standard/index.js"](source("standard/index.ts")));
  const names = new Set(standardErrors.map(({ error }) => error));
  expect(new Set(slim.standardErrors.map(({ error }: { error: string }) => error))).toEqual(names);
  for (const name of [...names, "nonsense", "constructor"])
    expect(slim.standardError(name)?.error).toBe(standardError(name)?.error);
});
