import Fastify from "fastify";
import { describe, expect, it } from "vitest";
import { takeText, textOfRead } from "./bodies.ts";

const FORM = "application/x-www-form-urlencoded";
const formData = (...pairs: [string, string | Blob][]): FormData => {
  const form = new FormData();
  for (const [name, value] of pairs) form.append(name, value);
  return form;
};
class Other {
  readonly a = "1";
}

describe("what a host has made of a form, as the form that it was", () => {
  it.each<[what: string, read: unknown, text: string]>([
    ["its text", "a=1&b=%20", "a=1&b=%20"],
    ["parameters", new URLSearchParams([["a", "1 2"]]), "a=1+2"],
    ["form data", formData(["a", "1"], ["a", "2"]), "a=1&a=2"],
    ["an object", { a: "1", b: "&" }, "a=1&b=%26"],
    ["an object without a prototype", Object.assign(Object.create(null), { a: "1" }), "a=1"],
    ["repeated parameters", { a: ["1", "2"] }, "a=1&a=2"],
    ["nothing", {}, ""],
  ])("%s", (_, read, text) => expect(textOfRead(read, FORM)).toBe(text));

  it("bytes are left as they are", () => {
    const bytes = new Uint8Array([97, 61, 255]);
    expect(textOfRead(bytes, FORM)).toBe(bytes);
  });
});

describe("what may have been another form is not guessed at", () => {
  it.each<[what: string, read: unknown]>([
    ["an object within", { a: { b: "1" } }],
    ["a number", { a: 1 }],
    ["an object in a list", { a: ["1", { b: "2" }] }],
    ["a file", formData(["a", "1"], ["b", new Blob(["x"])])],
    ["an object of a class", new Other()],
    ["a list", ["a"]],
    ["null", null],
    ["nothing", undefined],
    ["a number", 1],
  ])("%s", (_, read) => expect(textOfRead(read, FORM)).toBeUndefined());
});

it("what is not a form is refused for its type, whatever is in it", () => {
  for (const type of ["application/json", undefined]) expect(textOfRead({ a: { b: 1 } }, type)).toBe('{"a":{"b":1}}');
  expect(textOfRead(new Other(), "application/json")).toBeUndefined();
});

describe("what was sent", () => {
  async function send(payload: string, type: string) {
    const app = Fastify();
    takeText(app);
    app.post("/", async ({ body }) => JSON.stringify(body));
    const { statusCode, body } = await app.inject({
      method: "POST",
      url: "/",
      payload,
      headers: { "content-type": type },
    });
    return statusCode === 200 ? JSON.parse(body) : statusCode;
  }

  it.each([FORM, "application/json", "text/plain", "multipart/form-data"])(
    "is text, whatever it is: %s",
    async (type) => {
      expect(await send('{"a":', type)).toBe('{"a":');
    },
  );

  it("has a bound", async () => {
    const most = "a".repeat(65_536);
    for (const type of [FORM, "text/plain"])
      expect([await send(most, type), await send(`${most}a`, type)]).toEqual([most, 413]);
  });
});
