/** A badge for a README: an SVG that needs nothing else. */
import { countsOf, failuresOf, type Report } from "./report.ts";

const HEIGHT = 20;
/** Pixels of a character at 11 px, about. */
const WIDE = 6.6;
const LABEL = "candor check";

export function toBadge(report: Report): string {
  const { held } = countsOf(report);
  const musts = failuresOf(report, "MUST").length;
  const all = failuresOf(report, "MAY").length;
  const text = all === 0 ? `${held} held` : `${all} broken`;
  const color = musts > 0 ? "#b42318" : all > 0 ? "#8a6100" : "#1a7f37";
  const [left, right] = [LABEL, text].map((one) => Math.round(one.length * WIDE + 12)) as [number, number];
  const label = (at: number, width: number, words: string): string =>
    `<text x="${at + width / 2}" y="14" text-anchor="middle">${words}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${left + right}" height="${HEIGHT}" role="img" aria-label="${LABEL}: ${text}">`,
    `<title>${LABEL}: ${text}</title>`,
    `<clipPath id="r"><rect width="${left + right}" height="${HEIGHT}" rx="3"/></clipPath>`,
    `<g clip-path="url(#r)"><rect width="${left}" height="${HEIGHT}" fill="#3d4451"/><rect x="${left}" width="${right}" height="${HEIGHT}" fill="${color}"/></g>`,
    `<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">${label(0, left, LABEL)}${label(left, right, text)}</g>`,
    "</svg>",
  ].join("");
}
