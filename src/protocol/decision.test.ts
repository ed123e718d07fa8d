import { expect, it } from "vitest";
import { refuse } from "../reasons/index.ts";
import { rfc } from "../specs.ts";
import { type Check, type Decision, firstRefusal, refusalOn, refusedIn, stage } from "./decision.ts";

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
  const staged = stage([passes, fails], (on: { readonly facts?: number }) => on.facts, "a number");
  expect(staged.checks.map(({ asks }) => asks)).toEqual(["Is it a number?", "Is it even?"]);
  expect(staged.facts({})).toBeUndefined();
  const run = staged.facts({ facts: 7 });
  expect(run?.(0)).toBeUndefined();
  expect(run?.(1)).toEqual(refuse("request/parameter-absent", { parameter: "7" }));
  expect(staged.facts({ facts: 0 })?.(1)).toBeUndefined();

  expect(refusedIn(staged, { facts: 7 })?.evidence).toEqual({ parameter: "7" });
  expect(refusedIn(staged, { facts: 0 })).toBeUndefined();
  expect(() => refusedIn(staged, {})).toThrow("Nothing has loaded a number.");
});

it("a decision is refused by the first of its stages, or by what it grants", () => {
  const check = (asks: string): Check<readonly string[]> => ({
    asks,
    cites: rfc(6749, "5.2"),
    run: (wrong) => (wrong.includes(asks) ? refuse("request/parameter-absent", { parameter: asks }) : undefined),
  });
  const decision: Decision<readonly string[], string> = {
    stages: () => [stage([check("a")], (on: readonly string[]) => on), stage([check("b")], (on) => on)],
    grant: (on) => check("c").run(on) ?? "granted",
    words: (granted) => granted,
  };
  for (const [wrong, first] of [
    ["cba", "a"],
    ["cb", "b"],
    ["c", "c"],
  ] as const)
    expect(refusalOn(decision, [...wrong]).evidence).toEqual({ parameter: first });
  expect(() => refusalOn(decision, [])).toThrow("must be refused");
});
