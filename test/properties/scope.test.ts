/** What is granted is within what was asked for (or the default) and within what the client may have; what is proposed is granted. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { mayRequest } from "../../src/protocol/client.ts";
import type { ScopeGranted } from "../../src/protocol/scope/catalogue.ts";
import { catalogueOf, OPENID_SCOPES, type Scope, stateAt } from "../../src/protocol/scope/catalogue.ts";
import { narrowScope } from "../../src/protocol/scope/narrow.ts";
import { resolveScope, type ScopeRequest } from "../../src/protocol/scope/resolve.ts";
import { refuseOtherTarget } from "../../src/protocol/scope/target.ts";
import { isRefusal, type Refusal, reasonOf } from "../../src/reasons/index.ts";
import { BILLS, client, PHOTOS, scope, T } from "../catalogue/samples.ts";

const NAMES = ["read_photos", "write_photos", "read_bills", "write_bills", "photos.admin", "old_read", "gone_read"];
const PERSONAL = OPENID_SCOPES.map(({ name }) => name);
const ALL = [...PERSONAL, ...NAMES];

const state = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Scope["state"]>({ is: "active" }) },
  fc.record({
    is: fc.constant("deprecated" as const),
    since: fc.constant("2025-01-01"),
    sunset: fc.constantFrom("2026-06-14", "2026-06-15", "2026-06-16", undefined),
    replacement: fc.constantFrom("read_photos", "read_bills", undefined),
  }),
  fc.record({
    is: fc.constant("removed" as const),
    replacement: fc.constantFrom("write_photos", "gone_read", undefined),
  }),
);
const catalogues = fc
  .tuple(
    ...NAMES.map((name) =>
      fc.record({ state, api: fc.constantFrom(PHOTOS.resource, BILLS.resource) }).map((given) => scope(name, given)),
    ),
  )
  .map((scopes) => catalogueOf([...OPENID_SCOPES, ...scopes], [PHOTOS, BILLS]));

/** A name as it is, or as users get it wrong. */
const word = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...ALL) },
  fc.constant("send_fax"),
  fc.constantFrom(...ALL).map((name) => name.toUpperCase()),
  fc.tuple(fc.constantFrom(...ALL), fc.nat(9)).map(([name, at]) => name.slice(0, at) + name.slice(at + 1)),
  fc
    .tuple(fc.constantFrom(...ALL), fc.constantFrom(...ALL), fc.constantFrom(",", ";", "|", "+", "%20", "\t"))
    .map(([a, b, by]) => a + by + b),
  fc.string({ unit: "binary", maxLength: 12 }),
);
const sent = fc.option(
  fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(" ")),
  { nil: undefined, freq: 5 },
);

const target = fc
  .constantFrom(PHOTOS.resource, BILLS.resource)
  .map((api) => ({ parameter: "resource" as const, named: [api] }));

const requests: fc.Arbitrary<ScopeRequest> = fc
  .record({
    target: fc.option(target, { nil: undefined, freq: 3 }),
    sent,
    catalogue: catalogues,
    withPerson: fc.boolean(),
    unknownScopes: fc.constantFrom("refuse", "ignore"),
    scopes: fc.subarray(ALL),
    first: fc.nat(3),
  })
  .map(({ scopes, first, ...rest }) => ({
    ...rest,
    client: client({ scopes, defaultScopes: scopes.slice(0, first) }),
  }));

const RUNS = { numRuns: 3_000 };

it("granted: asked for or default, allowed, alive, suitable, of one API", () => {
  let granted = 0;
  fc.assert(
    fc.property(requests, (request) => {
      const answer = resolveScope(request, T);
      if (isRefusal(answer)) return;
      granted++;
      const asked = request.sent?.split(" ") ?? request.client.defaultScopes;
      expect(answer.scopes.length).toBeGreaterThan(0);
      expect(new Set(answer.scopes).size).toBe(answer.scopes.length);
      const apis = new Set<string | undefined>();
      for (const name of answer.scopes) {
        expect(asked).toContain(name);
        expect(mayRequest(request.client, name)).toBe(true);
        const known = request.catalogue.scopes.get(name);
        expect(known && stateAt(known, T).is).not.toBe("removed");
        expect(known?.personal === true && !request.withPerson).toBe(false);
        if (known?.api !== undefined) apis.add(known.api);
      }
      expect(apis.size).toBeLessThan(2);
      expect(answer.api?.resource).toBe([...apis][0]);
      // Nothing that was asked for is left out, but for what may be ignored.
      if (request.sent !== undefined && request.unknownScopes === "refuse")
        expect(new Set(asked)).toEqual(new Set(answer.scopes));
    }),
    RUNS,
  );
  expect(granted).toBeGreaterThan(100);
});

/** The scope parameters that a refusal advises, in its text and in its fixes; `undefined` where it is to be left out. */
function advised(refusal: Refusal): Set<string | undefined> {
  const reason = reasonOf(refusal.refused);
  const found = new Set<string | undefined>();
  const says = reason.says(refusal.evidence as never);
  const sent = /[sS]end scope='([^']*)'/.exec(says)?.[1];
  if (sent !== undefined) found.add(sent);
  if (/remove scope to get/i.test(says)) found.add(undefined);
  for (const { by, changes } of reason.fixes?.(refusal.evidence as never) ?? []) {
    if (by !== "developer") continue;
    for (const change of changes) {
      if (change.change === "set" && change.parameter === "scope") found.add(change.value);
      if (change.change === "leave-out" && change.parameter === "scope") found.add(undefined);
    }
  }
  return found;
}

/** Granted down to its API, and good for something. */
function isWorthIt(answer: ScopeGranted | Refusal, { target, client, catalogue }: Omit<ScopeRequest, "sent">): boolean {
  if (isRefusal(answer)) return false;
  const forTarget = refuseOtherTarget({ target, client, catalogue, now: T }, answer) === undefined;
  return forTarget && answer.scopes.some((name) => name !== "offline_access");
}

it("advised: each request is granted when it is sent, and gives access to something", () => {
  const reasons = new Map<string, number>();
  fc.assert(
    fc.property(requests, (request) => {
      const answer = resolveScope(request, T);
      if (!isRefusal(answer)) return;
      for (const sent of advised(answer)) {
        reasons.set(answer.refused, (reasons.get(answer.refused) ?? 0) + 1);
        expect([answer.refused, sent, isWorthIt(resolveScope({ ...request, sent }, T), request)]).toEqual([
          answer.refused,
          sent,
          true,
        ]);
      }
    }),
    RUNS,
  );
  expect([...reasons.keys()].sort()).toEqual(
    "malformed missing misspelled mixes-resources not-allowed-for-client removed unknown unsuitable wrong-case wrong-delimiter"
      .split(" ")
      .map((slug) => `scope/${slug}`),
  );
});

it("advised for a refresh: each request is granted when it is sent, and gives access to something", () => {
  const reasons = new Set<string>();
  fc.assert(
    fc.property(sent, fc.subarray(ALL), fc.subarray(ALL), catalogues, (sent, granted, scopes, catalogue) => {
      const of = client({ scopes });
      const answer = narrowScope(sent, granted, of, catalogue, T);
      if (!isRefusal(answer)) return;
      for (const advice of advised(answer)) {
        // All that was granted is what leaving it out gives, be it little.
        const again = narrowScope(advice, granted, of, catalogue, T);
        if (answer.refused === "scope/exceeds-grant" && advice === undefined) continue;
        reasons.add(answer.refused);
        expect([answer.refused, advice, isWorthIt(again, { client: of, catalogue } as ScopeRequest)]).toEqual([
          answer.refused,
          advice,
          true,
        ]);
      }
    }),
    RUNS,
  );
  expect(reasons.has("scope/exceeds-grant") && reasons.has("scope/misspelled")).toBe(true);
});

it("a refresh never widens", () => {
  fc.assert(
    fc.property(sent, fc.subarray(ALL), fc.subarray(ALL), catalogues, (sent, granted, scopes, catalogue) => {
      const holder = client({ scopes });
      const answer = narrowScope(sent, granted, holder, catalogue, T);
      if (isRefusal(answer)) return;
      for (const name of answer.scopes) expect(granted.includes(name) && mayRequest(holder, name)).toBe(true);
      if (sent !== undefined) expect(new Set(sent.split(" "))).toEqual(new Set(answer.scopes));
    }),
    RUNS,
  );
});
