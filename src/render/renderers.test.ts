import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyExplanation, explained } from "../../test/catalogue/any-explanation.ts";
import type { Explanation } from "../reasons/explain.ts";
import { toJson } from "./json.ts";
import { toMarkdown } from "./markdown.ts";
import { refusalDocument, refusalSchema } from "./schema.ts";
import { toTerminal } from "./terminal.ts";

const LINE = /^(?:refused\[[a-z/-]+\]: | {2}\S| {2}--> | {2}fix(?: \(\w+\))?: | {2}see | {3}[|=](?: |$)| {4,}\S)/;
const COLOUR = new RegExp(`${String.fromCharCode(27)}\\[(?:\\d+;?)+m`, "g");

const misspelled: Explanation = explained("scope/misspelled", {
  says: "'wirte' is unknown; did you mean 'write'; send scope='write'.",
  evidence: [
    { name: "sent", label: "scope sent", kind: "text", value: "wirte" },
    { name: "repaired", label: "corrected scope", kind: "text", value: "write" },
  ],
  request: {
    method: "POST",
    path: "/token",
    parts: [
      {
        place: "body",
        name: "scope",
        value: "wirte",
        length: 5,
        marks: [{ from: 0, to: 5, note: "did you mean 'write'" }],
      },
    ],
    marks: [],
  },
  fixes: [
    {
      fix: {
        says: "Send scope=write.",
        by: "developer",
        changes: [{ change: "set", parameter: "scope", value: "write" }],
      },
      outcome: {
        is: "next",
        code: "code/expired",
        title: "The code has expired",
        says: "The code is 75 s old and lived for 60 s.",
        fixes: [
          {
            fix: { says: "Begin again.", by: "developer", changes: [{ change: "supply", what: "code" }], again: true },
            outcome: { is: "granted", what: "access token for write" },
          },
        ],
      },
    },
    {
      fix: { says: "Let everybody in.", by: "operator", changes: [], weakens: "Everybody is let in." },
      outcome: { is: "not tried" },
    },
  ],
});

describe("the terminal", () => {
  it("prints a diagnostic", () => {
    expect(toTerminal(misspelled, { colour: false }).split("\n")).toEqual([
      "refused[scope/misspelled]: A scope is misspelled",
      "  --> POST /token · invalid_scope 400 · photos · 2026-06-15 12:00:00 UTC · ref 7kq2m9x4vbcd",
      "   |",
      "   | scope=wirte",
      "   |       ^^^^^ did you mean 'write'",
      "   |",
      "   = check 1 of 2: Is it so? (RFC 6749, section 3.3)",
      "  fix: Send scope=write.",
      "       verified: this fixes it, but another problem follows: code/expired. The code is 75 s old and",
      "       lived for 60 s.",
      "       fix: Begin again.",
      "            verified: with a valid code, granted: access token for write",
      "  fix (operator): Let everybody in.",
      "       weakens security: Everybody is let in.",
      "  see https://id.example/errors/scope/misspelled?ref=7kq2m9x4vbcd",
    ]);
  });

  it("uses colors if asked to, and says the same", () => {
    const coloured = toTerminal(misspelled, { colour: true });
    expect(coloured).toContain("\u001b[1;31mrefused[scope/misspelled]\u001b[0m");
    expect(coloured.replaceAll(COLOUR, "")).toBe(toTerminal(misspelled, { colour: false }));
  });

  it("obeys nothing that came with the request, and no value makes a line of its own", () => {
    fc.assert(
      fc.property(anyExplanation, fc.boolean(), (explanation, colour) => {
        const printed = toTerminal(explanation, { colour }).replaceAll(COLOUR, colour ? "" : "$&");
        expect(printed.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{M}\p{Zl}\p{Zp}]/u);
        for (const line of printed.split("\n")) if (line.trim() !== "") expect(line).toMatch(LINE);
        expect(printed.match(/^refused\[/gm)).toHaveLength(1);
      }),
    );
  });
});

describe("Markdown", () => {
  it("says what the terminal says, and more", () => {
    const text = toMarkdown(misspelled);
    expect(text).toContain("### Refused: A scope is misspelled\n");
    expect(text).toContain("```text\nscope=wirte\n      ^^^^^ did you mean 'write'\n```");
    expect(text).toContain(
      "1. Send scope=write.\\\n   *verified: this fixes it, but another problem follows:* `code/expired`",
    );
    expect(text).toContain(
      "   1. Begin again.\\\n      *verified: with a valid code, granted: access token for write*",
    );
    expect(text).toMatch(/\) 1 was not reached\.$/m);
    expect(text).toContain("**Weakens security**: Everybody is let in.");
  });

  it("lets no value out: outside of code nothing is markup, and no fence is closed from within", () => {
    fc.assert(
      fc.property(anyExplanation, (explanation) => {
        const text = toMarkdown(explanation);
        expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        const outside = withoutCode(text)
          .replace(/^### Refused: /, "")
          .replaceAll(
            /(?<!\\)\]\(<https:\/\/(?:www\.rfc-editor\.org|www\.ietf\.org|datatracker\.ietf\.org|openid\.net)\/[^<>\s]*>\)/g,
            "",
          )
          .replaceAll(/(?<!\\)<https:\/\/id\.example\/[^<>\s]*>/g, "");
        expect(outside).not.toMatch(/[<>@#`|~]|\]\(|!\[|:\/\/|www\./i);
        // What is at the start of a line is this document's own.
        for (const line of outside.split("\n")) expect(line).not.toMatch(/^\s*(?:[-+=]{2,}|\d+\)|>|#| {4}\s*\S.*```)/);
      }),
    );
  });
});

/** What a reader of CommonMark takes for text: without fenced blocks and without code spans. */
function withoutCode(text: string): string {
  const lines: string[] = [];
  let fence: string | undefined;
  for (const line of text.split("\n")) {
    const ticks = /^(`{3,})(?:text)?$/.exec(line)?.[1];
    if (fence === undefined && ticks !== undefined) fence = ticks;
    else if (fence !== undefined && line === fence) fence = undefined;
    else if (fence === undefined) lines.push(line);
  }
  expect(fence).toBeUndefined();
  return lines.map(withoutSpans).join("\n");
}

/** A line with a dot for each character that is escaped, and for each code span: a run of backticks up to the next run that is as long. */
function withoutSpans(line: string): string {
  let kept = "";
  for (let at = 0; at < line.length; at++) {
    const run = /^`+/.exec(line.slice(at))?.[0];
    if (/^\\[!-/:-@[-`{-~]/.test(line.slice(at))) {
      kept += "·";
      at++;
    } else if (run === undefined) kept += line[at];
    else {
      const close = new RegExp(`(?<!\`)${run}(?!\`)`).exec(line.slice(at + run.length));
      // What is around a span is not joined by its absence.
      kept += close === null ? run : "·";
      at += close === null ? run.length - 1 : 2 * run.length + close.index - 1;
    }
  }
  return kept;
}

describe("JSON", () => {
  it("has the documented fields, in snake_case", () => {
    expect(toJson(misspelled)).toMatchObject({
      ref: "7kq2m9x4vbcd",
      at: "2026-06-15T12:00:00.000Z",
      code: "scope/misspelled",
      error: "invalid_scope",
      client_id: "photos",
      evidence: { sent: "wirte", repaired: "write" },
      fixes: [
        { outcome: { is: "next", code: "code/expired", fixes: [{ again: true, supposes: true }] } },
        { outcome: { is: "not_tried" } },
      ],
    });
  });

  it("is as its schema says, and the same after it was written and read", () => {
    fc.assert(
      fc.property(anyExplanation, (explanation) => {
        const document = toJson(explanation);
        expect(refusalDocument.strict().parse(document)).toEqual(document);
        expect(JSON.parse(JSON.stringify(document))).toEqual(document);
      }),
    );
  });

  it("has a JSON Schema in which every name is snake_case", () => {
    expect(refusalSchema()).toMatchObject({ type: "object", properties: { ref: {}, fixes: {} } });
    const names = JSON.stringify(refusalSchema(), (key, value) =>
      key === "properties" ? Object.fromEntries(Object.entries(value).map(([name, one]) => [`a ${name}`, one])) : value,
    );
    const found = [...names.matchAll(/"a ([^"]+)"/g)].map(([, name]) => name);
    expect(found.length).toBeGreaterThan(40);
    for (const name of found) expect(name).toMatch(/^[a-z]+(_[a-z]+)*$/);
  });
});
