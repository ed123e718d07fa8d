/** Candor's mark, three dots, the mathematical sign for "because": its geometry as SVG, and as the images that browsers request on their own. */
import { crc32, deflateSync } from "node:zlib";

/** Within a square of 24 by 24. */
export const DOTS = [
  { x: 5.5, y: 7 },
  { x: 18.5, y: 7 },
  { x: 12, y: 17.5 },
] as const;
export const RADIUS = 3.7;
/** Legible on light and dark tabs. */
const GREEN = [0x13, 0x83, 0x6c] as const;
const WHITE = [0xff, 0xff, 0xff] as const;

export const MARK_SVG = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><g fill="#13836c">${DOTS.map(
  ({ x, y }) => `<circle cx="${x}" cy="${y}" r="${RADIUS}"/>`,
).join("")}</g></svg>`;

/** How much of a pixel the dots cover, from 0 to 1; the edge is one pixel wide. */
function coverage(x: number, y: number, pixel: number): number {
  const nearest = Math.min(...DOTS.map((dot) => Math.hypot(dot.x - x, dot.y - y)));
  return Math.min(1, Math.max(0, (RADIUS - nearest) / pixel + 0.5));
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** The mark as a PNG of `size` by `size` pixels. With `white`, it has a margin and a background, since phones fill transparent areas with black. */
export function markPng(size: number, { white = false } = {}): Buffer {
  const square = white ? 36 : 24;
  const pixel = square / size;
  const rows = Buffer.alloc(size * (1 + 4 * size));
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const [x, y] = [column, row].map((at) => (at + 0.5) * pixel - (square - 24) / 2) as [number, number];
      const covered = coverage(x, y, pixel);
      const colour = white
        ? GREEN.map((value, at) => Math.round(value * covered + (WHITE[at] ?? 0) * (1 - covered)))
        : GREEN;
      rows.set([...colour, white ? 0xff : Math.round(0xff * covered)], row * (1 + 4 * size) + 1 + 4 * column);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  // Eight bits for each of red, green, blue and alpha.
  header.set([8, 6], 8);
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** The mark as an ICO file: a directory with one entry, and the PNG. */
export function markIco(size = 32): Buffer {
  const png = markPng(size);
  const directory = Buffer.alloc(22);
  directory.writeUInt16LE(1, 2);
  directory.writeUInt16LE(1, 4);
  directory.set([size, size], 6);
  directory.writeUInt16LE(1, 10);
  directory.writeUInt16LE(32, 12);
  directory.writeUInt32LE(png.length, 14);
  directory.writeUInt32LE(directory.length, 18);
  return Buffer.concat([directory, png]);
}
