/** The script of /explain: small enough for a phone, and the same doctor as everywhere. */
import { readFileSync } from "node:fs";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { slimmed } from "../../scripts/slim.mjs";
import { compiled } from "../../src/doctor/dialects/compiled.js";
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
  const expected = compiled.map(({ departures: _, pages, messages, ...dialect }) => ({
    ...dialect,
    pages: Object.fromEntries(Object.entries(pages).map(([name, { url }]) => [name, { url }])),
    messages: messages.map(({ means, ...message }) => ({
      ...message,
      means: means.map(([reason, weight, fix = 0, tell]) => [reason, weight, fix, tell]),
    })),
  }));
  expect(JSON.parse(JSON.stringify(slim.compiled))).toEqual(JSON.parse(JSON.stringify(expected)));
});

it("knows every standard error", async () => {
  const slim = await load(await slimmed["standard/index.js"](source("standard/index.ts")));
  const names = new Set(standardErrors.map(({ error }) => error));
  expect(new Set(slim.standardErrors.map(({ error }: { error: string }) => error))).toEqual(names);
  for (const name of [...names, "nonsense", "constructor"])
    expect(slim.standardError(name)?.error).toBe(standardError(name)?.error);
});
