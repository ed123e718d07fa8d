import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { catalogueOf } from "../protocol/scope/catalogue.ts";
import { resolveScope } from "../protocol/scope/resolve.ts";
import type { Audience, EvidenceField } from "./define.ts";
import type { Change, Fix, Pointer } from "./fix.ts";
import { lasting } from "./fixes.ts";
import { type Code, codes, type Evidence, isRefusal, reasonOf } from "./index.ts";

/** The same for every reason of the admin API. */
function ofAdmin(why: string): Partial<Record<Code, string>> {
  return Object.fromEntries(codes.filter((code) => code.startsWith("admin/")).map((code) => [code, why]));
}

/** Reasons that point at nothing, and why. */
const WITHOUT_POINTS: Partial<Record<Code, string>> = {
  "request/too-many-parameters": "they are counted; none of them is at fault",
  "request/too-large": "bytes are counted; none of them is at fault",
  "registration/too-many": "registrations are counted; none of them is at fault",
  "registration/full": "registrations are counted; none of them is at fault",
  "grant/account-disabled": "the account is at fault, and nothing in the request",
  "grant/scopes-withdrawn": "the configuration is at fault, and nothing in the request",
  "user/denied": "the person's answer is at fault, and nothing in the request",
  "server/fault": "the server is at fault",
  "server/storage-unavailable": "the server is at fault",
  "server/body-consumed": "the host is at fault",
  "server/keys-unusable": "the server is at fault",
  "server/closing": "the server is at fault",
  "server/hook-failed": "the operator's code is at fault",
  "server/hook-timed-out": "the operator's code is at fault",
  "server/hook-result-invalid": "the operator's code is at fault",
  ...ofAdmin("what was sent is not kept, and the places of its faults are evidence"),
};

/** Reasons with nothing to propose, and why. */
const WITHOUT_FIXES: Partial<Record<Code, string>> = {
  "server/fault": "the fault is ours: only its reference helps",
  "server/body-consumed": "the host's code is at fault, which no fix here can change",
  "server/hook-failed": "the operator's code is at fault, which no fix here can change",
  "server/hook-result-invalid": "the operator's code is at fault, which no fix here can change",
  ...ofAdmin("what was sent is not kept, so that nothing else can be tried in its place"),
};

/** Reasons whose best fix cannot be tried, and why. */
const ADVICE: Partial<Record<Code, string>> = {
  "request/reference-unknown": "what came of it would tell whether there is such a refusal",
  "request/too-many-parameters": "which of them are too many is not kept",
  "request/too-large": "the body is not kept",
  "request/content-encoding-unsupported": "the body is not read",
  "request/http-malformed": "what could not be read is not kept",
  "request/malformed": "what could not be read is not kept",
  "grant/assertion-not-allowed": "the policy of the client is not kept",
  "request/exchange-not-allowed": "the policy of the client is not kept",
  "request/pushed-by-other-client": "what the other client asked for is not this one's business",
  "client/unknown": "which id is right nobody here can know",
  "client/not-registered": "what came of it would tell whether the client is unknown or disabled",
  "client/registration-gone": "the app must register again",
  "client/document-id-invalid": "which document was meant nobody here can know",
  "client/document-untrusted": "the document isn't read",
  "client/document-unreachable": "the document isn't there",
  "client/document-invalid": "the document is the app's to correct",
  "registration/token-invalid": "the token is not kept",
  "registration/full": "the operator must make room",
  "registration/statement-invalid": "the body is not kept",
  "registration/statement-unapproved": "the body is not kept",
  "registration/redirect-uri-invalid": "the body is not kept",
  "registration/metadata-invalid": "the body is not kept",
  "client-auth/assertion-malformed": "what came of it would tell whether there is such a client",
  "client-auth/assertion-claims": "what came of it would tell whether there is such a client",
  "client-auth/assertion-wrong-audience": "what came of it would tell whether there is such a client",
  "client-auth/assertion-time": "what came of it would tell whether there is such a client",
  "client-auth/attestation-invalid": "what came of it would tell whether there is such a client",
  "client-auth/attestation-proof-invalid": "what came of it would tell whether there is such a client",
  "client-auth/attestation-stale": "what came of it would tell whether there is such a client",
  "client-auth/attestation-challenge": "what came of it would tell whether there is such a client",
  "client-auth/failed": "what came of it would tell whether there is such a client",
};

/** Cut, as evidence is that would get too long. */
const CUT = `${"x".repeat(999)}…`;

/** Covered, like all misplaced credentials. */
const COVERED = `https://app.example/?code=${"*".repeat(68)}`;

const TEXTS = [
  "POST",
  "prompt",
  "access_token",
  "state",
  "max_age",
  "absent",
  "read_profile",
  "none login",
  "http://127.0.0.1/cb#x",
  "one. Did you mean 'another'?",
  "?",
  CUT,
  COVERED,
];

const text = fc.oneof(
  fc.constantFrom(...TEXTS),
  fc.string({ minLength: 1, maxLength: 20, unit: "binary" }),
  fc.constant('\u00e9 "\n'.repeat(250)),
);

const KINDS: Record<EvidenceField["kind"], fc.Arbitrary<unknown>> = {
  text,
  list: fc.array(text, { maxLength: 20 }),
  count: fc.nat(1_000_000),
  seconds: fc.nat(1_000_000),
  instant: fc.nat(2 ** 42),
  flag: fc.boolean(),
};

const SAMPLE: Record<EvidenceField["kind"], (text: string) => unknown> = {
  text: (text) => text,
  list: (text) => [text],
  count: () => 1,
  seconds: () => 1,
  instant: () => 1,
  flag: () => true,
};

/** Evidence as its fields declare it; `reader` sees no field of a higher audience. */
function evidenceOf(code: Code, reader?: Audience): fc.Arbitrary<Record<string, unknown>> {
  const hidden = reader === "client" ? ["owner", "operator"] : [];
  const fields = Object.entries(reasonOf(code).evidence).filter(([, { audience }]) => !hidden.includes(audience));
  return fc.record(
    Object.fromEntries(
      fields.map(([name, { kind, optional }]) => [
        name,
        optional ? fc.option(KINDS[kind], { nil: undefined }) : KINDS[kind],
      ]),
    ),
  );
}

const fixesOf = (code: Code, evidence: object): readonly Fix[] => reasonOf(code).fixes?.(evidence as never) ?? [];
const pointsOf = (code: Code, evidence: object): readonly Pointer[] => reasonOf(code).points?.(evidence as never) ?? [];

describe("every reason", () => {
  it("says where the fault is, or why it does not", () => {
    expect(codes.filter((code) => reasonOf(code).points === undefined)).toEqual(
      codes.filter((code) => code in WITHOUT_POINTS),
    );
  });

  it("proposes a fix, or it is known why not", () => {
    expect(codes.filter((code) => reasonOf(code).fixes === undefined)).toEqual(
      codes.filter((code) => code in WITHOUT_FIXES),
    );
  });

  it.each(codes)("%s points and proposes well, whatever its evidence", (code) => {
    for (const reader of ["client", "operator"] as const) {
      fc.assert(
        fc.property(evidenceOf(code, reader), (evidence) => {
          fixesOf(code, evidence).forEach(checkFix);
          pointsOf(code, evidence).forEach(checkPointer);
        }),
        { numRuns: 40 },
      );
    }
  });

  it.each(codes)("%s takes the names that every object has for texts", (code) => {
    for (const name of ["__proto__", "constructor", "toString", "hasOwnProperty"]) {
      const evidence = Object.fromEntries(
        Object.entries(reasonOf(code).evidence).map(([field, { kind }]) => [field, SAMPLE[kind](name)]),
      );
      fixesOf(code, evidence).forEach(checkFix);
      pointsOf(code, evidence).forEach(checkPointer);
      expect(reasonOf(code).says?.(evidence as never) ?? "").not.toMatch(/\[object|function|native code/);
    }
  });

  it.each(codes.filter((code) => !(code in ADVICE) && !(code in WITHOUT_FIXES)))("%s has a fix to be tried", (code) => {
    const found = fc.sample(evidenceOf(code), { numRuns: 100, seed: 1 }).map((evidence) => fixesOf(code, evidence));
    expect(found.some((fixes) => fixes.some(({ changes }) => changes.length > 0))).toBe(true);
  });
});

function checkFix({ says, by, changes, weakens, again }: Fix): void {
  // What is expected may end with a question: "Did you mean ...?"
  expect(says).toMatch(/^[A-Z][\x20-\x7E]*[.?]$/);
  expect(says.length).toBeLessThan(1_200);
  expect(says).not.toMatch(/undefined|NaN|\[object/);
  expect(["developer", "operator", "person"]).toContain(by);
  expect(again === undefined || again).toBe(true);
  if (weakens !== undefined) {
    expect(weakens).toMatch(/^[A-Z][\x20-\x7E]{10,200}\.$/);
    expect(by).toBe("operator");
  }
  expect(changes.some(weakening)).toBe(weakens !== undefined);
  changes.forEach(checkChange);
}

const weakening = (change: Change): boolean =>
  change.change === "set-of-client" ||
  change.change === "setting" ||
  (change.change === "add-to-client" &&
    change.member === "responseTypes" &&
    change.values[0]?.includes("token") === true) ||
  (change.change === "add-to-client" && /^(?:authMethods|redirectUris|postLogoutRedirectUris)$/.test(change.member));

function checkChange(change: Change): void {
  const sent: readonly string[] =
    change.change === "set"
      ? [change.parameter, change.value]
      : change.change === "add-to-client"
        ? change.values
        : change.change === "rename"
          ? [change.from, change.to]
          : [];
  for (const value of sent) {
    expect(value).not.toBe("");
    expect(value).not.toMatch(/…$|\*{19}/);
  }
  if (change.change === "add-to-client") expect(change.values).not.toEqual([]);
  if (change.change === "setting")
    expect(change.value).toBeLessThanOrEqual(change.setting === "refreshGrace" ? 60 : 600);
}

function checkPointer({ at, text, note }: Pointer): void {
  expect(at).not.toBe("");
  expect(text).not.toBe("");
  expect(note ?? "a note").toMatch(/^[\x20-\x7E]{1,120}$/);
  expect(note ?? "").not.toMatch(/undefined|NaN|\[object/);
}

describe("lasting", () => {
  it.each([
    [1, "1 s"],
    [119, "119 s"],
    [120, "2 minutes"],
    [7_199, "119 minutes"],
    [86_400, "24 hours"],
    [1_209_600, "14 days"],
  ])("%i s: %s", (seconds, words) => expect(lasting(seconds)).toBe(words));
});

describe("a parameter without a name", () => {
  it("is not pointed at", () => {
    expect(pointsOf("request/parameter-repeated", { parameters: ["", "scope"] })).toEqual([
      { at: "scope", note: "repeated" },
    ]);
    expect(pointsOf("request/parameter-too-long", { parameter: "", length: 9_000, limit: 8_192 })).toEqual([]);
  });
});

type Said = `${Fix["by"]}: ${string}`;
const row = <C extends Code>(code: C, evidence: Evidence<C>, fixes: Said[]): [Code, object, Said[]] => [
  code,
  evidence,
  fixes,
];

describe("the fixes of a refusal", () => {
  const clientId = "demo-service";
  const offence = { sent: "read_profile reports.read", words: ["reports.read"] };
  const web = "https://app.example/callback";

  it.each([
    row("request/parameter-absent", { parameter: "grant_type", near: "grantType" }, [
      "developer: Rename grantType to grant_type.",
    ]),
    row("request/parameter-absent", { parameter: "grant_type" }, [
      "developer: Send grant_type=authorization_code to redeem a code.",
      "developer: Send grant_type=refresh_token to refresh.",
      "developer: Send grant_type=client_credentials if no user is involved.",
    ]),
    row(
      "request/parameter-invalid",
      { parameter: "max_age", sent: "3600s", expected: "a number of seconds in the digits 0-9" },
      ["developer: Send max_age=3600.", "developer: Remove max_age to accept a sign-in of any age."],
    ),
    row(
      "request/parameter-invalid",
      { parameter: "max_age", sent: "-1", expected: "a number of seconds in the digits 0-9" },
      ["developer: Remove max_age to accept a sign-in of any age."],
    ),
    row("request/parameter-misplaced", { parameters: ["grant_type", "client_secret"] }, [
      "developer: Send all parameters in the body of the POST. Then replace the secret, because URLs are logged.",
    ]),
    row("request/grant-type-unsupported", { sent: "client_credential", offered: [], near: "client_credentials" }, [
      "developer: Send grant_type=client_credentials.",
    ]),
    row("request/wrong-endpoint", { path: "/oauth/token", near: "/token" }, ["developer: Send it to /token."]),
    row("client/grant-type-not-allowed", { clientId, sent: "refresh_token", allowed: ["client_credentials"] }, [
      "developer: Send grant_type=client_credentials if no user is involved.",
    ]),
    row("client/grant-type-not-allowed", { clientId, sent: "refresh_token", allowed: ["authorization_code"] }, [
      "developer: Send grant_type=authorization_code to redeem a code.",
      "operator: Add 'refresh_token' to grantTypes of client demo-service.",
    ]),
    row("client-auth/method-mismatch", { clientId, sent: "client_secret_post", registered: ["client_secret_basic"] }, [
      "developer: Authenticate with client_secret_basic.",
      "operator: Add 'client_secret_post' to authMethods of client demo-service.",
    ]),
    row("client-auth/method-mismatch", { clientId, sent: "a client_secret", registered: ["none"] }, [
      "developer: Send client_id alone: this is a public client and has no secret.",
    ]),
    row("redirect-uri/scheme-mismatch", { clientId, sent: "http://app.example/callback", registered: web }, [
      `developer: Send redirect_uri=${web}.`,
    ]),
    row("redirect-uri/trailing-slash", { clientId, sent: `${web}/`, registered: web }, [
      `developer: Send redirect_uri=${web}.`,
      `operator: If it is the app's own URL, add '${web}/' to redirectUris of client demo-service.`,
    ]),
    row("redirect-uri/encoding", { clientId, sent: encodeURIComponent(web), registered: web }, [
      `developer: Send redirect_uri=${web}.`,
    ]),
    row("redirect-uri/malformed", { sent: `${web}#top`, expected: "it must have no fragment" }, [
      `developer: Send redirect_uri=${web}.`,
    ]),
    row(
      "scope/not-allowed-for-client",
      {
        ...offence,
        words: ["reports.read", "write_multipas"],
        offenders: [
          "'reports.read' isn't allowed for demo-service",
          "'write_multipas' is unknown. Did you mean 'write_multipass'?",
        ],
        repaired: "read_profile write_multipass",
        clientId,
        allowed: ["read_profile", "write_multipass"],
      },
      [
        "operator: Add 'reports.read' to scopes of client demo-service.",
        "developer: Send scope=read_profile write_multipass.",
      ],
    ),
    row("scope/unknown", { ...offence, offenders: ["'reports.read' is unknown"] }, [
      "developer: Send scope with names from scopes_supported of the issuer's metadata that the client is allowed to use.",
    ]),
    row("scope/unknown", { ...offence, offenders: ["'reports.read' is unknown"], without: "read_profile" }, [
      "developer: Remove scope to get read_profile.",
    ]),
    row("scope/missing", { clientId, allowed: ["openid", "read_profile"] }, [
      "developer: Send the scopes that you need, for example scope=read_profile.",
      "operator: Add 'read_profile' to defaultScopes of client demo-service.",
    ]),
    row("code/expired", { lifetime: 60, age: 90 }, [
      "developer: Start a new authorization request, and redeem the code in the callback before doing anything slow.",
      "operator: Set codeLifetime to 120 seconds.",
    ]),
    row("code/expired", { lifetime: 60, age: 601 }, [
      "developer: Start a new authorization request, and redeem the code in the callback before doing anything slow.",
    ]),
    row("refresh-token/reused", { ...reused(12_345), generationsBehind: 1 }, [
      "developer: Send the user through a new authorization request. Run one refresh at a time, and save each new token before you use it.",
      "operator: Set refreshGrace to 15 seconds.",
    ]),
    row("refresh-token/reused", { ...reused(12_345), generationsBehind: 2 }, [
      "developer: Send the user through a new authorization request. Run one refresh at a time, and save each new token before you use it.",
    ]),
    row("token/insufficient-scope", { needed: "write_multipass", granted: ["read_profile"] }, [
      "developer: Request a token with scope=read_profile write_multipass.",
    ]),
    row("user/prompt-conflict", { sent: "none login" }, [
      "developer: Send prompt=login.",
      "developer: Send prompt=none if no page may be shown.",
    ]),
  ])("%s %j", (code, evidence, fixes) =>
    expect(fixesOf(code, evidence).map(({ by, says }) => `${by}: ${says}`)).toEqual(fixes),
  );

  it("allows every scope that is only missing from the client, and nothing else", () => {
    const refusal = resolveScope(
      {
        sent: "reports.read nonsense",
        client: {
          id: clientId,
          name: clientId,
          applicationType: "web",
          disabled: false,
          authMethods: ["client_secret_basic"],
          grantTypes: ["client_credentials"],
          redirectUris: [],
          postLogoutRedirectUris: [],
          scopes: ["read_profile"],
          defaultScopes: [],
          pkceRequired: true,
          idTokenAlg: "RS256",
          refreshWithoutOfflineAccess: false,
          firstParty: false,
          introspects: [],
        },
        catalogue: catalogueOf(
          ["read_profile", "reports.read"].map((name) => ({
            name,
            description: name,
            sensitive: false,
            personal: false,
            state: { is: "active" },
          })),
          [],
        ),
        withPerson: false,
        unknownScopes: "refuse",
      },
      0,
    );
    if (!isRefusal(refusal)) throw new Error("granted");
    expect(refusal.refused).toBe("scope/not-allowed-for-client");
    expect(fixesOf(refusal.refused, refusal.evidence)[0]?.changes).toEqual([
      { change: "add-to-client", member: "scopes", values: ["reports.read"] },
    ]);
  });
});

function reused(millisecondsAgo: number) {
  return { rotatedAt: 0, millisecondsAgo, grace: 10 };
}

describe("the pointers of a refusal", () => {
  it("underline each word at fault, with what was meant", () => {
    expect(
      pointsOf("scope/misspelled", {
        sent: "Read_profile  write_multipas",
        words: ["Read_profile", "", "write_multipas"],
        offenders: [
          "'Read_profile' is written 'read_profile': scopes are case-sensitive",
          "scopes are separated by exactly one space",
          "'write_multipas' is unknown. Did you mean 'write_multipass'?",
        ],
      }),
    ).toEqual([
      { at: "scope", text: "Read_profile", note: "is written 'read_profile': scopes are case-sensitive" },
      { at: "scope", text: "  ", note: "scopes are separated by exactly one space" },
      { at: "scope", text: "write_multipas", note: "did you mean 'write_multipass'?" },
    ]);
  });

  it("reveal only the length of a secret", () => {
    expect(pointsOf("code/corrupted", { length: 60, expected: 68, looks: "cut off" })).toEqual([
      { at: "code", note: "cut off: 60 characters, expected 68" },
    ]);
  });
});
