/** Every worked example is executed: what it says is refused is refused for its reason, and what it says is granted is granted. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Example, exampleOf, examples } from "../../src/reasons/examples/index.ts";
import { type Code, codes } from "../../src/reasons/index.ts";
import { arrange } from "./examples/circumstances.ts";
import { Theatre } from "./examples/execute.ts";
import { read } from "./examples/message.ts";

/** What nothing is refused for: it is in place of others. */
const FACES_ONLY: readonly Code[] = ["client-auth/failed"];

let theatre: Theatre;
beforeAll(async () => {
  theatre = await Theatre.open();
});
afterAll(() => theatre.close());

/** What an example claims falsely; nothing where it is true. */
async function falseIn(code: Code, example: Example): Promise<string[]> {
  const { refused, corrected, again = { is: "granted" } } = await theatre.execute(example);
  const seen = "face" in refused && FACES_ONLY.includes(code) ? refused.face : refused.is;
  return [
    ...(seen === code ? [] : [`refused is ${seen}`]),
    ...(corrected.is === "granted" ? [] : [`corrected is ${corrected.is}`]),
    ...(again.is === "granted" ? [] : [`refused, made again, is ${again.is}`]),
  ];
}

/** The example with something else in it; what is `undefined` is left out. */
function changed(example: Example, by: { [K in keyof Example]?: Example[K] | undefined }): Example {
  const members = Object.entries({ ...example, ...by }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(members) as unknown as Example;
}

it("there is an example for every reason, and no other", () => {
  expect(Object.keys(examples).sort()).toEqual([...codes].sort());
});

it("every circumstance is of some example", () => {
  const used = codes.map(exampleOf).flatMap(({ given = [], afterwards = [] }) => [...given, ...afterwards]);
  expect([...new Set(used)].sort()).toEqual(Object.keys(arrange).sort());
});

describe.each(codes)("%s", (code) => {
  const example = exampleOf(code);
  const { situation, refused, correctedBy, corrected, change, given = [], afterwards = [] } = example;

  it("its example is true", async () => {
    expect(await falseIn(code, example)).toEqual([]);
  });

  it("it would be noticed if the correction corrected nothing", async () => {
    const idle = changed(example, { corrected: refused, afterwards: undefined });
    expect(await falseIn(code, idle)).not.toEqual([]);
  });

  if (refused !== corrected)
    it("it would be noticed if the refused request were right", async () => {
      const right = changed(example, { refused: corrected, given: undefined });
      expect(await falseIn(code, right).catch((error: Error) => [error.message])).not.toEqual([]);
    });

  it.each(given)("it is not refused so without this: %s", async (superfluous) => {
    const rest = given.filter((circumstance) => circumstance !== superfluous);
    const found = await falseIn(code, changed(example, { given: rest })).catch((error: Error) => [error.message]);
    expect(found).not.toEqual([]);
  });

  it("says what fixes it by the same request, or another", () => {
    const same = correctedBy === "configuration" || correctedBy === "operator" || correctedBy === "waiting";
    expect(corrected === refused).toBe(same);
    expect(afterwards.length > 0).toBe(same);
  });

  it("its correction is for the same endpoint, or gets at what that one needs", () => {
    const [asked = "", instead] = [refused, corrected].map(
      (text) => /^[A-Z]+ (?:https?:\/\/[^/]+)?([^ ?]+)/.exec(text)?.[1],
    );
    expect([...(correctedBy === "starting again" ? [] : [asked]), "/authorize", "/token"]).toContain(instead);
  });

  it("its messages are HTTP, with nothing in them that is not the demo's", () => {
    for (const text of [refused, corrected]) {
      const { headers, body = "" } = read(text.replaceAll(/\{[a-z0-9][^{}]*\}/g, "filled"));
      expect(headers.map(([name]) => name)[0]).toBe("Host");
      expect(text).toMatch(/^[\x20-\x7E\n]+$/);
      expect(text).not.toMatch(/undefined|null|\[object|candor_|eyJ|[A-Za-z0-9+]{25}|\d{10}|\s$|\n{3}/);
      expect(body).not.toContain("\n");
      for (const [, host = ""] of text.matchAll(/https?:\/\/([^/:]+)/g))
        expect(["localhost", "127.0.0.1", "id.example", "app.example"]).toContain(host);
      for (const [, secret = ""] of text.matchAll(/(?:base64 of [\w-]+:|client_secret=)([^}&\s]+)/g))
        expect(secret).toMatch(/^"?(demo-[a-z-]+|blue(\+|%2B)green)-secret"?$/);
    }
  });

  it("its sentences are sentences", () => {
    for (const text of [situation, change]) {
      expect(text).toMatch(/^\S[\x20-\x7E…]*\S\.$/);
      expect(text).not.toMatch(/ {2}|undefined|\[object|!/);
      expect(text.length).toBeLessThanOrEqual(240);
    }
  });
});
