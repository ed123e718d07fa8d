import { expect, it } from "vitest";
import { REFERENCE, references } from "./references.ts";

it("are made of the bytes that they are given, each of them once", () => {
  let asked = 0;
  let byte = 0;
  const next = references((length) => {
    asked++;
    return Uint8Array.from({ length }, () => byte++ % 256);
  });
  const refs = Array.from({ length: 200 }, next);
  expect(refs[0]).toBe("0123456789ab");
  expect(refs[1]).toBe("cdefghjkmnpq");
  for (const ref of refs) expect(ref).toMatch(REFERENCE);
  // Sixty-four at once.
  expect(asked).toBe(4);
});

it("look like themselves only", () => {
  for (const odd of [
    "",
    "0123456789a",
    "0123456789abc",
    "0123456789aB",
    "0123456789ai",
    "0123456789al",
    "0123456789ao",
  ])
    expect(odd).not.toMatch(REFERENCE);
  for (const odd of ["0123456789au", "0123456789ab\n", " 123456789ab"]) expect(odd).not.toMatch(REFERENCE);
});
