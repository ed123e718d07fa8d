import Fastify, { type FastifyReply } from "fastify";
import { describe, expect, it } from "vitest";
import { takeReadBodies, takeText, textOfRead } from "./bodies.ts";
import { embedded } from "./embedded.ts";

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

it("a body that isn't a form is refused for its type, whatever it contains", () => {
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

describe("a body that the host has read", () => {
  const wire = {
    refusalFor: (_: unknown, found: object) => found,
    json: (reply: FastifyReply, found: object) => reply.code(400).send(found),
  } as never;
  /** What arrives of a form after the host has read it, or not, and left this on the request. */
  async function send(left: object | undefined, method: "POST" | "GET" = "POST", payload = "a=1") {
    const app = Fastify();
    app.addHook("onRequest", async ({ raw }) => {
      if (left === undefined) return;
      for await (const _ of raw);
      Object.assign(raw, left);
    });
    takeText(app);
    takeReadBodies(app, wire);
    app.route({ method, url: "/", handler: async ({ body }) => JSON.stringify(body ?? null) });
    const headers = { "content-type": FORM };
    const { body } = await app.inject({ method, url: "/", headers, ...(method === "POST" && { payload }) });
    return JSON.parse(body);
  }

  it.each<[what: string, left: object | undefined, is: unknown]>([
    ["not at all", undefined, "a=1"],
    ["and left its bytes", { rawBody: Buffer.from("a=2"), body: { a: "3" } }, "a=2"],
    ["and left what it made of it", { body: { a: "3" } }, "a=3"],
    ["and left nothing", {}, { is: "consumed" }],
    ["and left what may have been another form", { body: { a: { b: "1" } } }, { is: "consumed" }],
  ])("%s", async (_, left, is) => expect(await send(left)).toEqual(is));

  it("doesn't exist for a GET", async () => expect(await send({}, "GET")).toBeNull());

  it("is refused for the fault that was found when it was read", async () => {
    const found = { is: "consumed" } as const;
    expect(await embedded.run({ scheme: "https:", found }, () => send(undefined))).toEqual(found);
  });
});
