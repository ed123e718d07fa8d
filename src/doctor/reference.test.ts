/** The reference that a Candor's description ends with: no part of what was said, and where the refusal itself is to be found. */
import { describe, expect, it } from "vitest";
import { explain } from "./explain.ts";
import { apartFromReference } from "./reference.ts";
import { toReport } from "./report.ts";

const REF = "25kpgjw2dde2";
const SAID = "'a,b' joins scopes by a comma instead of a space. Send scope='a b'.";

describe.each([
  ["a sentence", (said: string) => said],
  ["JSON", (said: string) => JSON.stringify({ error: "invalid_scope", error_description: said })],
  [
    "a redirect",
    (said: string) =>
      `https://app.example/cb?${new URLSearchParams({ error: "invalid_scope", error_description: said })}`,
  ],
  [
    "a challenge",
    (said: string) =>
      `HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Bearer realm="x", error="invalid_token", error_description="${said}"`,
  ],
  ["a line of a log", (said: string) => `2026-06-15T12:00:00Z ERROR oauth2: "invalid_scope" "${said}" (retry=0)`],
])("in %s", (_, wrap) => {
  it("doesn't change the findings, and says where to look", () => {
    const [without, withIt] = [explain(wrap(SAID)), explain(wrap(`${SAID} (ref ${REF})`))];
    const told = ({ findings }: ReturnType<typeof explain>) =>
      findings.map(({ reason, confidence, rule }) => ({ reason, confidence, rule }));
    expect(told(withIt)).toEqual(told(without));
    expect(told(withIt).length).toBeGreaterThan(0);
    expect(toReport(withIt).asks.join("\n")).toContain(`GET {issuer}/refusals/${REF}`);
    expect(toReport(without).asks.join("\n")).not.toContain("/refusals/");
  });
});

it("alone, it is no cause, and known for what it is", () => {
  for (const text of [REF, `ref ${REF}`, `reference: ${REF}`]) {
    const { findings, asks } = explain(text);
    expect(findings).toEqual([]);
    expect(asks[0]).toContain(`candor refusals ${REF}`);
  }
});

it("the fix isn't repeated next to error_uri", () => {
  const body = {
    error: "invalid_scope",
    error_description: `x (ref ${REF})`,
    error_uri: "https://id.example/errors/scope/unknown",
  };
  const { findings, asks } = explain(JSON.stringify(body));
  expect(findings[0]).toMatchObject({ reason: "scope/unknown", fix: expect.stringContaining(`/refusals/${REF}`) });
  expect(asks.join("\n")).not.toContain(REF);
});

it.each([
  ["misspelled. (ref 25kpgjw2dde2)", "misspelled.", REF],
  ["'(ref 000000000000)' is unknown. (ref 25kpgjw2dde2)", "'' is unknown.", REF],
  ["see (ref 25kpgjw2ddei)", "see (ref 25kpgjw2ddei)", undefined],
  ["see (ref 12)", "see (ref 12)", undefined],
  ["unauthorized", "unauthorized", undefined],
])("%j", (text, words, ref) => {
  expect(apartFromReference(text)).toEqual({ words, ref });
});
