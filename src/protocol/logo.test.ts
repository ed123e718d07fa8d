/** Logos are small images and nothing else, whatever they are said to be. */
import { describe, expect, it } from "vitest";
import { pngUrl } from "../../test/pages/pictures.ts";
import { LOGO, LOGO_NAME, logoName, readLogo } from "./logo.ts";

const url = (bytes: Buffer, type = "image/png") => `data:${type};base64,${bytes.toString("base64")}`;
const png = Buffer.from(pngUrl(32).split(",")[1] ?? "", "base64");

function webp(width: number, height: number): Buffer {
  const bytes = Buffer.alloc(40);
  bytes.write("RIFF", 0, "latin1");
  bytes.writeUInt32LE(32, 4);
  bytes.write("WEBPVP8X", 8, "latin1");
  bytes.writeUIntLE(width - 1, 24, 3);
  bytes.writeUIntLE(height - 1, 27, 3);
  return bytes;
}

function jpeg(width: number, height: number): Buffer {
  const frame = Buffer.from([0xff, 0xc0, 0, 11, 8, 0, 0, 0, 0, 1, 1, 0x11, 0]);
  frame.writeUInt16BE(height, 5);
  frame.writeUInt16BE(width, 7);
  return Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0]), frame, Buffer.from([0xff, 0xd9])]);
}

const withSize = (width: number, height: number): Buffer => {
  const copy = Buffer.from(png);
  copy.writeUInt32BE(width, 16);
  copy.writeUInt32BE(height, 20);
  return copy;
};

it.each([
  ["a PNG", url(png), "image/png"],
  ["a JPEG", url(jpeg(48, 64), "image/jpeg"), "image/jpeg"],
  ["a WebP", url(webp(64, 64), "image/webp"), "image/webp"],
])("accepts %s", (_, uri, type) => expect(readLogo(uri)).toMatchObject({ type }));

describe("refuses", () => {
  const script = Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>");
  it.each([
    ["an SVG", url(script, "image/svg+xml"), /isn't a whole PNG/],
    ["an SVG that is said to be a PNG", url(script), /isn't a whole PNG/],
    ["an image elsewhere", "https://evil.example/pixel.png", /elsewhere/],
    ["a page", "data:text/html,<script>alert(1)</script>", /text\/html/],
    ["a JPEG that is said to be a PNG", url(jpeg(48, 48)), /JPEG that is declared as image\/png/],
    ["a PNG with something behind it", url(Buffer.concat([png, script])), /isn't a whole/],
    ["a PNG that is cut", url(png.subarray(0, -4)), /isn't a whole/],
    ["the beginning of a PNG", url(png.subarray(0, 10)), /isn't a whole/],
    ["an image that unfolds to gigabytes", url(withSize(60_000, 60_000)), /60000 × 60000 pixels/],
    ["an image of nothing", url(withSize(0, 0)), /0 × 0 pixels/],
    ["one that is wide", url(webp(1_025, 64), "image/webp"), /1025 × 64/],
    ["one that is tiny", url(jpeg(1, 1), "image/jpeg"), /1 × 1/],
    ["one that is too large", url(Buffer.alloc(LOGO.bytes + 1)), /40961 bytes/],
    ["nothing", "", /not a data: URL/],
    [
      "a URL with a parameter",
      `data:image/png;charset=x;base64,${png.toString("base64")}`,
      /image\/png that isn't base64/,
    ],
  ])("%s", (_, uri, is) => {
    const read = readLogo(uri);
    expect("is" in read && read.is).toMatch(is);
  });

  it("every cut and every changed length without an error", () => {
    for (const [whole, type] of [
      [png, "image/png"],
      [jpeg(48, 48), "image/jpeg"],
      [webp(48, 48), "image/webp"],
    ] as const) {
      for (let at = 0; at < whole.length; at++) {
        readLogo(url(whole.subarray(0, at), type));
        const changed = Buffer.from(whole);
        changed[at] = 0xff;
        readLogo(url(changed, type));
      }
    }
  });
});

it("has a name that changes with the image", () => {
  expect(logoName(pngUrl(32))).toMatch(LOGO_NAME);
  expect(logoName(pngUrl(32))).not.toBe(logoName(pngUrl(33)));
});
