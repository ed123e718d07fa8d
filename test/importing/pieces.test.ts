/** Documents cut into pieces, however they arrive. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvPieces, NotCsv } from "../../src/importing/csv.ts";
import { jsonPieces, NotJson, type Piece } from "../../src/importing/pieces.ts";
import { hasValues } from "../../src/importing/shape.ts";

async function* chunked(text: string, sizes: readonly number[] = [text.length]) {
  for (let at = 0, i = 0; at < text.length; i++) {
    const size = Math.max(1, sizes[i % sizes.length] ?? 1);
    yield text.slice(at, at + size);
    at += size;
  }
}

async function all(pieces: AsyncIterable<Piece>): Promise<readonly Piece[]> {
  const found: Piece[] = [];
  for await (const one of pieces) found.push(one);
  return found;
}

describe("JSON", () => {
  it("is cut at the entries of its lists, and between other members", async () => {
    const text =
      '{"realm": "x, }]", "users": [{"a": [1, {"b": "]"}]}, 2, "\\"", null], "none": [], "last": {"c": [1]}}';
    expect(await all(jsonPieces(chunked(text)))).toEqual([
      { at: "realm", member: "realm", value: "x, }]" },
      { at: "users[0]", member: "users", value: { a: [1, { b: "]" }] } },
      { at: "users[1]", member: "users", value: 2 },
      { at: "users[2]", member: "users", value: '"' },
      { at: "users[3]", member: "users", value: null },
      { at: "last", member: "last", value: { c: [1] } },
    ]);
  });

  it("has the same pieces in chunks of any size", async () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.jsonValue()), fc.boolean(), sizes, async (values, isPretty, some) => {
        const text = JSON.stringify(values, null, isPretty ? 2 : 0);
        expect((await all(jsonPieces(chunked(text, some)))).map(({ value }) => value)).toEqual(JSON.parse(text));
        const lines = values.map((value) => `${JSON.stringify({ value })}\n`).join("");
        const read = (await all(jsonPieces(chunked(lines, some), true))).map(({ value }) => value);
        expect(read).toEqual(JSON.parse(JSON.stringify(values.map((value) => ({ value })))));
      }),
    );
  });

  it.each(["[1, 2", '{"a": ', '{"a": [1, }', "]", "[1] [2]", '{"a": tru}', "plain", '["', "[01]"])(
    "that isn't any is refused: %s",
    async (text) => {
      await expect(all(jsonPieces(chunked(text)))).rejects.toThrow(NotJson);
    },
  );

  it("takes no longer for a long value than for many short ones", async () => {
    const text = `[${JSON.stringify("x".repeat(20_000_000))}]`;
    // Whoever puts together again what came so far with each chunk copies 200 GB.
    const pieces = await all(jsonPieces(chunked(text, [1_000])));
    expect(pieces.map(({ value }) => String(value).length)).toEqual([20_000_000]);
  });

  it("says where it ends, and no text", async () => {
    const text = '{"users": [{"password": "NEVERPRINTTHIS';
    await expect(all(jsonPieces(chunked(text)))).rejects.toThrow("The text ends in the middle of users[0].");
  });
});

describe("whether JSON is one value after the other", () => {
  const long = JSON.stringify({ username: "ada", picture: "x".repeat(3_000_000) });
  it.each<[what: string, text: string, is: boolean]>([
    ["lines", '{"a": 1}\n{"a": 2}\n', true],
    ["lines of which the first has 3 MB", `${long}\n{"a": 2}\n`, true],
    ["an entry of 3 MB", long, true],
    ["a document whose lists come after 3 MB", `{"a": ${long}, "Users": []}`, false],
    ["an entry", '{"a": {"users": []}, "b": "users\\": "}', true],
    ["an entry on several lines", '\uFEFF\n\n {\n "a": [1, {"b": 2}]\n}\n', true],
    ["objects with more than a line", '{\n "users": []\n}\n{\n}', true],
    ["objects with nothing between", '{"a": 1}{"a": 2}', true],
    ["objects with commas between", '{"a": 1},\n{"a": 2},\n', true],
    ["objects with a mark or a separator before each", '\x1E{"a": 1}\n\x1E\uFEFF{"a": 2}\n', true],
    ["lists", '[{"a": 1}]\n[{"a": 2}]\n', true],
    ["a list", ' [{"a": 1}, {"a": 2}] ', false],
    ["a document", '{"users": [{"a": 1}]}', false],
    ["a document with comments", '// {"a": 1}\n/* { */ {"a": 1, /* } */ "users": []} // {\n', false],
    ["a document before garbage", '{"users": []} x', false],
    ["no object", '"a"\n"b"\n', false],
    ["nothing", "\n", false],
    ["an empty object", "{}", false],
    ["an object that isn't closed", '{"a": 1', false],
  ])("%s", async (_, text, is) => {
    for (const sizes of [[text.length], [7]])
      expect(await hasValues(chunked(text, sizes), ["users", "clients"])).toBe(is);
  });

  it("takes no longer for a long value than for many short ones", async () => {
    const text = `[${JSON.stringify("x".repeat(20_000_000))}]`;
    expect(await hasValues(chunked(text, [1_000]), [])).toBe(false);
  });
});

describe("CSV", () => {
  it("has names in its first line, and quotation marks, line breaks and separators of any kind", async () => {
    const text = 'name;text\r\nada;"a ""b"";\r\nc"\r\n\r\nbob;\r\n';
    expect(await all(csvPieces(chunked(text)))).toEqual([
      { at: "line 2", member: "", value: { name: "ada", text: 'a "b";\r\nc' } },
      { at: "line 5", member: "", value: { name: "bob" } },
    ]);
  });

  it("has the same records in chunks of any size", async () => {
    const rows = fc.array(fc.tuple(fc.string({ minLength: 1 }), fc.string({ minLength: 1 })), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(rows, fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1 }), async (fields, sizes) => {
        const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const text = `a,b\n${fields.map((row) => row.map(quoted).join(",")).join("\n")}`;
        const read = await all(csvPieces(chunked(text, sizes)));
        expect(read.map(({ value }) => value)).toEqual(fields.map(([a, b]) => ({ a, b })));
      }),
    );
  });

  it.each([["a,b\n1,2,3"], ['a\n"open'], ['a\n"x"y']])("that isn't any is refused: %j", async (text) => {
    await expect(all(csvPieces(chunked(text)))).rejects.toThrow(NotCsv);
  });
});
