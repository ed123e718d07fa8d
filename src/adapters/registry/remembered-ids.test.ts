import { expect, it } from "vitest";
import { rememberedIds } from "./remembered-ids.ts";

function counted(ids: readonly string[]) {
  const asked: (readonly string[])[] = [];
  const among = rememberedIds(async (texts) => {
    asked.push(texts);
    return new Set(texts.filter((text) => ids.includes(text)));
  });
  return { asked, among };
}

it("asks once for each text, and finds the same again", async () => {
  const { asked, among } = counted(["shop", "till"]);
  expect(await among(["shop", "x", "x"])).toEqual(new Set(["shop"]));
  expect(await among(["x", "shop"])).toEqual(new Set(["shop"]));
  expect(await among(["x", "till", "shop"])).toEqual(new Set(["till", "shop"]));
  expect(asked).toEqual([["shop", "x"], ["till"]]);
});

it("stays right when more comes than it remembers, all at once or one by one", async () => {
  const { among } = counted(["shop"]);
  const many = Array.from({ length: 3_000 }, (_, i) => `text-${i}`);
  expect(await among(["shop", ...many])).toEqual(new Set(["shop"]));
  for (const one of many) expect(await among([one, "shop"])).toEqual(new Set(["shop"]));
});

it("doesn't remember long texts, or failures", async () => {
  const { asked, among } = counted([]);
  const long = "x".repeat(1_000);
  await among([long]);
  await among([long]);
  expect(asked).toHaveLength(2);
  let fails = true;
  const flaky = rememberedIds(async (texts) => {
    if (fails) throw new Error("busy");
    return new Set(texts);
  });
  await expect(flaky(["shop"])).rejects.toThrow("busy");
  fails = false;
  expect(await flaky(["shop"])).toEqual(new Set(["shop"]));
});
