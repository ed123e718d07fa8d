/** The link to a result says what Candor's own lists have, and nothing that anybody pasted or typed. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { explain } from "../doctor/explain.ts";
import { toReport } from "../doctor/report.ts";
import { EXAMPLES } from "../pages/explain-examples.ts";
import { causeCodes, causeOf } from "../reasons/causes.ts";
import { fragmentOf, messageOf, readingOf, shownOf } from "./reading.ts";
import { shownIn } from "./shown.ts";

const NOW = Date.UTC(2026, 10, 28);

describe("a link and back", () => {
  it.each([
    ["a cause", { causes: [{ reason: "pkce/required", likelihood: "certain" }] }],
    [
      "two causes, of a message",
      {
        causes: [
          { reason: "client-auth/secret-wrong", likelihood: "certain", message: "microsoft/AADSTS7000215" },
          { reason: "time/clock-skew", likelihood: "possible" },
        ],
        provider: "microsoft",
        clientType: "basic",
      },
    ],
  ] as const)("%s", (_, reading) => {
    expect(readingOf(`#${fragmentOf(reading)}`)).toEqual(reading);
    expect(new URL(`#${fragmentOf(reading)}`, "https://id.example/explain").hash).toBe(`#${fragmentOf(reading)}`);
  });
});

describe("what isn't in the lists is left out", () => {
  it.each([
    ["nothing", ""],
    ["a section of the page", "#main"],
    ["an unknown cause", "#cause=scope/nonsense,certain"],
    ["an unknown likelihood", "#cause=pkce/required,surely"],
    ["markup", "#cause=<img src=x>,certain"],
    ["a name of every object", "#cause=constructor,certain&cause=__proto__,certain"],
  ])("%s", (_, fragment) => expect(readingOf(fragment)).toBeUndefined());

  it("beside a cause", () => {
    const fragment = "#cause=pkce/required,certain,evil%2Fmessage&provider=evil&client=constructor&fix=run%20this";
    expect(readingOf(fragment)).toEqual({ causes: [{ reason: "pkce/required", likelihood: "certain" }] });
  });

  it("never throws, and never says anything of its own", () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(...causeCodes), (text, reason) => {
        const read = readingOf(`#cause=${reason},possible,${text}&${text}`);
        const [shown] = (read?.causes ?? []).map(shownOf);
        if (shown !== undefined && read?.causes[0]?.message === undefined)
          expect(shown.fix).toBe(causeOf(reason).developer);
      }),
    );
  });
});

it("a provider's remedy is found again by its message", () => {
  const report = toReport(explain(EXAMPLES[2]?.text ?? "", {}, NOW));
  const [found] = shownIn(report);
  const message = messageOf({ rule: "", ...found } as never);
  expect(message).toBe("microsoft/AADSTS7000215");
  const shown = shownOf({ reason: "client-auth/secret-wrong", likelihood: "certain", message: message as string });
  expect([shown.fix, shown.page]).toEqual([found?.fix, found?.page]);
});

describe("each example of the page has the cause that it says", () => {
  it.each(EXAMPLES.map(({ label, text, finds }) => [label, text, finds]))("%s", (_, text, finds) => {
    const report = toReport(explain(text, {}, NOW));
    expect(shownIn(report)[0]?.reason).toBe(finds);
  });
});

it("what was seen is shown once", () => {
  const sources = shownIn(toReport(explain(EXAMPLES[1]?.text ?? "", {}, NOW)))[0]?.evidence.flatMap(
    ({ source = "" }) => source.replaceAll(/\s+/g, " ").trim() || [],
  );
  expect(sources?.length).toBeGreaterThan(0);
  for (const [at, one] of (sources ?? []).entries())
    for (const other of sources?.slice(at + 1) ?? []) expect(one.includes(other) || other.includes(one)).toBe(false);
});
