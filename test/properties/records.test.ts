/** A record has a part of the catalogue. Everything that is concluded from it is the same as with the whole catalogue. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Client } from "../../src/protocol/client.ts";
import type { ClientFacts } from "../../src/protocol/client-authentication/facts.ts";
import type { Occasion } from "../../src/protocol/occasion.ts";
import { receive } from "../../src/protocol/received.ts";
import { prove } from "../../src/protocol/replay/prove.ts";
import { occasionOf, recordOf } from "../../src/protocol/replay/record.ts";
import { replay } from "../../src/protocol/replay/replay.ts";
import { type Catalogue, catalogueOf, OPENID_SCOPES, type Scope } from "../../src/protocol/scope/catalogue.ts";
import {
  BILLS,
  basic,
  CHALLENGE,
  client,
  grant,
  PHOTOS,
  post,
  refreshState,
  scope,
  settings,
  T,
} from "../catalogue/samples.ts";
import { encode } from "../catalogue/world.ts";

const APIS = Array.from({ length: 40 }, (_, at) => ({ ...PHOTOS, resource: `https://api.example/v${at}/things` }));
const VERBS = ["read", "write", "delete", "list", "share"];

/** Many names that are an edit or two from each other, of many APIs and in every state. */
const SCOPES: readonly Scope[] = Array.from({ length: 5_000 }, (_, at) => {
  const name = `${VERBS[at % 5]}_thing${at.toString(36)}`;
  const api = at % 11 === 0 ? undefined : APIS[at % 40]?.resource;
  const replacement = at % 3 === 0 ? `${VERBS[(at + 1) % 5]}_thing${(at + 1).toString(36)}` : `gone_${at}`;
  if (at % 17 === 0) return scope(name, { api, state: { is: "removed", replacement } });
  if (at % 19 === 0)
    return scope(name, { api, state: { is: "deprecated", since: "2025-01-01", sunset: "2026-06-15", replacement } });
  return scope(name, { api, personal: at % 23 === 0 });
});
const WHOLE = catalogueOf([...OPENID_SCOPES, ...SCOPES], [PHOTOS, BILLS, ...APIS]);

const name = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...SCOPES.slice(0, 60).map((one) => one.name)) },
  { weight: 1, arbitrary: fc.constantFrom(...OPENID_SCOPES.map((one) => one.name)) },
  { weight: 1, arbitrary: fc.constantFrom(...SCOPES.map((one) => one.name)) },
);
const word = fc.oneof(
  { weight: 4, arbitrary: name },
  {
    weight: 4,
    arbitrary: fc
      .tuple(name, fc.nat(20), fc.constantFrom("", "x", "-", "e"))
      .map(([one, at, by]) => one.slice(0, at % one.length) + by + one.slice((at % one.length) + 1)),
  },
  { weight: 1, arbitrary: name.map((one) => one.toUpperCase()) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.array(name, { minLength: 1, maxLength: 3 }), fc.constantFrom(",", ";", "|", "+", ",,", "%20", "\t"))
      .map(([all, by]) => all.join(by)),
  },
  { weight: 1, arbitrary: fc.array(name, { maxLength: 3 }).map((all) => JSON.stringify(all)) },
  { weight: 1, arbitrary: fc.constantFrom("nonsense", "", "é", "*****") },
);
const scopeText = fc.option(
  fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(" ")),
  {
    nil: undefined,
    freq: 6,
  },
);
const resource = fc.option(
  fc.oneof(
    fc.constantFrom(...APIS.slice(0, 5).map((one) => one.resource)),
    fc.constantFrom(
      PHOTOS.resource,
      `${BILLS.resource}/`,
      "https://api.example/v3/thing",
      "https://API.example/v1/things",
    ),
    fc.constantFrom("https://api.example/v2/things/below", "api", "https://elsewhere.example"),
  ),
  { nil: undefined, freq: 2 },
);

const registered: fc.Arbitrary<Client> = fc
  .record({
    scopes: fc.uniqueArray(name, { maxLength: 12 }),
    defaultScopes: fc.uniqueArray(name, { maxLength: 2 }),
    disabled: fc.boolean(),
    firstParty: fc.boolean(),
    grantTypes: fc.subarray(["authorization_code", "refresh_token", "client_credentials"]),
  })
  .map((given) => client({ ...given, disabled: given.disabled && given.firstParty }));
const presented = fc.record<ClientFacts>({
  method: fc.constant("client_secret_basic"),
  clientId: fc.constant("photos"),
  client: fc.option(registered, { nil: undefined, freq: 9 }),
  secret: fc.constantFrom({ is: "right" }, { is: "right" }, { is: "wrong", length: 3 }),
});
const settled = fc
  .constantFrom("refuse" as const, "ignore" as const)
  .map((unknownScopes) => settings({ unknownScopes }));
const brought = fc.record({
  scopes: fc.uniqueArray(name, { maxLength: 6 }),
  mine: fc.constantFrom("photos", "photos", "other"),
});

/** Without the catalogue, which would hide everything else in a counterexample. */
type Bare<On = Occasion> = On extends { readonly catalogue: Catalogue } ? Omit<On, "catalogue"> : never;
const AROUND = { now: T } as const;
const sent = (form: Record<string, string | undefined>, names: readonly string[]) =>
  Object.fromEntries(
    Object.entries(form).flatMap(([as, value]) =>
      value === undefined ? [] : [[names.includes(as) ? as.toUpperCase() : as, value]],
    ),
  );

const tokenRequests: fc.Arbitrary<Bare> = fc
  .record({
    by: fc.constantFrom("client_credentials", "refresh_token", "authorization_code", "client_credential"),
    text: scopeText,
    api: resource,
    as: fc.constantFrom("resource", "audience"),
    odd: fc.constantFrom([], [], ["scope"], ["resource"]),
    client: presented,
    brought,
    settings: settled,
  })
  .map(({ by, text, api, as, odd, client: of, brought: { scopes, mine }, settings: by2 }) => {
    const refresh = { refresh: refreshState(), scopes, clientId: mine };
    const form = { grant_type: by, refresh_token: "r", code: "c", scope: text, [as]: api };
    return {
      ...AROUND,
      decision: "token",
      settings: by2,
      received: receive(post(encode(sent(form, odd)), { authorization: basic("photos:s") })),
      client: of,
      facts: {
        refresh_token: { token: { is: "found", grant: grant(refresh), generationsBehind: 0 }, accountEnabled: true },
        authorization_code: {
          code: { is: "found", grant: grant({ scopes, clientId: mine, challenge: undefined, redirectUriSent: false }) },
          sessionLives: true,
          accountEnabled: true,
          verifier: { is: "absent" },
        },
      },
    };
  });

const authorizationRequests: fc.Arbitrary<Bare> = fc
  .record({
    text: scopeText,
    api: resource,
    odd: fc.constantFrom([], [], ["scope"]),
    of: registered,
    consented: fc.uniqueArray(name, { maxLength: 3 }),
    signedIn: fc.boolean(),
    prompt: fc.constantFrom(undefined, "none"),
    settings: settled,
  })
  .map(({ text, api, odd, of, consented, signedIn, prompt, settings: by }) => {
    const form = {
      response_type: "code",
      client_id: "photos",
      redirect_uri: "https://photos.example/callback",
      code_challenge: CHALLENGE,
      code_challenge_method: "S256",
      scope: text,
      resource: api,
      prompt,
    };
    const query = encode(sent(form, odd));
    return {
      ...AROUND,
      decision: "authorization",
      settings: by,
      received: receive({ method: "GET", contentType: undefined, authorization: undefined, query, body: "" }),
      client: of,
      person: signedIn ? { sessionId: 1, subject: "ada", authTime: T, consented } : undefined,
      hint: { is: "absent" },
    };
  });

const calls: fc.Arbitrary<Bare> = fc
  .record({
    of: registered,
    scopes: fc.uniqueArray(word, { maxLength: 5 }),
    scope: fc.option(name, { nil: undefined }),
    audience: fc.option(fc.constantFrom(...APIS.slice(0, 3).map((one) => one.resource)), { nil: undefined }),
    for: fc.constantFrom(...APIS.slice(0, 3).map((one) => one.resource)),
    grantId: fc.constantFrom(1, undefined),
  })
  .map(({ of, scopes, scope: needed, audience, for: api, grantId }) => ({
    ...AROUND,
    decision: "bearer",
    received: receive({ method: "GET", contentType: undefined, authorization: "Bearer x", query: "", body: "" }),
    client: of,
    demand: { scope: needed, audience },
    token: {
      is: "found",
      revoked: false,
      claims: {
        id: 1,
        clientId: "photos",
        subject: "ada",
        scopes,
        audience: [api],
        issuedAt: T - 1,
        expiresAt: T + 9_999,
        grantId,
      },
    },
  }));

const through = (on: Occasion): Occasion => occasionOf(JSON.parse(JSON.stringify(recordOf(on, () => "print"))));
const all = ({ evidence }: { readonly evidence: object }) => evidence as Readonly<Record<string, unknown>>;

/** What is concluded from an occasion: its trace, its reason, and the fixes with what each leads to. */
function concluded(on: Occasion) {
  const { trace, outcome } = replay(on);
  return { trace, outcome, fixes: outcome.is === "refused" ? prove(on, outcome.refusal, all) : [] };
}

/** The reasons that are reached, and whether a grant is. */
function* codesIn({ outcome, fixes }: ReturnType<typeof concluded>): Generator<string> {
  yield outcome.is === "refused" ? outcome.refusal.refused : outcome.is;
  for (const { outcome: next } of fixes) yield next.is === "next" ? next.code : next.is;
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe("with five thousand scopes", () => {
  const reached = new Set<string>();
  it.each<[what: string, occasions: fc.Arbitrary<Bare>, runs: number]>([
    ["token requests", tokenRequests, 250],
    ["authorization requests", authorizationRequests, 150],
    ["calls", calls, 150],
  ])("%s are concluded from their record as from everything", (_, occasions, numRuns) => {
    fc.assert(
      fc.property(occasions, (bare) => {
        const on = { ...bare, catalogue: WHOLE } as Occasion;
        const kept = concluded(through(on));
        expect(plain(kept)).toEqual(plain(concluded(on)));
        for (const code of codesIn(kept)) reached.add(code);
      }),
      { numRuns, seed: 4 },
    );
  });

  it("and what is reached has every kind of wrong scope", () => {
    const kinds = ["misspelled", "wrong-case", "wrong-delimiter", "removed", "malformed", "unknown"];
    for (const kind of [...kinds, "not-allowed-for-client", "exceeds-grant", "mixes-resources", "missing"])
      expect([...reached]).toContain(`scope/${kind}`);
    for (const code of ["resource/unknown", "resource/mismatch", "token/insufficient-scope", "granted"])
      expect([...reached]).toContain(code);
  });
});

describe("the length of a record", () => {
  const ten = catalogueOf(
    [...OPENID_SCOPES, scope("read_photos"), scope("write_photos"), scope("x1"), scope("x2")],
    [PHOTOS],
  );
  const more = Array.from({ length: 10_000 }, (_, at) =>
    scope(`an_entirely_other_scope_${at}`, { api: BILLS.resource }),
  );
  const many: Catalogue = catalogueOf([...ten.scopes.values(), ...more], [PHOTOS, BILLS, ...APIS]);
  const of = client({ scopes: ["openid", "read_photos", "write_photos"] });
  const facts: ClientFacts = { method: "client_secret_basic", clientId: "photos", client: of, secret: { is: "right" } };
  const received = (text: string) =>
    receive(post(`grant_type=client_credentials&scope=${text}`, { authorization: basic("photos:s") }));
  const get = (query: string) =>
    receive({ method: "GET", contentType: undefined, authorization: "Bearer x", query, body: "" });

  const occasions: Readonly<Record<string, (catalogue: Catalogue) => Occasion>> = {
    token: (catalogue) => ({
      decision: "token",
      received: received("read_photo"),
      client: facts,
      catalogue,
      settings: settings(),
      now: T,
    }),
    authorization: (catalogue) => ({
      decision: "authorization",
      received: get(encode({ client_id: "photos", scope: "read_photo nonsense", resource: `${PHOTOS.resource}/1` })),
      client: of,
      hint: { is: "absent" },
      catalogue,
      settings: settings(),
      now: T,
    }),
    bearer: (catalogue) => ({
      decision: "bearer",
      received: get(""),
      demand: { scope: "write_photos" },
      client: of,
      catalogue,
      now: T,
    }),
  };

  it.each(Object.entries(occasions))("%s: is the same with ten scopes and with ten thousand", (_, on) => {
    const length = (catalogue: Catalogue) => JSON.stringify(recordOf(on(catalogue), () => "print")).length;
    expect(length(many)).toBe(length(ten));
    expect(length(ten)).toBeGreaterThan(500);
    expect(length(ten)).toBeLessThan(3_000);
  });
});
