import { expect, it } from "vitest";
import { kindAt } from "./decoys.ts";

const KINDS = [
  { kind: "$2b$10$", count: 3 },
  { kind: "$argon2id$", count: 1 },
];

it("each kind is chosen as often as there are hashes of it", () => {
  const chosen = [0, 0.25, 0.5, 0.7499, 0.75, 0.9999].map((share) => kindAt(KINDS, share));
  expect(chosen).toEqual([...Array(4).fill("$2b$10$"), ...Array(2).fill("$argon2id$")]);
});

it("without hashes, none is", () => expect(kindAt([], 0.5)).toBeUndefined());
