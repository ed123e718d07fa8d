/** Real errors that have nothing to do with OAuth: nothing is concluded from them. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { explain } from "../../src/doctor/explain.ts";
import { listen, readNegatives } from "./negatives.ts";

const negatives = readNegatives(readFileSync(new URL("negatives.jsonl", import.meta.url), "utf8"));
const loud = negatives.map(listen).filter(({ findings }) => findings.length > 0);

it("are many, of many kinds", () => {
  expect(negatives.length).toBeGreaterThanOrEqual(160);
  expect(new Set(negatives.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(50);
});

it("get no cause", () => {
  expect(loud.map(({ one, findings }) => `${one.id} ${findings[0]?.rule}`)).toEqual([]);
});

it("are not said to be OAuth, except those", () => {
  const held = negatives.filter(({ input }) => typeof input === "string" && explain(input).isOAuth);
  expect(held.map(({ id }) => id).length).toBeLessThanOrEqual(2);
});
