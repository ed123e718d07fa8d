/** The script of /explain: small enough for a phone, and the same doctor as everywhere. */
import { hash } from "node:crypto";
import { readFileSync } from "node:fs";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { slimmed } from "../../scripts/slim.mjs";
import { heads, restOf } from "../../src/doctor/dialects/compiled.js";
import { standardError, standardErrors } from "../../src/standard/index.ts";

const built = (name: string) => readFileSync(new URL(`../../dist/pages/${name}`, import.meta.url));
const source = (name: string) => new URL(`../../src/${name}`, import.meta.url).href;
const load = async (text: string) => import(`data:text/javascript,${encodeURIComponent(text)}`);

describe.each(["explain-script.js", "explain-data.js"])("%s", (name) => {
  it("is less than 250 kB, compressed as browsers load it", () => {
    expect(built(`${name}.br`).length).toBeLessThan(250_000);
  });

  it("is the same, however it is compressed", () => {
    const plain = built(name);
    expect(brotliDecompressSync(built(`${name}.br`)).equals(plain)).toBe(true);
    expect(gunzipSync(built(`${name}.gz`)).equals(plain)).toBe(true);
  });
});

it("the script loads the data under the hash of its content", () => {
  const version = hash("sha256", built("explain-data.js"), "base64url").slice(0, 22);
  expect(built("explain-script.js").toString()).toContain(`"./explain-data.js?v=${version}"`);
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
