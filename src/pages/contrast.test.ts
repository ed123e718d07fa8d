/** The stylesheet's colors reach the contrast of WCAG 2.2 AA (1.4.3, 1.4.11) in both schemes. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync(new URL("./candor.css", import.meta.url), "utf8");
const [light = "", dark = ""] = [...css.matchAll(/:root \{([^}]*)\}/g)].map(([, block = ""]) => block);

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(block: string, one: string, other: string): number {
  const [a, b] = [one, other].map((name) => luminance(block.match(`--${name}: (#[0-9a-f]{6});`)?.[1] ?? ""));
  return (Math.max(a ?? 0, b ?? 0) + 0.05) / (Math.min(a ?? 0, b ?? 0) + 0.05);
}

const TEXT = [
  ...["paper", "sheet", "wash", "caution-wash"].map((ground) => ["ink", ground] as const),
  ...["paper", "sheet"].flatMap((ground) => ["quiet", "accent", "accent-hover"].map((c) => [c, ground] as const)),
  ["accent", "caution-wash"],
  ["accent-hover", "caution-wash"],
  ["caution", "paper"],
  ["caution", "caution-wash"],
  ["on-accent", "accent"],
  ["on-accent", "accent-hover"],
] as const;

describe.each([
  ["light", light],
  ["dark", dark],
])("%s scheme", (_, block) => {
  it.each(TEXT)("%s on %s is legible", (one, other) => {
    expect(contrast(block, one, other)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(["paper", "sheet"])("edges of controls stand out from %s", (ground) => {
    expect(contrast(block, "edge", ground)).toBeGreaterThanOrEqual(3);
  });
});
