/** Families of metrics: bounded, and the same whether one process counts or several. */
import { expect, it } from "vitest";
import { counting } from "./counting.ts";
import { DECLARED, FAMILIES } from "./families.ts";
import { counted, type Declared, merged, type Snapshot } from "./family.ts";
import { metricsText } from "./text.ts";

it("counts into cells, and a histogram into buckets", () => {
  const family: Declared = { name: "x", kind: "histogram", help: "X.", labels: ["a"], bounds: [1, 10] };
  const cells = counted(family);
  for (const value of [0.5, 1, 2, 10, 11]) cells.add(["b"], value);
  expect(cells.points()).toEqual([{ labels: ["b"], value: 24.5, buckets: [2, 2, 1] }]);
  expect(metricsText([family], [["", { x: cells.points() }]], "prometheus")).toBe(
    [
      "# HELP x X.",
      "# TYPE x histogram",
      'x_bucket{a="b",le="1.0"} 2',
      'x_bucket{a="b",le="10.0"} 4',
      'x_bucket{a="b",le="+Inf"} 5',
      'x_sum{a="b"} 24.5',
      'x_count{a="b"} 5',
      "",
    ].join("\n"),
  );
});

it("has no more combinations of labels than a bound, whatever comes", () => {
  const cells = counted({ name: "x", kind: "counter", help: "X.", labels: ["a", "b"] });
  for (let i = 0; i < 5_000; i++) cells.add([String(i), "y"]);
  const points = cells.points();
  expect(points.length).toBe(2_001);
  expect(points.at(-1)).toEqual({ labels: ["other", "other"], value: 3_000 });
});

it("gives the first clients a label of their own, and the others one together", () => {
  const counts = counting(2, {});
  for (const client of ["a", "b", "c", "d", "a", undefined]) counts.refused("scope/misspelled", client, true);
  expect(counts.snapshot()[FAMILIES.refusals.name]).toEqual(
    ["a", "b", "other", "none"].map((client) => ({
      labels: ["scope/misspelled", client],
      value: client === "a" || client === "other" ? 2 : 1,
    })),
  );
});

it("escapes what labels have", () => {
  const family: Declared = { name: "x", kind: "gauge", help: "X.", labels: ["a"] };
  const text = metricsText([family], [["", { x: [{ labels: ['q"b\\s\nn'], value: 1 }] }]], "prometheus");
  expect(text).toContain('x{a="q\\"b\\\\s\\nn"} 1\n');
});

const process = (name: string, refusals: number, memory: number, up: number): readonly [string, Snapshot] => [
  name,
  {
    [FAMILIES.refusals.name]: [{ labels: ["scope/misspelled", "a"], value: refusals }],
    [FAMILIES.latency.name]: [{ labels: ["/token"], value: 1, buckets: [refusals, 0, 1] }],
    [FAMILIES.memory.name]: [{ labels: [], value: memory }],
    [FAMILIES.storage.name]: [{ labels: [], value: up }],
  },
];

it("adds up what several processes count, and keeps apart what belongs to each", () => {
  const text = metricsText(DECLARED, [process("1", 3, 100, 1), process("2", 4, 200, 0)], "prometheus");
  expect(text).toContain('candor_refusals_total{reason="scope/misspelled",client="a"} 7\n');
  expect(text).toContain(
    'process_resident_memory_bytes{worker="1"} 100\nprocess_resident_memory_bytes{worker="2"} 200\n',
  );
  expect(text).toContain("candor_storage_up 0\n");
  expect(
    merged(FAMILIES.latency, [
      ["1", process("1", 3, 1, 1)[1][FAMILIES.latency.name] ?? []],
      ["2", []],
    ]),
  ).toEqual({
    labels: ["route"],
    points: [{ labels: ["/token"], value: 1, buckets: [3, 0, 1] }],
  });
});
