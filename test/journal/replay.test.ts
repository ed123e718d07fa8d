/** For every reason: its refusal, read back from the journal, is decided again as it was; and its fixes have been tried. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { EMPTY_FORM } from "../../src/protocol/form.ts";
import { applyChanges } from "../../src/protocol/replay/patch.ts";
import { prove } from "../../src/protocol/replay/prove.ts";
import { replay } from "../../src/protocol/replay/replay.ts";
import type { ProvedFix } from "../../src/reasons/explain.ts";
import { type Code, refuse } from "../../src/reasons/index.ts";
import { explain } from "../../src/service/explanations.ts";
import { reach } from "../catalogue/reach/all.ts";
import { openReachable } from "../catalogue/reach/world.ts";
import type { World } from "../catalogue/world.ts";

let world: World;
beforeAll(async () => {
  world = await openReachable();
});
afterAll(() => world.close());

/** Reasons whose fix nobody can try here, and why. */
const NOT_PROVED: Partial<Record<Code, string>> = {
  "request/too-many-parameters": "the parameters are not kept",
  "request/too-large": "the request is not kept",
  "request/content-encoding-unsupported": "the body is not read",
  "request/http-malformed": "what cannot be read is not kept",
  "server/body-consumed": "the request is not read",
  "server/hook-failed": "only the operator can fix a hook",
  "server/hook-result-invalid": "only the operator can fix a hook",
  "request/malformed": "what cannot be decoded is not kept",
  "request/parameter-misplaced": "the request names no client",
  "request/wrong-method": "the request names no client",
  "request/pushed-unknown": "nobody knows what was pushed",
  "request/exchange-not-allowed": "the policy of the client is not kept",
  "request/pushed-by-other-client": "what the other client asked for is not this one's business",
  "grant/id-unknown": "only the client knows its grant_id",
  "grant/assertion-not-allowed": "only the operator can change the policy",
  "client/unknown": "nobody knows the right client_id",
  "client/not-registered": "nobody knows the right client_id",
  "client/registration-gone": "the app must register again",
  "client/document-id-invalid": "nobody knows the right client_id",
  "client/document-untrusted": "the document isn't read",
  "client/document-unreachable": "the document isn't there",
  "client/document-invalid": "the document is the app's to correct",
  "client-auth/throttled": "the client that was guessed at does not exist",
  "client-auth/malformed": "the request names no client",
  "client-auth/assertion-malformed": "the client isn't looked up",
  "client-auth/assertion-claims": "the client isn't looked up",
  "client-auth/assertion-wrong-audience": "the client isn't looked up",
  "client-auth/assertion-time": "the client isn't looked up",
  "client-auth/attestation-invalid": "nothing is said of the client",
  "client-auth/attestation-proof-invalid": "nothing is said of the client",
  "client-auth/attestation-stale": "nothing is said of the client",
  "client-auth/attestation-challenge": "nothing is said of the client",
  "redirect-uri/malformed": "nobody knows which address was meant",
  "request/reference-unknown": "nobody knows which refusal was meant",
  "user/invitation-invalid": "a new link is made by a start of the server",
  "token/no-openid": "nobody signed in: the client acts for itself",
  "server/fault": "the fault is ours",
  ...Object.fromEntries(
    Object.keys(reach)
      .filter((code) => code.startsWith("admin/") || /^registration\/(?!too-many)/.test(code))
      .map((code) => [code, "the body is not kept"]),
  ),
};

const leadsToGrant = ({ outcome }: ProvedFix): boolean =>
  outcome.is === "granted" || (outcome.is === "next" && outcome.fixes.some(leadsToGrant));

describe("a refusal for", () => {
  it.each(Object.entries(reach))("%s", async (code, run) => {
    // One network may send only so many texts per minute that could be somebody's secret.
    world.clock.now += 10_000;
    await run(world);
    const { ref } = world.journal.at(-1) ?? expect.fail("Nothing was refused.");
    const entry = (await world.deps.journal.find(ref)) ?? expect.fail("It is not in the journal.");
    const { trace, outcome } = replay(entry.on ?? expect.fail("It cannot be decided again."));
    expect(entry.refusal.refused).toBe(code);
    expect(outcome.is === "refused" ? JSON.parse(JSON.stringify(outcome.refusal)) : outcome).toEqual(entry.refusal);

    const results = trace.map(({ result }) => result);
    const failed = results.indexOf("failed");
    expect(results.slice(0, failed).every((result) => result === "passed")).toBe(true);
    expect(results.slice(failed + 1).every((result) => result === "not reached")).toBe(true);

    const { fixes } = explain(world.deps, entry, "operator");
    expect(fixes.slice(0, 1).some(leadsToGrant)).toBe(NOT_PROVED[entry.refusal.refused] === undefined);
    // What weakens security never comes first where something else helps.
    const weakening = fixes.map(({ fix }) => fix.weakens !== undefined);
    expect(weakening).toEqual([...weakening].sort());
  });
});

it("a fix that does not help is not shown", () => {
  const on = { decision: "sign-in", form: EMPTY_FORM, attempt: { is: "throttled", retryAfter: 5 }, now: 0 } as const;
  const refusal = refuse("user/throttled", { retryAfter: 5 });
  expect(prove(on, refusal, ({ evidence }) => evidence)).toHaveLength(1);
  // The same advice where the occasion is one that waiting does not change.
  const stale = { decision: "consent", form: EMPTY_FORM, ours: false, answered: true, now: 0 } as const;
  const unhelped = prove(stale, refuse("user/form-stale", {}), ({ evidence }) => evidence);
  expect(unhelped.map(({ outcome }) => outcome.is)).toEqual(["granted"]);
  expect(applyChanges(stale, [{ change: "supply", what: "time" }])).toBeUndefined();
});
