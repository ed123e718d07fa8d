import { expect, it } from "vitest";
import { refuse } from "../reasons/index.ts";
import { rfc } from "../specs.ts";
import { type Check, firstRefusal, stage } from "./decision.ts";

it("runs the checks in order, up to the first that fails", () => {
  const ran: string[] = [];
  const check = (asks: string, fails: boolean): Check<number> => ({
    asks,
    cites: rfc(6749, "5.2"),
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

it("a stage runs its checks one by one, over facts that it asks for when it is to run", () => {
  const fails: Check<number> = {
    asks: "Is it even?",
    cites: rfc(6749, "5.2"),
    run: (given) => (given % 2 === 0 ? undefined : refuse("request/parameter-absent", { parameter: `${given}` })),
  };
  const passes: Check<number> = { asks: "Is it a number?", cites: rfc(6749, "5.2"), run: () => undefined };
  let facts: number | undefined;
  const staged = stage([passes, fails], () => facts);
  expect(staged.checks.map(({ asks }) => asks)).toEqual(["Is it a number?", "Is it even?"]);
  expect(staged.facts()).toBeUndefined();
  facts = 7;
  const run = staged.facts();
  expect(run?.(0)).toBeUndefined();
  expect(run?.(1)).toEqual(refuse("request/parameter-absent", { parameter: "7" }));
  facts = 0;
  expect(staged.facts()?.(1)).toBeUndefined();
});
