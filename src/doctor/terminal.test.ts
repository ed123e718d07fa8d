/** What a developer sees: the cause, the fix and the evidence, each once, on one screen. */
import { describe, expect, it } from "vitest";
import { causeOf } from "../reasons/causes.ts";
import { type Diagnosis, explain } from "./explain.ts";
import { diagnosisToTerminal } from "./terminal.ts";

const plain = (diagnosis: Diagnosis, width = 100, verbose = false): string =>
  diagnosisToTerminal(diagnosis, { colour: false, width, verbose });

const NOTHING: Diagnosis = { findings: [], asks: [], providers: [], causes: [], names: [], isOAuth: true };
type Finding = Diagnosis["findings"][number];
const finding = (reason: Finding["reason"], confidence: number, more: Partial<Finding> = {}): Finding => ({
  reason,
  confidence,
  evidence: [],
  fix: "",
  rule: "test",
  ...more,
});
const found = (...findings: Finding[]): Diagnosis => ({ ...NOTHING, findings });
const title = causeOf("scope/misspelled").title;

describe("one cause", () => {
  it("is said once, with its fix, its evidence and how to confirm it", () => {
    const evidence = [{ says: "the message says this", source: "scope reed is unknown", at: [6, 10] as const }];
    const one = finding("scope/misspelled", 0.6, { evidence, fix: "Send scope=read.", tell: "Look at the list." });
    expect(plain(found(one)).split("\n")).toEqual([
      `cause[scope/misspelled]: ${title} (most likely)`,
      "  fix: Send scope=read.",
      "  because: the message says this",
      "   | scope reed is unknown",
      "   |       ^^^^",
      "  to confirm: Look at the list.",
      expect.stringMatching(/^ {2}spec: RFC 6749, section 3\.3 https:/),
    ]);
  });

  it("quotes the same words once, and an error that they hold isn't repeated", () => {
    const said = "invalid_scope: scope reed is unknown";
    const evidence = [
      { says: "Salesforce says so", source: said, at: [15, 36] as const },
      { says: "the message says this", source: "scope reed is unknown" },
      { says: "the server returns invalid_scope" },
    ];
    const text = plain(found(finding("scope/misspelled", 0.9, { evidence })));
    expect(text.match(/reed/g)).toHaveLength(1);
    expect(text).not.toContain("returns");
  });

  it.each([0.97, 0.6, 0.2])("says without a percentage how likely it is at %d", (confidence) => {
    expect(plain(found(finding("scope/misspelled", confidence)))).not.toMatch(/\d ?%|\b0\.\d/);
  });
});

describe("alternatives", () => {
  const others = found(
    finding("scope/misspelled", 0.6),
    finding("scope/unknown", 0.4, {
      tell: "Look whether it is in the server's list. If it is not, then the scope is unknown there.",
      fix: "Another fix.",
    }),
    finding("scope/removed", 0.3),
    finding("scope/wrong-case", 0.25),
    finding("scope/malformed", 0.2),
    finding("scope/missing", 0.05),
  );
  const lines = (width: number, verbose = false) => plain(others, width, verbose).split("\n");

  it("are one line each, with how to tell", () => {
    expect(lines(100).filter((line) => line.startsWith("or["))).toEqual([
      "or[scope/unknown]: Look whether it is in the server's list.",
      `or[scope/removed]: ${causeOf("scope/removed").title}`,
      `or[scope/wrong-case]: ${causeOf("scope/wrong-case").title}`,
    ]);
    expect(lines(100).join("\n")).not.toContain("Another fix.");
    expect(lines(100).at(-1)).toBe("--verbose shows more.");
  });

  it("are complete with --verbose", () => {
    const text = lines(100, true).join("\n");
    expect(text).toContain("fix: Another fix.");
    expect(text.replaceAll(/\s+/g, " ")).toContain("If it is not, then the scope is unknown there.");
    expect(text).toContain("or[scope/malformed]");
    expect(text).not.toContain("--verbose");
  });

  it("are left out where the first is far likelier", () => {
    const sure = found(finding("scope/misspelled", 0.97), finding("scope/unknown", 0.2));
    expect(plain(sure)).not.toMatch(/or\[|verbose/);
  });
});

describe("a name", () => {
  it.each(["scope/wrong-delimiter", "assertion/expired", "client-auth/failed"] as const)(
    "of the catalogue shows that cause and no other: %s",
    (code) => {
      const text = plain(explain(code));
      expect(text.split("\n")[0]).toBe(`${code}: ${causeOf(code).title}`);
      expect(text).not.toMatch(/cause\[|or\[|To narrow|because/);
    },
  );

  it("shows two codes as two causes", () => {
    const text = plain(explain("scope/misspelled, code/expired"), 200);
    expect(text).toContain("scope/misspelled: ");
    expect(text).toContain("\n\ncode/expired: ");
    expect(text).not.toContain("cause[");
  });

  it.each(["invalid_grant", "invalid_client", "interaction_required"])(
    "of a standard error shows what it means and what it can come from: %s",
    (name) => {
      const text = plain(explain(name));
      expect(text).toMatch(new RegExp(`^${name}: .+\n {2}\\w`));
      expect(text).toMatch(/\nPossible causes:\n {2}[a-z-]+\/[a-z-]+: /);
      expect(text).not.toMatch(/cause\[/);
    },
  );

  it.each(["AADSTS50011", "E0000004", "ERR_JWT_EXPIRED", "invalid_callback"])(
    "isn't evidence for itself: %s",
    (name) => {
      const quotes = plain(explain(name))
        .split("\n")
        .filter((line) => line.startsWith("   |"));
      expect(quotes).toEqual([]);
    },
  );
});

describe("no cause", () => {
  it("says that it cannot tell, and what would help", () => {
    const text = plain({ ...NOTHING, asks: ["Which provider is it?", "The response."] });
    expect(text.split("\n")).toEqual([
      "I cannot tell the cause from this.",
      "",
      "What would help:",
      "  - Which provider is it?",
      "  - The response.",
    ]);
  });

  it("says so of what isn't OAuth", () => {
    const text = plain({ ...NOTHING, isOAuth: false, asks: ["The response."] });
    expect(text.split("\n")[0]).toBe("I cannot tell; this does not look like OAuth.");
    expect(text).not.toContain("cause[");
  });
});

describe("evidence in other words", () => {
  it.each(["AADSTS7000215", "invalid_callback"])("is a note about the name: %s", (name) => {
    const text = plain(explain(name));
    expect(text).toContain(`  note: ${name} isn't a standard error.`);
    expect(text).not.toMatch(/because: \S+ isn't/);
  });

  it("is left out where the input shows it", () => {
    const said = { says: "the message says “scope reed”", source: "scope reed is unknown", at: [0, 10] as const };
    const text = plain(found(finding("scope/misspelled", 0.9, { evidence: [said, { says: "another word for it" }] })));
    expect(text).toContain("  because: the message says so\n   | scope reed is unknown\n   | ^^^^^^^^^^\n");
    expect(text).not.toContain("another word");
  });

  it("is shown if it is in another part of the input", () => {
    const evidence = [
      { says: "the body isn't a form", source: "application/json" },
      { says: "the message says so", source: "grant_type is missing" },
    ];
    const text = plain(found(finding("request/wrong-content-type", 0.9, { evidence })));
    expect(text.match(/because:/g)).toHaveLength(2);
  });
});

it("words about Basic aren't covered as if they were a secret", () => {
  const sent = "POST https://login.example/token HTTP/1.1\ncontent-type: application/x-www-form-urlencoded\n\n";
  const text = `${sent}grant_type=client_credentials&client_id=nightly\n\nHTTP/1.1 401\n\n{"error":"invalid_client"}`;
  expect(diagnosisToTerminal(explain(text), { colour: false, verbose: true })).not.toMatch(/Basic \*{4}/);
});
