import { expect, it } from "vitest";
import type { Confirmation } from "../access-token.ts";
import { isProved } from "./index.ts";
import type { Proof } from "./sender-constraint.ts";

const key = (cnf: Confirmation): Proof => ({ is: "valid", cnf });
const both = { jkt: "a", "x5t#S256": "b" };

it.each<[bound: Confirmation, proof: Proof | undefined, proved: boolean]>([
  [{ jkt: "a" }, key({ jkt: "a" }), true],
  [{ jkt: "a" }, key(both), true],
  [both, key(both), true],
  [{ jkt: "a" }, undefined, false],
  [{ jkt: "a" }, { is: "absent" }, false],
  [{ jkt: "a" }, { is: "invalid", by: "stamp", because: "old" }, false],
  [{ jkt: "a" }, key({ jkt: "b" }), false],
  [{ jkt: "a" }, key({ "x5t#S256": "a" }), false],
  [both, key({ jkt: "a" }), false],
  // Bound to what nobody can prove.
  [{}, key(both), false],
  [{ jkt: undefined }, key({}), false],
  [{ jkt: undefined }, undefined, false],
  [{ kid: "a" } as Confirmation, key(both), false],
  [{ constructor: "a" } as Confirmation, key(both), false],
])("what is bound to %j, sent with %j, is proved: %s", (bound, proof, proved) => {
  expect(isProved(bound, proof)).toBe(proved);
});
