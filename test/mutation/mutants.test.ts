import { expect, it } from "vitest";
import { mutantsOf, mutate } from "./mutants.ts";

const of = (source: string) => mutantsOf("a.ts", source).map((mutant) => mutate(source, mutant));

it.each<[source: string, mutants: string[]]>([
  ["const a = b === c;", ["const a = (b !== c);"]],
  ["const a = b && c;", ["const a = (b);", "const a = (c);"]],
  ["const a = b ? c : d;", ["const a = true ? c : d;", "const a = false ? c : d;"]],
  ["if (!a) b();", ["if (true) b();", "if (false) b();", "if ((a)) b();", "if (!a) ;"]],
  ["const a = 1 as const;", ["const a = 2 as const;"]],
  ["export const checks = [{ run: a }];", ["export const checks = [...[]];"]],
  ["const a = b.filter((c) => c);", ["const a = b;"]],
  ["// … and ß\nconst a = true;", ["// … and ß\nconst a = false;"]],
  ["const a = { cites: rfc(6749) };", []],
  ["type A = { a: true };\nimport type { B } from './b.ts';", []],
])("%s", (source, mutants) => expect(of(source)).toEqual(mutants));

it("a mutant keeps its name while other lines change", () => {
  const [one] = mutantsOf("a.ts", "const a = 1;");
  const [, other] = mutantsOf("a.ts", "const b = 2;\n\nconst a = 1;");
  expect(other?.id).toBe(one?.id);
});
