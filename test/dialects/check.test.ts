/** `npm run dialects -- check` says what is wrong with a file, and where. */
import { describe, expect, it } from "vitest";
import { check, checkAll, knownOf } from "../../scripts/dialects/check.ts";
import { DIALECTS, dialectFiles, readDialect } from "../../scripts/dialects/file.ts";
import { writtenDialects } from "../../scripts/dialects/written.ts";

const SOUND = `provider: acme
name: Acme
kind: service
hosts: [login.acme.example]
pages:
  errors: { url: "https://acme.example/errors", kind: manual }
messages:
  - id: expired
    error: invalid_grant
    says: acme grant has run out
    only-here: true
    page: errors
    means:
      code/expired: { weight: 0.9, fix: "Redeem the code within ten seconds." }
    example: { error: invalid_grant, description: The acme grant has run out. }
  - id: unknown
    says: nobody knows this acme grant
    page: errors
    means: { code/unknown: 0.9 }
    example: Error, nobody knows this acme grant
`;

const other = (description: string, onlyHere = "") => `provider: other
name: Other
kind: service
pages: { errors: { url: "https://other.example/errors", kind: issue } }
messages:
  - id: theirs
    says: run out
    ${onlyHere}
    page: errors
    means: { code/expired: 0.9 }
    example: { error: invalid_grant, description: ${description} }
`;

function checked(source: string, ...others: string[]): readonly string[] {
  const known = knownOf(others.flatMap((one) => readDialect(`${DIALECTS}/other.yaml`, one).written ?? []));
  const { faults } = check(readDialect(`${DIALECTS}/acme.yaml`, source), known);
  return faults.map(({ line, says }) => `${line}: ${says}`);
}

const with_ = (from: string, to: string): string => {
  expect(SOUND).toContain(from);
  return SOUND.replace(from, to);
};

it("a sound file has nothing wrong", () => expect(checked(SOUND, other("it has run out"))).toEqual([]));

describe("a planted fault is found on its line", () => {
  it.each([
    ["no YAML", "name: Acme", "name: [Acme", /^\d+: This is not YAML: /],
    ["a tab", "    says: acme", "\tsays: acme", /^10: This is not YAML: there is a tab where spaces must be\.$/],
    ["a line too far left", "    says: acme", "   says: acme", /^10: .*the line is indented differently from/],
    ["an entry too far right", "  - id: unknown", "   - id: unknown", /^16: .*the line is indented differently from/],
    [
      "a colon in a text",
      "says: nobody knows",
      "says: nobody: knows",
      /^17: .*a text with a colon and a space after it needs quotes/,
    ],
    ["a colon within braces", "The acme grant has", "The acme: grant has", /^15: .*needs quotes within { }\.$/],
    ["a name twice", "    only-here: true", "    error: x", /^11: .*the same name is here twice\.$/],
    [
      "another word",
      "    says: acme",
      "    said: acme",
      /^10: messages: there is no member "said"; did you mean "says"\.$/,
    ],
    [
      "causes without weights",
      "means: { code/unknown: 0.9 }",
      "means: code/unknown",
      /^19: messages > means: must be a mapping of names to values/,
    ],
    ["a URL for a host", "hosts: [login", "hosts: [https://login", /^4: hosts: must be the name of a host/],
    [
      "an unknown member",
      "    only-here: true",
      "    only-hear: true",
      /^11: messages: there is no member "only-hear"; did you mean "only-here"\.$/,
    ],
    [
      "an unknown member of a meaning",
      "fix: ",
      "fixes: ",
      /^14: messages > means > code\/expired: there is no member "fixes"; did you mean "fix"\.$/,
    ],
    [
      "an unknown cause",
      "code/expired:",
      "code/expird:",
      /^14: There is no cause "code\/expird"; did you mean "code\/expired"\. docs\/reasons lists them all\.$/,
    ],
    [
      "a cause of another family",
      "code/unknown: 0.9",
      "grant/unknown: 0.9",
      /^19: There is no cause "grant\/unknown"; did you mean "\w[\w-]*\/unknown"/,
    ],
    ["a weight that is none", "weight: 0.9,", "weight: 9,", /^14: messages > means > code\/expired > weight: .*0\.99/],
    ["no page", "    page: errors\n    means: {", "    means: {", /^16: messages > page: this is required\.$/],
    [
      "a page without a name",
      "    page: errors\n    means: {",
      "    page: eror\n    means: {",
      /^18: There is no "eror" under pages; did you mean "errors"\.$/,
    ],
    [
      "a page that nobody cites",
      "kind: manual }",
      'kind: manual }\n  more: { url: "https://acme.example/more", kind: manual }',
      /^7: No message comes from the page "more"\.$/,
    ],
    [
      "a URL that is none",
      "https://acme.example/errors",
      "acme.example/errors",
      /^6: pages > errors > url: must be a URL that starts with https:\/\/\.$/,
    ],
    [
      "a kind that is none",
      "kind: manual }",
      "kind: blog }",
      /^6: pages > errors > kind: must be one of manual, source, issue\.$/,
    ],
    ["an id twice", "id: unknown", "id: expired", /^16: Two messages have the id "expired"\.$/],
    [
      "another file's name",
      "provider: acme",
      "provider: acne",
      /^1: The provider is "acne", so the file must be named acne\.yaml\.$/,
    ],
    [
      "a broken expression",
      "says: nobody knows this acme grant",
      "says: '/nobody (knows/'",
      /^17: messages > says: Invalid regular expression/,
    ],
    [
      "a flag that is none",
      "says: nobody knows this acme grant",
      "says: '/nobody knows/g'",
      /^17: messages > says: only the flags c and u may follow the last slash\.$/,
    ],
    [
      "an unsafe expression",
      "says: nobody knows this acme grant",
      "says: '/(\\w+ ?)+ knows/'",
      /^17: The pattern .* is not safe: .*repeats what repeats/,
    ],
    [
      "an example of something else",
      "description: The acme grant has run out.",
      "description: Something else.",
      /^15: The example does not match its own message: `says` isn't found in it\.$/,
    ],
    [
      "an example with another error",
      "{ error: invalid_grant, desc",
      "{ error: invalid_request, desc",
      /^15: The example does not match its own message: it has no error invalid_grant\.$/,
    ],
  ])("%s", (_, from, to, fault) => {
    const found = checked(with_(from, to), other("the grant has been used"));
    expect(found.length).toBeGreaterThan(0);
    expect(
      found.some((one) => fault.test(one)),
      found.join("\n"),
    ).toBe(true);
  });

  it("the general before the special", () => {
    const source = SOUND.replace("says: acme grant has run out", "says: acme grant").replace(
      "    error: invalid_grant\n",
      "",
    );
    expect(checked(source)).toEqual([
      '15: The message "expired" comes earlier in the file and matches this example: move "unknown" before it.',
    ]);
  });

  it("an example of another provider that matches", () => {
    expect(checked(SOUND, other("The acme grant has run out"))).toEqual([
      '11: "only-here" isn\'t true: "expired" matches the example of other/theirs too. Leave it out, or let `says` say more.',
    ]);
  });

  it("a mark of another provider that matches", () => {
    expect(checked(SOUND, other("it has run out", "only-here: true"))).toEqual([
      '15: The message other/theirs is marked as "only-here" and matches this example. Take its mark away, or let it say more.',
    ]);
  });
});

it("a cause that doesn't exist is one fault, not two", () =>
  expect(checked(with_("code/unknown:", "code/unknwn:"))).toHaveLength(1));

it("the first fault of the YAML is enough", () =>
  expect(checked(with_("    says: acme", "   says: acme"))).toHaveLength(1));

it("two providers of one name are found", () =>
  expect(checked(SOUND, other("it has run out").replace("name: Other", "name: ACME"))).toEqual([
    '2: other.yaml has the name "Acme" too.',
  ]));

it("all together are found to be as wrong as each among the others", () => {
  const files = [
    readDialect(`${DIALECTS}/acme.yaml`, SOUND.replace("says: acme grant has run out", "says: run out")),
    readDialect(`${DIALECTS}/other.yaml`, other("it has run out")),
  ];
  const { faults, notes } = checkAll(files);
  expect(faults.map(({ line, says }) => `${line}: ${says}`)).toEqual([
    expect.stringMatching(/^11: "only-here" isn't true: "expired" matches the example of other\/theirs too\./),
  ]);
  expect(notes).toEqual([]);
});

it("what was read of a file is the same when it is kept", () => {
  const fresh = dialectFiles().flatMap((file) => readDialect(file).written ?? []);
  for (const written of [writtenDialects(), writtenDialects()]) expect(written).toEqual(fresh);
});
