/**
 * Logos: small images that are kept with what they belong to, as `data:` URLs, and that this server serves itself. No page loads an image from
 * elsewhere: its host would learn who signs in where. SVG isn't accepted, because it can contain scripts (docs/decisions/0051-logos-are-kept-here.md).
 */
import { hash } from "node:crypto";

/** Bytes of the image, and pixels of each side: an image of few bytes can unfold to gigabytes. */
export const LOGO = { bytes: 40_960, least: 16, most: 1_024 } as const;

export interface Image {
  readonly type: "image/png" | "image/jpeg" | "image/webp";
  readonly bytes: Buffer;
}

const EXPECTED = `a PNG, JPEG or WebP image of at most ${LOGO.bytes / 1_024} KB as a URL: data:image/png;base64,…`;

interface Format {
  readonly type: Image["type"];
  /** Whether the bytes are an image of this kind from the first to the last, so that nothing else is served with it. */
  readonly is: (bytes: Buffer) => boolean;
  /** Width and height. */
  readonly size: (bytes: Buffer) => readonly [number, number] | undefined;
}

const text = (bytes: Buffer, from: number, to: number): string => bytes.toString("latin1", from, to);

/** The chunks of a PNG: the first is IHDR, the last IEND. */
function pngEnds(bytes: Buffer): boolean {
  let at = 8;
  while (at + 12 <= bytes.length) {
    const name = text(bytes, at + 4, at + 8);
    at += 12 + bytes.readUInt32BE(at);
    if (name === "IEND") return at === bytes.length;
  }
  return false;
}

/** The frame header of a JPEG. Everything before it is in segments that say their length. */
function jpegSize(bytes: Buffer): readonly [number, number] | undefined {
  for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff; ) {
    const marker = bytes[at + 1] ?? 0;
    // SOF0 to SOF15, without DHT, JPG and DAC.
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return [bytes.readUInt16BE(at + 7), bytes.readUInt16BE(at + 5)];
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return undefined;
}

function webpSize(bytes: Buffer): readonly [number, number] | undefined {
  if (bytes.length < 30) return undefined;
  switch (text(bytes, 12, 16)) {
    case "VP8X":
      return [1 + bytes.readUIntLE(24, 3), 1 + bytes.readUIntLE(27, 3)];
    case "VP8L": {
      const packed = bytes.readUInt32LE(21);
      return [1 + (packed & 0x3fff), 1 + ((packed >>> 14) & 0x3fff)];
    }
    case "VP8 ":
      return [bytes.readUInt16LE(26) & 0x3fff, bytes.readUInt16LE(28) & 0x3fff];
    default:
      return undefined;
  }
}

const FORMATS: readonly Format[] = [
  {
    type: "image/png",
    is: (bytes) =>
      text(bytes, 0, 8) === "\x89PNG\r\n\x1a\n" &&
      text(bytes, 12, 16) === "IHDR" &&
      bytes.length > 32 &&
      pngEnds(bytes),
    size: (bytes) => [bytes.readUInt32BE(16), bytes.readUInt32BE(20)],
  },
  {
    type: "image/jpeg",
    is: (bytes) => bytes.readUInt16BE(0) === 0xffd8 && bytes.readUInt16BE(bytes.length - 2) === 0xffd9,
    size: jpegSize,
  },
  {
    type: "image/webp",
    is: (bytes) =>
      text(bytes, 0, 4) === "RIFF" && text(bytes, 8, 12) === "WEBP" && bytes.readUInt32LE(4) + 8 === bytes.length,
    size: webpSize,
  },
];

/** The image of a `data:` URL, or what is wrong with it. What the bytes are decides, not what the URL says. */
export function readLogo(uri: string): Image | { readonly is: string; readonly expected: string } {
  const [, declared = "", base64 = ""] = /^data:([a-z]+\/[a-z0-9.+-]+);base64,([A-Za-z0-9+/]+={0,2})$/.exec(uri) ?? [];
  if (base64 === "") return { is: about(uri), expected: EXPECTED };
  const bytes = Buffer.from(base64, "base64");
  if (bytes.length > LOGO.bytes)
    return { is: `an image of ${bytes.length} bytes`, expected: `at most ${LOGO.bytes} bytes` };
  const format = bytes.length < 12 ? undefined : FORMATS.find((one) => one.is(bytes));
  if (format === undefined) return { is: `data that isn't a whole PNG, JPEG or WebP image`, expected: EXPECTED };
  if (declared !== format.type)
    return {
      is: `${format.type.slice(6).toUpperCase()} that is declared as ${declared}`,
      expected: `data:${format.type};base64,…`,
    };
  const [width = 0, height = 0] = format.size(bytes) ?? [];
  if (Math.min(width, height) < LOGO.least || Math.max(width, height) > LOGO.most)
    return {
      is: `an image of ${width} × ${height} pixels`,
      expected: `${LOGO.least} to ${LOGO.most} pixels on each side`,
    };
  return { type: format.type, bytes };
}

/** The `data:` URL of a file, whose name and declared type don't matter: what the bytes are decides. */
export function logoOf(bytes: Buffer): string {
  const format = bytes.length < 12 ? undefined : FORMATS.find((one) => one.is(bytes));
  return `data:${format?.type ?? "application/octet-stream"};base64,${bytes.toString("base64")}`;
}

/** What was sent instead of an image, without its content. */
function about(uri: string): string {
  if (/^https?:/i.test(uri)) return "the URL of an image elsewhere, which would see who signs in";
  const [, type] = /^data:([\w/.+-]{1,40})/.exec(uri) ?? [];
  return type === undefined ? "not a data: URL" : `a data: URL of ${type} that isn't base64`;
}

/** The name under which an image is served: it changes with the image, so that caches may keep it. */
export const logoName = (uri: string): string => {
  const [, kind = "png"] = /^data:image\/(\w+)/.exec(uri) ?? [];
  return `${hash("sha256", uri, "base64url").slice(0, 22)}.${kind}`;
};

/** A name as `logoName` makes them. */
export const LOGO_NAME = /^[A-Za-z0-9_-]{22}\.(?:png|jpeg|webp)$/;
