/** Reports of the same check in each format: nothing secret, nothing that the format takes for its own. */
import { describe, expect, it } from "vitest";
import { againstBaseline } from "../../src/checker/baseline.ts";
import type { Checked } from "../../src/checker/check.ts";
import { toBadge } from "../../src/checker/report/badge.ts";
import { changesSince, changesToText } from "../../src/checker/report/compare.ts";
import { coveredExchange } from "../../src/checker/report/covered.ts";
import { toJson } from "../../src/checker/report/json.ts";
import { toJunit } from "../../src/checker/report/junit.ts";
import { toMarkdown } from "../../src/checker/report/markdown.ts";
import { failuresOf, type Report, VERDICTS } from "../../src/checker/report/report.ts";
import { toSarif } from "../../src/checker/report/sarif.ts";
import { reportIn } from "../../src/cli/check/print-report.ts";
import { REQUIREMENTS } from "../../src/requirements/index.ts";

const HOSTILE = "</script><b>&\"'`\u0000\u001b[31m\u202e ]]> | # ```";

const exchange = {
  sent: {
    method: "POST",
    url: "https://login.example/token?code=secret-code-1234567&state=kept",
    headers: [
      ["authorization", "Basic c2VjcmV0OnNlY3JldA=="],
      ["cookie", "session=secret-cookie-123456"],
    ] as const,
    body: "grant_type=refresh_token&refresh_token=secret-refresh-123456&client_secret=secret-secret-123456",
  },
  came: {
    status: 200,
    headers: [
      ["set-cookie", "session=secret-cookie-123456"],
      ["location", "https://app.example/callback#access_token=secret-access-123456"],
    ] as const,
    body: `{"access_token":"secret-access-123456","id_token" : "secret-id-1234567", "error_description": ${JSON.stringify(HOSTILE)}}`,
  },
};

const one = (id: string, is: Checked["is"]): Checked => ({
  id,
  is,
  because: `${HOSTILE} ${id}`,
  shows: [exchange],
  requirement: REQUIREMENTS[id] as Checked["requirement"],
});

const report: Report = {
  issuer: "https://login.example/<x>",
  at: Date.UTC(2026, 0, 2),
  checked: [
    one("token/no-store", "broken"),
    one("token/expires-in", "broken"),
    one("token/json", "held"),
    one("code/once", "unclear"),
    one("pkce/no-plain", "not applicable"),
  ],
};

const terminal = { colour: false, list: VERDICTS };

describe.each(["terminal", "json", "junit", "sarif", "markdown", "html"] as const)("%s", (format) => {
  const text = reportIn(format, report, terminal, () => false);

  it("shows no secret", () => {
    expect(text).toContain("token/no-store");
    expect(text).not.toMatch(/secret-|c2VjcmV0OnNlY3JldA/);
  });

  it("has no control characters", () => {
    expect(text).not.toMatch(/(?!\n)\p{Cc}/u);
  });
});

it("HTML takes nothing for markup", () => {
  const html = reportIn("html", report, terminal, () => false);
  expect(html).not.toContain("<b>&");
  expect(html).not.toContain("<script");
});

it("JUnit is XML, and counts", () => {
  const xml = toJunit(report);
  expect(xml).toContain('tests="5" failures="2" skipped="2"');
  expect(xml.match(/<testcase /g)).toHaveLength(5);
  expect(xml.replace(/<[^<>]*>/g, "")).not.toMatch(/[<>]/);
  expect(toJunit(report, (id) => id === "token/expires-in")).toContain('failures="1" skipped="3"');
});

it("SARIF has a rule for each result", () => {
  const { runs } = JSON.parse(toSarif(report, "1.0.0"));
  expect(runs[0].results.map(({ ruleId, level }: { ruleId: string; level: string }) => [ruleId, level])).toEqual([
    ["token/no-store", "error"],
    ["token/expires-in", "warning"],
  ]);
  for (const { ruleId, ruleIndex } of runs[0].results) expect(runs[0].tool.driver.rules[ruleIndex].id).toBe(ruleId);
});

it("Markdown keeps a response within its block", () => {
  const text = toMarkdown(report);
  const fences = [...text.matchAll(/^(`{3,})(http)?$/gm)].map(([, ticks]) => ticks);
  expect(fences.length % 2).toBe(0);
  expect(fences.some((ticks) => (ticks ?? "").length > 3)).toBe(true);
});

it("the badge says how many are broken", () => {
  expect(toBadge(report)).toContain("2 broken");
  expect(toBadge({ ...report, checked: [one("token/json", "held")] })).toContain("1 held");
});

it("only what counts fails", () => {
  expect(failuresOf(report, "MUST").map(({ id }) => id)).toEqual(["token/no-store"]);
  expect(failuresOf(report, "SHOULD").map(({ id }) => id)).toEqual(["token/no-store", "token/expires-in"]);
});

describe("a baseline", () => {
  const against = (expected: Record<string, string>) =>
    againstBaseline(failuresOf(report, "SHOULD"), report.checked, { expected });

  it("expects failures", () => {
    const { failures, expected, stale } = against({ "token/no-store": "behind a proxy" });
    expect(failures.map(({ id }) => id)).toEqual(["token/expires-in"]);
    expect(expected.map(({ id }) => id)).toEqual(["token/no-store"]);
    expect(stale).toEqual([]);
  });

  it.each(["token/json", "code/once", "no/such", "__proto__"])("is stale where it expects %s", (id) => {
    expect(against(JSON.parse(`{"${id}": "why"}`)).stale).toEqual([id]);
  });

  it("isn't stale for what wasn't looked at", () => {
    expect(against({ "userinfo/sub": "why" }).stale).toEqual([]);
  });
});

it("two runs are compared", () => {
  const before = JSON.parse(toJson(report));
  expect(before.unclearMusts).toEqual(["code/once"]);
  expect(changesToText(changesSince(before, report.checked))).toBe("Nothing changed.");
  const now = [one("token/no-store", "held"), one("token/json", "broken"), one("userinfo/sub", "held")];
  expect(changesSince(before, now)).toEqual([
    { id: "token/json", from: "held", to: "broken" },
    { id: "token/no-store", from: "broken", to: "held" },
    { id: "userinfo/sub", from: "new", to: "held" },
    { id: "token/expires-in", from: "broken", to: "gone" },
    { id: "code/once", from: "unclear", to: "gone" },
    { id: "pkce/no-plain", from: "not applicable", to: "gone" },
  ]);
});

it("what isn't secret stays", () => {
  const { sent, came } = coveredExchange(exchange);
  expect(sent.url).toBe("https://login.example/token?code=secr****&state=kept");
  expect(came?.headers[1]?.[1]).toContain("https://app.example/callback#access_token=");
});

it("what couldn't be tried for one reason is said once", () => {
  const needs = (id: string): Checked => ({ ...one(id, "unclear"), because: "A client is needed.", shows: [] });
  const untried = { ...report, checked: [needs("code/once"), needs("pkce/no-plain"), ...report.checked.slice(0, 1)] };
  const text = reportIn("terminal", untried, terminal, () => false);
  expect(text).toContain("? 2 unclear: A client is needed.");
  expect(text).not.toContain("code/once");
  expect(text).toContain("token/no-store");
});
