/** What is granted is within what was asked for (or the default) and within what the client may have; what is proposed is granted. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { catalogueOf, OPENID_SCOPES, type Scope, stateAt } from "../../src/protocol/scope/catalogue.ts";
import { narrowScope } from "../../src/protocol/scope/narrow.ts";
import { resolveScope, type ScopeRequest } from "../../src/protocol/scope/resolve.ts";
import { isRefusal } from "../../src/reasons/index.ts";
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

/** A name as it is, or as people get it wrong. */
const word = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...ALL) },
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

const requests: fc.Arbitrary<ScopeRequest> = fc
  .record({
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

it("granted: asked for or default, ticked, alive, suitable, of one API", () => {
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
        expect(request.client.scopes).toContain(name);
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

it("proposed: the very value is granted when it is sent", () => {
  let proposed = 0;
  fc.assert(
    fc.property(requests, (request) => {
      const answer = resolveScope(request, T);
      if (!isRefusal(answer) || answer.evidence.repaired === undefined) return;
      proposed++;
      const repaired = String(answer.evidence.repaired);
      expect(resolveScope({ ...request, sent: repaired }, T)).toMatchObject({ scopes: repaired.split(" ") });
    }),
    RUNS,
  );
  expect(proposed).toBeGreaterThan(100);
});

it("a refresh never widens", () => {
  fc.assert(
    fc.property(sent, fc.subarray(ALL), fc.subarray(ALL), catalogues, (sent, granted, scopes, catalogue) => {
      const answer = narrowScope(sent, granted, client({ scopes }), catalogue, T);
      if (isRefusal(answer)) return;
      for (const name of answer.scopes) expect(granted.includes(name) && scopes.includes(name)).toBe(true);
      if (sent !== undefined) expect(new Set(sent.split(" "))).toEqual(new Set(answer.scopes));
    }),
    RUNS,
  );
});
