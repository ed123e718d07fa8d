import { describe, expect, it } from "vitest";
import { explanationWith } from "../../test/catalogue/explanation-with.ts";
import { refusalExplainedPage } from "./refusal-explained.tsx";

const base = "/auth";

describe("a refusal explained", () => {
  const html = refusalExplainedPage({ base, explanation: explanationWith("Desk") });

  it("says first what to do, and has nothing that does it", () => {
    expect(html.indexOf("What to do now")).toBeLessThan(html.indexOf("The request</h2>"));
    expect(html).not.toMatch(/<(?:form|button|input)/);
  });

  it("sets what weakens security apart, after what does not", () => {
    expect(html.indexOf("Weakens security.")).toBeGreaterThan(html.lastIndexOf("<strong>Verified: this"));
    expect(html).toContain('class="fixes weakening"');
  });

  it("marks what was sent against what was expected", () => {
    expect(html).toContain("<span>Desk</span><del>/</del>");
    expect(html).toContain("<mark>esk</mark>");
  });

  it("folds away the evidence that the marks and sentences have shown", () => {
    const evidence = html.slice(html.indexOf("Evidence</h2>"), html.indexOf("Prevent it next time"));
    expect(evidence).toMatch(/<details><summary>(?:All evidence, shown above|\d more, shown above)<\/summary><table>/);
  });

  it("tells each check's result in words", () => {
    expect(html).toContain('<span class="result">Failed</span>');
    expect(html).toContain('<span class="result">Not reached</span>');
  });
});
