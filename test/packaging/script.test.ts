/** The script of /explain: small enough for a phone, and the same doctor as everywhere. */
import { hash } from "node:crypto";
import { readFileSync } from "node:fs";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { columnsOf, standardNames } from "../../scripts/slim.mjs";
import { digitOf, numberOf, opened } from "../../src/browser/columns.ts";
import { heads, index, restOf } from "../../src/doctor/dialects/compiled.js";
import { standardError, standardErrors } from "../../src/standard/index.ts";

const FILES = ["explain-script.js", "explain-data.js"];
const built = (name: string) => readFileSync(new URL(`../../dist/pages/${name}`, import.meta.url));
const load = async (text: string) => import(`data:text/javascript,${encodeURIComponent(text)}`);

describe.each(FILES)("%s", (name) => {
  it("is the same, however it is compressed", () => {
    const plain = built(name);
    expect(brotliDecompressSync(built(`${name}.br`)).equals(plain)).toBe(true);
    expect(gunzipSync(built(`${name}.gz`)).equals(plain)).toBe(true);
  });

  it("is less than 250 kB, compressed as browsers load it", () => {
    expect(built(`${name}.br`).length).toBeLessThan(250_000);
  });
});

it("is less than 400 kB in all, compressed as browsers load it", () => {
  const bytes = FILES.map((name) => built(`${name}.br`).length);
  expect(bytes.reduce((a, b) => a + b)).toBeLessThan(400_000);
});

it("the script loads the data under the hash of its content", () => {
  const version = hash("sha256", built("explain-data.js"), "base64url").slice(0, 22);
  expect(built("explain-script.js").toString()).toContain(`"./explain-data.js?v=${version}"`);
});

it("has every message of every provider, with its pattern, causes, fixes and page", () => {
  const slim = opened(JSON.parse(JSON.stringify(columnsOf({ heads, restOf }))));
  /** What is absent, in either form. */
  const same = (value: unknown) =>
    JSON.parse(JSON.stringify(value), (_, one) => {
      const list: unknown = Array.isArray(one) ? one.map((item) => item || 0) : one;
      while (Array.isArray(list) && list.at(-1) === 0) list.pop();
      return list;
    });
  expect(slim.heads).toEqual(heads);
  expect(slim.index).toEqual(index);
  for (const [at, { count }] of heads.entries()) {
    const all = [restOf(at), slim.restOf(at)].map(({ pages, messages }) => ({
      pages: pages.map(([url]) => url),
      messages: Array.from({ length: count }, (_, place) => messages.at(place)),
    }));
    expect(same(all[1])).toEqual(same(all[0]));
  }
});

it("every small number has a character of its own", () => {
  const numbers = Array.from({ length: 400 }, (_, number) => number);
  expect(new Set(numbers.map(digitOf)).size).toBe(400);
  expect(numbers.map((number) => numberOf(digitOf(number)))).toEqual(numbers);
  expect(JSON.stringify(numbers.map(digitOf).join(""))).toHaveLength(402);
});

it("knows every standard error", async () => {
  const slim = await load(standardNames(standardErrors));
  const names = new Set(standardErrors.map(({ error }) => error));
  expect(new Set(slim.standardErrors.map(({ error }: { error: string }) => error))).toEqual(names);
  for (const name of [...names, "nonsense", "constructor"])
    expect(slim.standardError(name)?.error).toBe(standardError(name)?.error);
});
