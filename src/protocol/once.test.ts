import { expect, it } from "vitest";
import { once } from "./once.ts";

it("computes once for each object, also if there is no result", () => {
  const asked: object[] = [];
  const first = once((of: { readonly n: number }) => {
    asked.push(of);
    return of.n === 0 ? undefined : of.n;
  });
  const [zero, one] = [{ n: 0 }, { n: 1 }];
  expect([first(zero), first(one), first(zero), first(one), first({ n: 1 })]).toEqual([undefined, 1, undefined, 1, 1]);
  expect(asked).toEqual([zero, one, { n: 1 }]);
});
