/** Whether a color of the operator's can be read on the pages, in the light and the dark scheme (WCAG 2.2, 1.4.3), and what follows from it. */

export const SCHEMES = ["light", "dark"] as const;
export type Scheme = (typeof SCHEMES)[number];

/** Six hexadecimal digits in lower case, with `#` before them. */
export type Color = string;

/** The color of links and buttons in each scheme. */
export type Colors = Readonly<Record<Scheme, Color>>;

/** What the stylesheet gets. */
export interface Palette {
  readonly accent: Color;
  readonly hover: Color;
  /** Text on either. */
  readonly on: Color;
}

/** What the color is read on: the stylesheet's `--paper`, `--sheet` and `--caution-wash`. A test compares them. */
export const GROUNDS: Readonly<Record<Scheme, readonly Color[]>> = {
  light: ["#f5f7f6", "#ffffff", "#fcf2ec"],
  dark: ["#111514", "#191f1d", "#2a1e19"],
};

/** Text on a button. */
const ON: Readonly<Record<Scheme, Color>> = { light: "#ffffff", dark: "#0a0f0d" };

/** Where a color of the scheme becomes easier to read: darker on light pages, lighter on dark ones. */
const TOWARD: Readonly<Record<Scheme, Color>> = { light: "#000000", dark: "#ffffff" };

/** For text of the usual size. */
export const LEAST_CONTRAST = 4.5;

const channels = (color: Color): readonly [number, number, number] => {
  const at = (start: number) => Number.parseInt(color.slice(start, start + 2), 16);
  return [at(1), at(3), at(5)];
};

/** Relative luminance (WCAG 2.2). */
function luminance(color: Color): number {
  const [r = 0, g = 0, b = 0] = channels(color).map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** The contrast of two colors, from 1 to 21. */
export function contrast(one: Color, other: Color): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** The lowest contrast that a color has where it is read: on each ground, and with the text on a button of it. */
export const contrastIn = (scheme: Scheme, color: Color): number =>
  Math.min(...[...GROUNDS[scheme], ON[scheme]].map((other) => contrast(color, other)));

/** A color between two others. `part`: how much of the second, from 0 to 1. */
function mixed(one: Color, other: Color, part: number): Color {
  const to = channels(other);
  const parts = channels(one).map((channel, i) => Math.round(channel + ((to[i] ?? 0) - channel) * part));
  return `#${parts.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}

/** Steps in which a color is moved. */
const STEPS = 200;

/** The color itself if it can be read; otherwise the one that is nearest on the way to black or white. */
export function legible(scheme: Scheme, color: Color): Color {
  for (let step = 0; step < STEPS; step++) {
    const moved = mixed(color, TOWARD[scheme], step / STEPS);
    if (contrastIn(scheme, moved) >= LEAST_CONTRAST) return moved;
  }
  return TOWARD[scheme];
}

/** The colors from the one of the light scheme: without one for the dark scheme, it follows from that. */
export const colorsFrom = ({ light, dark }: { readonly light: Color; readonly dark?: Color | undefined }): Colors => ({
  light: light.toLowerCase(),
  dark: dark?.toLowerCase() ?? legible("dark", light.toLowerCase()),
});

export function paletteOf(scheme: Scheme, accent: Color): Palette {
  return { accent, hover: mixed(accent, TOWARD[scheme], 0.25), on: ON[scheme] };
}

/** What is wrong with a color; `undefined` if it can be read. */
export function colorFault(
  scheme: Scheme,
  color: Color,
): { readonly is: string; readonly expected: string } | undefined {
  const plain = color.toLowerCase();
  const ratio = contrastIn(scheme, plain);
  if (ratio >= LEAST_CONTRAST) return undefined;
  // 4.496 isn't 4.5.
  const shown = (Math.floor(ratio * 100) / 100).toFixed(2);
  return {
    is: `"${color}", which has a contrast of ${shown}:1 on ${scheme} pages`,
    expected: `a contrast of at least ${LEAST_CONTRAST}:1, such as ${legible(scheme, plain)}`,
  };
}
