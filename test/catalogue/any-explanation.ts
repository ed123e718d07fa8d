/** Explanations of all shapes for properties: any text wherever something came with the request or was found in it. */
import fc from "fast-check";
import type { EvidenceShown, Explanation, Outcome, ProvedFix, RequestPart } from "../../src/reasons/explain.ts";
import { type Code, codes, reasonOf } from "../../src/reasons/index.ts";

const HOSTILE = [
  "\u001b[2J\u001b[31mred\u001b]0;title\u0007",
  "\r\nrefused[scope/unknown]: forged\n   = forged",
  "\u202egnp.exe\u2066\u200f\u061c",
  "e\u0301\u0301 \u200d👨‍👩‍👧 🇩🇪 漢字 \ufe0f\u00a0\u3000",
  "```\n# heading\n</pre><script>alert(1)</script>\n~~~",
  "`` ` ```` @someone #12 [a](javascript:alert(1)) ![x](https://evil.example/x.png) <img src=x>",
  "\ud800 lone \udfff",
  "1. one\n- two\n> three\n| a | b |\n|---|---|\n***\n---\n    code",
  "read_profile write_multipass",
  "",
];

export const anyText = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.string({ unit: "grapheme", maxLength: 60 }),
  fc.string({ unit: "grapheme-ascii", maxLength: 400 }),
);

/** A note is one the catalogue's sentences, and may quote what was sent. */
const note = fc.option(anyText, { nil: undefined });

export const anyPart: fc.Arbitrary<RequestPart> = fc
  .record({
    place: fc.constantFrom("header" as const, "query" as const, "body" as const),
    name: anyText,
    value: fc.option(anyText, { nil: undefined, freq: 4 }),
    length: fc.nat(5000),
    thumbprint: fc.option(anyText, { nil: undefined }),
    spans: fc.array(fc.tuple(fc.nat(500), fc.nat(40), note), { maxLength: 4 }),
  })
  .map(({ spans, ...part }) => {
    const end = part.value?.length ?? part.length;
    const marks = spans.map(([from, length, said]) => {
      const start = Math.min(from, end);
      return { from: start, to: Math.min(start + length, end), ...(said !== undefined && { note: said }) };
    });
    return { ...part, marks };
  });

const evidence: fc.Arbitrary<EvidenceShown> = fc
  .record({
    name: fc.constantFrom("sent", "registered", "repaired", "expected", "challenge", "computed", "clientId", "because"),
    label: fc.constant("what was sent"),
    shown: fc.oneof(
      anyText.map((value) => ({ kind: "text" as const, value })),
      fc.array(anyText, { maxLength: 4 }).map((value) => ({ kind: "list" as const, value })),
      fc.nat().map((value) => ({ kind: "seconds" as const, value })),
      fc.double().map((value) => ({ kind: "instant" as const, value })),
      fc.boolean().map((value) => ({ kind: "flag" as const, value })),
    ),
  })
  .map(({ shown, ...rest }) => ({ ...rest, ...shown }));

const fix = fc.record({
  says: anyText,
  by: fc.constantFrom("developer" as const, "operator" as const, "person" as const),
  changes: fc.array(
    fc.oneof(
      fc.record({ change: fc.constant("set" as const), parameter: anyText, value: anyText }),
      fc.record({ change: fc.constant("leave-out" as const), parameter: anyText }),
      fc.record({
        change: fc.constant("add-to-client" as const),
        member: fc.constant("scopes" as const),
        values: fc.array(anyText, { maxLength: 3 }),
      }),
    ),
    { maxLength: 3 },
  ),
});

const weakening = fc.tuple(fix, fc.option(anyText, { nil: undefined })).map(([one, weakens]) => ({
  ...one,
  ...(weakens !== undefined && { weakens }),
}));

const anyCode = fc.constantFrom(...codes);

const { proved } = fc.letrec<{ proved: ProvedFix; outcome: Outcome }>((tie) => ({
  proved: fc.record({ fix: weakening, outcome: tie("outcome") }),
  outcome: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.record({ is: fc.constant("granted" as const), what: anyText }),
    fc.constant({ is: "not tried" as const }),
    fc.record({
      is: fc.constant("next" as const),
      code: anyCode,
      title: fc.constant("The next thing"),
      says: anyText,
      fixes: fc.array(tie("proved"), { maxLength: 2 }),
    }),
  ),
}));

export const anyExplanation: fc.Arbitrary<Explanation> = fc
  .record({
    code: anyCode,
    at: fc.double(),
    says: anyText,
    clientId: fc.option(anyText, { nil: undefined }),
    from: fc.record({ network: fc.option(anyText, { nil: undefined }), agent: fc.option(anyText, { nil: undefined }) }),
    evidence: fc.uniqueArray(evidence, { selector: ({ name }) => name, maxLength: 5 }),
    request: fc.record({
      method: anyText,
      path: anyText,
      parts: fc.array(anyPart, { maxLength: 4 }),
      marks: fc.array(fc.record({ at: fc.oneof(fc.constantFrom("method", "path"), anyText), note }), { maxLength: 2 }),
    }),
    fixes: fc.array(proved, { maxLength: 4 }),
    more: fc.nat(),
    fault: fc.option(anyText, { nil: undefined }),
  })
  .map((given) => explained(given.code, given));

/** An explanation that says only what is given; the rest is the catalogue's. */
export function explained(code: Code, given: Partial<Explanation> = {}): Explanation {
  const { title, error, cause, remedies, cites } = reasonOf(code);
  return {
    audience: "owner",
    ref: "7kq2m9x4vbcd",
    at: Date.UTC(2026, 5, 15, 12),
    endpoint: "token",
    code,
    title,
    error,
    status: 400,
    cause,
    says: "It was refused.",
    errorUri: `https://id.example/errors/${code}?ref=7kq2m9x4vbcd`,
    clientId: "photos",
    from: {},
    evidence: [],
    request: { method: "POST", path: "/token", parts: [], marks: [] },
    trace: cites.map((section, at) => ({
      asks: "Is it so?",
      cites: section,
      result: at === 0 ? "failed" : "not reached",
    })),
    fixes: [],
    remedies,
    cites,
    more: 0,
    ...given,
  };
}
