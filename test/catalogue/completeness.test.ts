/** The catalogue and the code say the same: everything refused is in it, and everything in it is refused somewhere. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Reason } from "../../src/reasons/define.ts";
import { type Code, codes, faceOf, isCode, reasonOf, refuse } from "../../src/reasons/index.ts";
import { wireText } from "../../src/render/wire-text.ts";

const SRC = join(import.meta.dirname, "../../src");

/** The mock refuses with whatever a test orders. */
const sources = globSync("**/*.{ts,tsx}", { cwd: SRC })
  .filter(
    (path) => !/\.test\.tsx?$/.test(path) && !/^(?:(?:reasons|mock|cli\/mock)\/|mcp\/tools\/mock\.ts$)/.test(path),
  )
  .map((path) => readFileSync(join(SRC, path), "utf8"));

/** The literals of `refuse("…"`, and of ``refuse(`family/${name}` `` with what the sources declare the name to be. */
function emittedIn(source: string): string[] {
  const literal = [...source.matchAll(/\brefuse\(\s*"([^"]+)"/g)].map(([, code = ""]) => code);
  const composed = [...source.matchAll(/\brefuse\(\s*`([a-z-]+)\/\$\{[\w.]+\}`/g)].flatMap(([, family = ""]) =>
    (COMPOSED[family] ?? []).map((slug) => `${family}/${slug}`),
  );
  return [...literal, ...composed];
}

/** What the two places that compose a code can compose, read from the declarations there. */
const COMPOSED: Readonly<Record<string, string[]>> = {
  "redirect-uri": quoted("protocol/redirect-uri-difference.ts", /const DIFFERENCES = \[([\s\S]*?)\]/),
  scope: quoted("protocol/scope/diagnose.ts", /export type Fault =([\s\S]*?);/),
};

function quoted(path: string, where: RegExp): string[] {
  const found = where.exec(readFileSync(join(SRC, path), "utf8"))?.[1] ?? "";
  return [...found.matchAll(/"([^"]+)"/g)].map(([, word = ""]) => word);
}

const emitted = new Set(sources.flatMap(emittedIn));

/** Evidence of every shape: ordinary, empty, and hostile. */
function evidenceFor({ evidence }: Reason, text: string, flag: boolean): Record<string, unknown> {
  const values = { text, list: [text, text, text], count: 1e9, seconds: 1e9, instant: 1e12, flag };
  return Object.fromEntries(Object.entries(evidence).map(([name, { kind }]) => [name, values[kind]]));
}

const HOSTILE = [
  "",
  "plain",
  '"\\\r\n\0\x7f<script>é€🔑\ud800\u202e'.repeat(40),
  "\\".repeat(5_000),
  "x".repeat(50_000),
];

/** The codes that a reason may be shown as. */
function facesOf(code: Code): Code[] {
  const reason = reasonOf(code);
  return [true, false].map((flag) => faceOf({ refused: code, evidence: evidenceFor(reason, "x", flag) }));
}

it("everything emitted is in the catalogue", () => {
  expect([...emitted].filter((code) => !isCode(code))).toEqual([]);
});

it("every reason in the catalogue is emitted or is shown in place of one", () => {
  const faces = new Set([...emitted].filter(isCode).flatMap(facesOf));
  expect(codes.filter((code) => !emitted.has(code) && !faces.has(code))).toEqual([]);
});

it("no place composes a code in a way that is not looked at here", () => {
  const calls = sources.flatMap((source) => [...source.matchAll(/\brefuse\(\s*([^\s"])(\S*)/g)].map(([call]) => call));
  const declaration = (call: string) => /^refuse\(\s*(`redirect-uri\/|`scope\/)/.test(call);
  expect(calls.filter((call) => !declaration(call))).toEqual([]);
});

describe.each(codes)("%s", (code) => {
  const reason = reasonOf(code);

  it("has the name of the fault and says where it comes from", () => {
    expect(code).toMatch(/^[a-z]+(-[a-z0-9]+)*\/[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(reason.cites.length).toBeGreaterThan(0);
    for (const { url } of reason.cites)
      expect(url).toMatch(/^https:\/\/(www\.rfc-editor\.org|www\.ietf\.org|openid\.net)\//);
    expect(reason.title).not.toMatch(/[.!]$/);
    expect(reason.cause).toMatch(/\.$/);
    expect(reason.remedies.developer).toMatch(/\.$/);
  });

  it("refers to what exists", () => {
    for (const other of [...(reason.related ?? []), ...facesOf(code)]) expect(codes).toContain(other);
    expect(reason.related ?? []).not.toContain(code);
  });

  it("is not shown as something that is itself shown as another", () => {
    for (const face of facesOf(code)) expect(facesOf(face)).toEqual([face, face]);
  });

  it("says it in RFC 6749's characters, in a bounded length, whatever was sent", () => {
    for (const text of HOSTILE) {
      for (const flag of [true, false]) {
        const refusal = refuse(code, evidenceFor(reason, text, flag) as never);
        const said = wireText(reason.says(refusal.evidence as never));
        expect(said).toMatch(/^[\x20-\x21\x23-\x5B\x5D-\x7E]+$/);
        expect(said.length).toBeLessThanOrEqual(600);
        if (text === "plain") expect(said).toMatch(/[.?]$/);
        if (text === "plain") expect(said).not.toMatch(/undefined|\[object|NaN/);
      }
    }
  });

  it("says something where optional evidence is missing", () => {
    const full = evidenceFor(reason, "plain", true);
    const required = Object.entries(full).filter(([name]) => reason.evidence[name]?.optional === false);
    const said = reason.says(Object.fromEntries(required) as never);
    expect(said).not.toMatch(/undefined|\[object|NaN/);
  });
});
