import { expect, it } from "vitest";
import { refuse } from "../reasons/index.ts";
import { type Check, firstRefusal } from "./decision.ts";

it("runs the checks in order, up to the first that fails", () => {
  const ran: string[] = [];
  const check = (asks: string, fails: boolean): Check<number> => ({
    asks,
    run: (given) => {
      ran.push(`${asks} ${given}`);
      return fails ? refuse("request/parameter-absent", { parameter: asks }) : undefined;
    },
  });
  const checks = [check("a", false), check("b", true), check("c", true)];
  expect(firstRefusal(checks, 7)).toEqual(refuse("request/parameter-absent", { parameter: "b" }));
  expect(ran).toEqual(["a 7", "b 7"]);
  expect(firstRefusal([check("a", false)], 8)).toBeUndefined();
  expect(firstRefusal([], 9)).toBeUndefined();
});
