/**
 * An explanation of each reason, for the golden renderings: of its worked example, as the journal of a real server has it. Only what
 * chance decides is replaced: references, thumbprints, the day, and the place of a fault.
 */

import { exampleOf } from "../../src/reasons/examples/index.ts";
import type { Explanation } from "../../src/reasons/explain.ts";
import { type Code, codes, faceOf } from "../../src/reasons/index.ts";
import { explain } from "../../src/service/explanations.ts";
import { Attempt } from "./examples/attempt.ts";
import { arrange } from "./examples/circumstances.ts";
import { send } from "./examples/message.ts";
import { Stage } from "./examples/stage.ts";

const REF = "7kq2m9x4vbcd";
const NOON = Date.UTC(2026, 5, 15, 12);

export async function explanations(): Promise<Map<Code, Explanation>> {
  const stages = { http: await Stage.open("http://localhost:9400"), https: await Stage.open("https://id.example") };
  const all = new Map<Code, Explanation>();
  for (const code of codes) {
    const https = exampleOf(code).given?.includes("the issuer is https://id.example") === true;
    all.set(code, fixed(await explanationOf(code, https ? stages.https : stages.http)));
  }
  await Promise.all([stages.http.world.close(), stages.https.world.close()]);
  return all;
}

async function explanationOf(code: Code, stage: Stage): Promise<Explanation> {
  const { given = [], refused } = exampleOf(code);
  stage.clear();
  Attempt.made = 0;
  for (const circumstance of given) await arrange[circumstance](stage);
  await send(stage, refused);
  const { ref, refusal } = stage.world.journal.at(-1) ?? {};
  const entry = ref === undefined ? undefined : await stage.world.deps.journal.find(ref);
  if (refusal === undefined || entry === undefined) throw new Error(`${code} is not in the journal.`);
  const explanation = explain(stage.world.deps, entry, "operator");
  // A face is shown to others: what it says, for whoever it is said to.
  return refusal.refused === code || faceOf(refusal) !== code ? explanation : { ...explanation, code };
}

/** The same explanation on the day of all goldens. */
function fixed(explanation: Explanation): Explanation {
  const { at, request, evidence, errorUri, ref } = explanation;
  // What a text says of a point in time follows the evidence.
  const days = new Map(
    evidence.flatMap(({ kind, value }) =>
      kind === "instant" ? [[isoOf(Number(value)), isoOf(Number(value) - at + NOON)] as const] : [],
    ),
  );
  return steady(days, {
    ...explanation,
    ref: REF,
    at: NOON,
    errorUri: errorUri.replace(ref, REF),
    // Where on this machine it was thrown is of no interest.
    ...(explanation.fault !== undefined && {
      fault: "Error  at find (storage.js:46:46) < at loadRefreshToken (token-facts.js:59:38)",
    }),
    evidence: evidence.map((shown) =>
      shown.kind === "instant" ? { ...shown, value: Number(shown.value) - at + NOON } : shown,
    ),
    request: {
      ...request,
      path: request.path.replace(/(?<=^\/refusals\/).*/, REF),
      parts: request.parts.map((part) => (part.thumbprint === undefined ? part : { ...part, thumbprint: "Tz4mQ0-x" })),
    },
  });
}

const isoOf = (at: number): string => new Date(at).toISOString();

/** Ids of applications that registered themselves are random, and as long as this one. */
const REGISTERED = /app-[\w-]{28}/g;

/** So is the port of the server with the documents of clients. */
const PORT = /(?<at>127\.0\.0\.1(?::|%3A))\d{5}/g;

/** The same with one such id and port, and on the day of all goldens. */
function steady<T>(days: ReadonlyMap<string, string>, value: T): T {
  if (typeof value === "string") {
    const id = `app-${"k7Rq2MzX".repeat(4).slice(4)}`;
    const steadied = value.replaceAll(REGISTERED, id).replaceAll(PORT, "$<at>49152");
    return [...days].reduce((text, [on, day]) => text.replaceAll(on, day), steadied) as T;
  }
  if (Array.isArray(value)) return value.map((one) => steady(days, one)) as T;
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, steady(days, one)])) as T;
}
