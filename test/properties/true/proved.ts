/** Whether what is said to be proved is so: the request is sent again with the fix made, and comes to what the explanation says. */
import { expect } from "vitest";
import type { ProvedFix } from "../../../src/reasons/explain.ts";
import { explain } from "../../../src/service/explanations.ts";
import type { World } from "../../catalogue/world.ts";
import type { Asked } from "./requests.ts";

const DECIDED: ReadonlySet<string> = new Set(["authorization", "token", "sign-out"]);
const TEXTUAL: ReadonlySet<string> = new Set(["set", "leave-out", "rename", "send-once"]);

/** A fix that needs nothing but other parameters, and of which something is said. */
const isTextual = ({ fix: { by, changes, again }, outcome }: ProvedFix): boolean =>
  by === "developer" &&
  again !== true &&
  outcome.is !== "not tried" &&
  changes.length > 0 &&
  changes.every(({ change }) => TEXTUAL.has(change));

/** The parameters with the changes made, by other means than the server's. */
function changed(text: string, { fix: { changes } }: ProvedFix): string {
  let pairs = [...new URLSearchParams(text)];
  const without = (name: string) => pairs.filter(([one]) => one !== name);
  for (const one of changes) {
    if (one.change === "set") pairs = [...without(one.parameter), [one.parameter, one.value]];
    else if (one.change === "leave-out") pairs = without(one.parameter);
    else if (one.change === "rename") {
      const value = pairs.find(([name]) => name === one.from)?.[1] ?? expect.fail(`${one.from} was not sent.`);
      pairs = [...without(one.to).filter(([name]) => name !== one.from), [one.to, value]];
    } else if (one.change === "send-once")
      pairs = pairs.filter(
        ([name], at) => !one.parameters.includes(name) || pairs.findIndex(([other]) => other === name) === at,
      );
  }
  return new URLSearchParams(pairs).toString();
}

/** Sends the request again with the first fix of its explanation that can be made by hand. Whether there was one. */
export async function proofHolds(world: World, asked: Asked, ref: string): Promise<boolean> {
  const entry = await world.deps.journal.find(ref);
  if (entry?.on === undefined || !DECIDED.has(entry.on.decision)) return false;
  // What is posted there goes on as a URL before it is decided.
  if (entry.on.decision === "authorization" && asked.method !== "GET") return false;
  const isForm = /^application\/x-www-form-urlencoded/i.test(asked.headers["content-type"] ?? "");
  const isQuery = asked.method === "GET";
  if (!isQuery && (!isForm || asked.query !== "" || /^\s*[{[]/.test(asked.body))) return false;
  const proved = explain(world.deps, entry, "operator").fixes.find(isTextual);
  if (proved === undefined) return false;
  const text = changed(isQuery ? asked.query : asked.body, proved);
  const before = world.journal.length;
  const headers = Object.entries(asked.headers).filter((one): one is [string, string] => one[1] !== undefined);
  const response = await world.send(isQuery ? `${asked.path}?${text}` : asked.path, {
    method: asked.method,
    headers,
    ...(!isQuery && { body: text }),
  });
  const refused = world.journal[before]?.refusal.refused;
  const { outcome, fix } = proved;
  // At sign-out it is not refused but noted, on a page for whoever is signed in.
  if (entry.on.decision === "sign-out" && outcome.is === "next" && outcome.code === "user/hint-invalid") return false;
  const said = outcome.is === "next" ? outcome.code : undefined;
  expect([fix.says, refused, response.status < 500]).toEqual([fix.says, said, true]);
  return true;
}
