/** The settled cases that the repository keeps: what the doctor once told apart, it tells apart from then on. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { judge, readCases } from "./measure.ts";

const judged = readCases(readFileSync(new URL("open.jsonl", import.meta.url), "utf8")).map(judge);
const within = (places: number): string[] =>
  judged.filter(({ place }) => place < 0 || place >= places).map(({ one }) => one.id);

it("names the right cause at first in nearly all of them", () => {
  expect(judged.length).toBe(96);
  expect(within(1).length, `missed: ${within(1).join(", ")}`).toBeLessThanOrEqual(4);
});

it("has it among the first three in all but one", () => {
  expect(within(3).length, `missed: ${within(3).join(", ")}`).toBeLessThanOrEqual(1);
});

it("is never sure of a wrong cause", () => {
  const sure = judged.filter(({ place, findings }) => place !== 0 && (findings[0]?.confidence ?? 0) > 0.9);
  expect(sure.map(({ one }) => one.id)).toEqual([]);
});
