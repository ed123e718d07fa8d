/** One event is one line, and nothing in it moves a cursor. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LEVELS, type Level, prettyLine } from "./pretty.ts";

const time = new Date(2026, 5, 15, 9, 5, 7);
const line = (fields: object, message = "granted", level: Level = "info", colour = false): string =>
  prettyLine({ level, fields: fields as never, message, time, colour });

describe("a pretty line", () => {
  it.each<[fields: object, text: string]>([
    [{}, "09:05:07  info   granted\n"],
    [{ client: "shop", status: 200, ms: 1.5 }, "09:05:07  info   granted  client=shop  status=200  ms=1.5\n"],
    [{ client: undefined, subject: "x" }, "09:05:07  info   granted  subject=x\n"],
    [{ because: "its code was used twice" }, '09:05:07  info   granted  because="its code was used twice"\n'],
    [
      { link: "https://id.example/welcome/operator?token=a.b" },
      "09:05:07  info   granted  link=https://id.example/welcome/operator?token=a.b\n",
    ],
    [
      { addresses: ["127.0.0.1:9400", "[::1]:9400"] },
      '09:05:07  info   granted  addresses=["127.0.0.1:9400","[::1]:9400"]\n',
    ],
    [{ new: true }, "09:05:07  info   granted  new=true\n"],
  ])("%j", (fields, text) => expect(line(fields)).toBe(text));

  it("says its level, in color if requested", () => {
    for (const level of Object.keys(LEVELS) as Level[]) {
      expect(line({}, "x", level)).toBe(`09:05:07  ${level.padEnd(5)}  x\n`);
      expect(line({ a: 1 }, "x", level, true)).toContain(`m${level.padEnd(5)}\u001b[0m`);
    }
  });

  it("is one line, whatever it contains, and moves no cursor", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.dictionary(fc.string(), fc.jsonValue()), (message, fields) => {
        const text = line(fields, `${message}\u001b[2J\u202e\r\n`);
        expect(text.slice(0, -1)).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u);
        expect(text.endsWith("\n")).toBe(true);
      }),
    );
  });
});
