/** Colors that can't be read are refused with what can be. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  colorFault,
  colorsFrom,
  contrast,
  contrastIn,
  GROUNDS,
  LEAST_CONTRAST,
  legible,
  paletteOf,
  SCHEMES,
} from "./colors.ts";

const anyColor = fc.integer({ min: 0, max: 0xffffff }).map((rgb) => `#${rgb.toString(16).padStart(6, "0")}`);

it("measures contrast as WCAG does", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5);
  expect(contrast("#767676", "#ffffff")).toBeCloseTo(4.54, 2);
  expect(contrast("#123456", "#123456")).toBe(1);
});

it("has the grounds of the stylesheet", () => {
  const css = readFileSync(new URL("../pages/candor.css", import.meta.url), "utf8");
  const blocks = [...css.matchAll(/:root \{([^}]*)\}/g)].map(([, block = ""]) => block);
  for (const [i, scheme] of SCHEMES.entries()) {
    const tokens = ["paper", "sheet", "caution-wash"].map(
      (name) => blocks[i]?.match(`--${name}: (#[0-9a-f]{6});`)?.[1],
    );
    expect(GROUNDS[scheme]).toEqual(tokens);
  }
});

describe.each(SCHEMES)("the %s scheme", (scheme) => {
  it("proposes a color that passes, and is as near as it gets", () => {
    fc.assert(
      fc.property(anyColor, (color) => {
        const near = legible(scheme, color);
        expect(contrastIn(scheme, near)).toBeGreaterThanOrEqual(LEAST_CONTRAST);
        expect(colorFault(scheme, near)).toBeUndefined();
        if (contrastIn(scheme, color) >= LEAST_CONTRAST) expect(near).toBe(color);
        else expect(colorFault(scheme, color)?.expected).toContain(near);
      }),
    );
  });

  it("has buttons whose text can be read, also below the pointer", () => {
    fc.assert(
      fc.property(anyColor, (color) => {
        const { accent, hover, on } = paletteOf(scheme, legible(scheme, color));
        for (const button of [accent, hover]) expect(contrast(button, on)).toBeGreaterThanOrEqual(LEAST_CONTRAST);
        for (const ground of GROUNDS[scheme]) expect(contrast(hover, ground)).toBeGreaterThanOrEqual(LEAST_CONTRAST);
      }),
    );
  });
});

it.each([
  ["light", "#ffcc00", "#ffcc00", "1.37"],
  ["light", "#FFCC00", "#FFCC00", "1.37"],
  ["dark", "#0d6150", "#0d6150", "2.18"],
] as const)("names the ratio in the %s scheme of %s", (scheme, color, shown, ratio) => {
  expect(colorFault(scheme, color)?.is).toBe(`"${shown}", which has a contrast of ${ratio}:1 on ${scheme} pages`);
});

it("derives the color of dark pages", () => {
  expect(colorsFrom({ light: "#0D6150" })).toEqual({ light: "#0d6150", dark: legible("dark", "#0d6150") });
  expect(colorsFrom({ light: "#0d6150", dark: "#74D3B9" })).toEqual({ light: "#0d6150", dark: "#74d3b9" });
});
