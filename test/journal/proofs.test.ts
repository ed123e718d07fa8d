/**
 * What replay has proved comes true: the request of each worked example, refused and then changed as its fix says, is sent again, and
 * the server does what the proof foretold.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exampleOf } from "../../src/reasons/examples/index.ts";
import type { ProvedFix } from "../../src/reasons/explain.ts";
import type { Change } from "../../src/reasons/fix.ts";
import { type Code, codes } from "../../src/reasons/index.ts";
import { explain } from "../../src/service/explanations.ts";
import { arrange } from "../catalogue/examples/circumstances.ts";
import { type Message, read, send, type Verdict } from "../catalogue/examples/message.ts";
import { Stage } from "../catalogue/examples/stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open("http://localhost:9400");
});
afterAll(() => stage.world.close());

const FORM = "application/x-www-form-urlencoded";

/** The parameters of a message, in its body or its URL; also those of a JSON body. */
function parametersOf({ target, headers, body = "" }: Message): URLSearchParams {
  const type = headers.find(([name]) => name === "Content-Type")?.[1] ?? "";
  const inBody = type.includes("json") ? new URLSearchParams(JSON.parse(body)) : new URLSearchParams(body);
  return new URLSearchParams([...new URL(target, "http://localhost").searchParams, ...inBody]);
}

/** A change of the request as a developer would make it; `undefined` where it is none of the request alone. */
function made(message: Message, change: Change): Message | undefined {
  const parameters = parametersOf(message);
  // The sign-in page carries the request that the application has sent.
  const carried = message.target === "/sign-in" ? parameters.get("request") : null;
  if (carried !== null && change.change === "leave-out") {
    const request = new URLSearchParams(carried);
    request.delete(change.parameter);
    parameters.set("request", request.toString());
  }
  switch (change.change) {
    case "set":
      parameters.set(change.parameter, change.value);
      break;
    case "leave-out":
      parameters.delete(change.parameter);
      break;
    case "rename": {
      const value = parameters.get(change.from);
      parameters.delete(change.from);
      parameters.set(change.to, value ?? "");
      break;
    }
    case "send-once":
      for (const name of change.parameters) parameters.set(name, parameters.get(name) ?? "");
      break;
    case "send-as-form": {
      const path = message.target.split("?", 1)[0] ?? "";
      const headers = message.headers.filter(([name]) => name !== "Content-Type");
      return {
        method: "POST",
        target: path,
        headers: [...headers, ["Content-Type", FORM]],
        body: parameters.toString(),
      };
    }
    default:
      return undefined;
  }
  if (message.method === "POST") return { ...message, body: parameters.toString() };
  return { ...message, target: `${message.target.split("?", 1)[0]}?${parameters}` };
}

const write = ({ method, target, headers, body }: Message): string =>
  [`${method} ${target} HTTP/1.1`, ...headers.map(([name, value]) => `${name}: ${value}`)].join("\n") +
  (body === undefined ? "" : `\n\n${body}`);

interface Foretold {
  readonly change: readonly Change[];
  readonly verdict: Verdict["is"];
}

/** What the proofs of a refusal foretell, step by step. */
function foretold({ fix, outcome }: ProvedFix, before: readonly Change[] = []): Foretold[] {
  const change = [...before, ...fix.changes];
  if (outcome.is === "granted") return [{ change, verdict: "granted" }];
  if (outcome.is === "not tried") return [];
  return [{ change, verdict: outcome.code }, ...outcome.fixes.flatMap((next) => foretold(next, change))];
}

/** The refused request of an example, with what was foretold about it. */
async function refuse(code: Code): Promise<{ message: Message; proofs: Foretold[] }> {
  const { given = [], refused } = exampleOf(code);
  stage.clear();
  for (const circumstance of given) await arrange[circumstance](stage);
  const message = read(await stage.attempt.fill(refused));
  await send(stage, write(message));
  const ref = stage.world.journal.at(-1)?.ref ?? "";
  const entry = (await stage.world.deps.journal.find(ref)) ?? expect.fail("It is not in the journal.");
  return { message, proofs: explain(stage.world.deps, entry, "operator").fixes.flatMap((fix) => foretold(fix)) };
}

let tried = 0;

describe("what was foretold for", () => {
  it.each(codes.filter((code) => exampleOf(code).given?.includes("the issuer is https://id.example") !== true))(
    "%s",
    async (code) => {
      const { proofs } = await refuse(code);
      for (let i = 0; i < proofs.length; i++) {
        // Each time from the beginning: a request may have changed something, if only by being granted.
        const { message, proofs: again } = await refuse(code);
        const { change, verdict } = again[i] ?? expect.fail("Something else was foretold.");
        const changed = change.reduce<Message | undefined>((one, next) => one && made(one, next), message);
        if (changed === undefined) continue;
        tried++;
        const { verdict: came } = await send(stage, write(changed));
        expect([change, came.is]).toEqual([change, verdict]);
      }
    },
  );
});

it("was tried for many", () => {
  expect(tried).toBeGreaterThan(40);
});
