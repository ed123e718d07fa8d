/** Every type that a signature of the package uses can be imported by its name, and everything exported is documented. */
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { publicTypes } from "./public-types.ts";

const ENTRY_POINTS = [
  "index.d.ts",
  "checker/index.d.ts",
  "client/index.d.ts",
  "doctor/index.d.ts",
  "mock/index.d.ts",
  "resource/index.d.ts",
  "watch/index.d.ts",
];
const found = publicTypes(resolve(import.meta.dirname, "../../dist"), ENTRY_POINTS);

describe.each(Object.entries(found))("%s", (_, { exported, hidden, undocumented }) => {
  it("exports every type that its signatures use", () => expect(hidden).toEqual([]));
  it("documents what it exports", () => expect(undocumented).toEqual([]));
  it("exports something", () => expect(exported.length).toBeGreaterThan(2));
});

it("what is looked for is found", () => {
  const { exported } = found["index.d.ts"] ?? { exported: [] };
  for (const name of [
    "Candor",
    "CandorOptions",
    "ConfigurationFault",
    "FetchHandler",
    "NodeHandler",
    "Clock",
    "Explanation",
  ])
    expect(exported).toContain(name);
});
