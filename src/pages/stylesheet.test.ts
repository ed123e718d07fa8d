/** The stylesheet knows start and end, not left and right: a page that is translated into Hebrew or Arabic reads the other way. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

const FOLDER = new URL(".", import.meta.url);
const sheets = readdirSync(FOLDER).filter((name) => name.endsWith(".css"));

/** Declarations, `property: value`, without comments. */
const declarations = sheets.flatMap((name) => {
  const text = readFileSync(new URL(name, FOLDER), "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
  return [...text.matchAll(/(?<=[;{]\s*)([\w-]+):\s*([^;{}]+);/g)].map(
    ([, property = "", value = ""]) => [property, value] as const,
  );
});

/** The parts of a value, a function being one of them. */
const parts = (value: string) => value.match(/(?:[^\s(]+\([^)]*\)+|[^\s(]+)/g) ?? [];

it("has the declarations of a stylesheet", () => {
  expect(declarations.length).toBeGreaterThan(300);
  expect(declarations).toContainEqual(["border-inline-start", "0.25rem solid var(--caution)"]);
});

it("names no side", () => {
  const named = declarations.filter(
    ([property, value]) =>
      /(^|-)(left|right)($|-)/.test(property) || (!property.startsWith("--") && /(^|[\s-])(left|right)\b/.test(value)),
  );
  expect(named).toEqual([]);
});

it("gives the two sides of a box different values by names only", () => {
  const uneven = declarations.filter(([property, value]) => {
    if (!/^(margin|padding|inset|border-(width|style|color|radius)|scroll-(margin|padding))$/.test(property))
      return false;
    const given = parts(value);
    return given.length === 4 && given[1] !== given[3];
  });
  expect(uneven).toEqual([]);
});

it("moves nothing by a distance to one side", () => {
  expect(declarations.filter(([, value]) => /translate(x|3d)?\(|skew|matrix/i.test(value))).toEqual([]);
});
