/** The catalogue of reasons as Markdown: an index, and a page for each reason with its example and what goes over the wire. */

import { librariesFor, READ_ON } from "../src/libraries/index.ts";
import { familyNames, familyOf, headings, noteOf } from "../src/pages/families.ts";
import { type Cause, type CauseCode, causeCodes, causeOf, causesIn, isCause } from "../src/reasons/causes.ts";
import type { Reason } from "../src/reasons/define.ts";
import { exampleOf } from "../src/reasons/examples/index.ts";
import { type Code, codes, faceOf, isCode, reasonOf, statusOf } from "../src/reasons/index.ts";
import { namesOf } from "../src/reasons/names.ts";
import { sampleOf } from "../src/reasons/samples/index.ts";
import { answersOf, type Way } from "../src/render/answer.ts";
import { text } from "../src/render/markdown.ts";
import { onLines } from "../src/render/message.ts";
import { citation, type Section } from "../src/specs.ts";

/** Of the samples. */
export const ISSUER = "http://localhost:9400";

/** The pages, by their path below docs/. */
export function reasonPages(): Readonly<Record<string, string>> {
  return {
    "reasons/README.md": index(),
    ...Object.fromEntries(
      causeCodes.map((code) => [`reasons/${code}.md`, isCode(code) ? pageOf(code) : elsewherePage(causeOf(code))]),
    ),
  };
}

function index(): string {
  const families = familyNames.map((family) => {
    const { title, about } = headings[family];
    const rows = causesIn(family).map(
      ({ code, title }) => `| [\`${code}\`](${code}.md) | ${text(title)} | ${answered(code)} |`,
    );
    return [`## ${title}`, about, ["| reason | | returned as |", "|---|---|---|", ...rows].join("\n")].join("\n\n");
  });
  return [
    "# Reasons",
    `Everything for which Candor refuses a request: ${codes.length} reasons, by what they are about; and ${causeCodes.length - codes.length} causes that only other servers have, marked elsewhere. A running server shows the same under \`/errors\`. What the specifications say of the errors is in [standard error codes](../standard/errors.md).`,
    ...families,
    "",
  ].join("\n\n");
}

const answered = (code: CauseCode): string =>
  isCode(code) ? `\`${reasonOf(code).error}\`, ${statusOf(reasonOf(code))}` : "elsewhere";

/** A cause that other servers have. */
function elsewherePage({ code, title, cause, developer, operator, errors, cites, related }: Cause): string {
  const links = errors.map((error) => `[\`${error}\`](../../standard/errors.md#${error})`);
  return [
    `[Reasons](../README.md) / ${headings[familyOf(code)].title}`,
    `# ${text(title)}`,
    `\`${code}\`, ${links.length === 0 ? "which has no standard error" : `usually returned as ${links.join(", ")}`}. ${noteOf(errors)}`,
    text(cause),
    "## What to do",
    `**If you develop the application:** ${text(developer)}`,
    ...(operator === undefined ? [] : [`**If you administer the provider or the tenant:** ${text(operator)}`]),
    ...libraries(code),
    ...others(code, related),
    ...specifications(cites),
    "",
  ].join("\n\n");
}

const specifications = (cites: readonly Section[]): string[] => [
  "## In the specifications",
  cites.map((section) => `- [${text(citation(section))}](${section.url})`).join("\n"),
];

const block = (message: string): string => `\`\`\`http\n${message}\n\`\`\``;

function pageOf(code: Code): string {
  const reason = reasonOf(code);
  const family = familyOf(code);
  return [
    `[Reasons](../README.md) / ${headings[family].title}`,
    `# ${text(reason.title)}`,
    `\`${code}\`, returned with ${statusOf(reason)} [\`${reason.error}\`](../../standard/errors.md#${reason.error}).`,
    text(reason.cause),
    "## What to do",
    ...remedies(reason),
    ...libraries(code),
    "## An example",
    ...example(code),
    "## On the wire",
    ...wire(code),
    "## Who sees what",
    ...told(code, reason),
    ...others(code, reason.related),
    ...specifications(reason.cites),
    "",
  ].join("\n\n");
}

function remedies({ remedies: { person, developer, operator } }: Reason): string[] {
  return [
    ...(person === undefined ? [] : [`**If you were shown this while using an application:** ${text(person)}`]),
    `**If you develop the application:** ${text(developer)}`,
    ...(operator === undefined ? [] : [`**If you run the server:** ${text(operator)}`]),
  ];
}

/** A setting for each library, with where it was read. */
function libraries(code: CauseCode): string[] {
  const group = librariesFor(code);
  if (group === undefined) return [];
  const each = group.settings.flatMap(({ library, syntax, code: snippet, note, source }) => [
    `### ${library.replaceAll("_", "\\_")}`,
    `\`\`\`${syntax}\n${snippet}\n\`\`\``,
    `${note === undefined ? "" : `${text(note)} `}[Source](${source})`,
  ]);
  return [`## ${text(group.title)}`, `Each was read at its source on ${READ_ON}.`, ...each];
}

function example(code: Code): string[] {
  const { situation, refused, corrected, change, given = [], afterwards = [] } = exampleOf(code);
  const same = refused === corrected;
  const circumstances = (title: string, list: readonly string[]): string[] =>
    list.length === 0 ? [] : [`${title}: ${text(list.join("; "))}.`];
  return [
    text(situation),
    ...circumstances("Before it", given),
    same ? "The request, both times:" : "Refused:",
    block(onLines(refused)),
    ...circumstances("In between", afterwards),
    ...(same ? [] : ["Granted:", block(onLines(corrected))]),
    `**${same ? "What fixes it" : "What was changed"}:** ${text(change)}`,
  ];
}

const WAYS: Readonly<Record<Way, string>> = {
  json: "The response to the application:",
  bearer: "The API's response:",
  problem: "The admin API's response:",
  redirect: "By redirect, where the authorization endpoint refuses:",
  page: "A page for the user at the screen, with the reason and its reference for the developer.",
};

function wire(code: Code): string[] {
  return answersOf(code, ISSUER).flatMap(({ way, text: message }) =>
    way === "page" ? [WAYS.page] : [WAYS[way], block(message)],
  );
}

const READERS = {
  public: "anyone",
  client: "the client, once authenticated",
  owner: "the owner of the application",
  operator: "the operator",
} as const;

function told(code: Code, { evidence }: Reason): string[] {
  const face = faceOf(sampleOf(code));
  const hidden = face !== code;
  const rows = Object.entries(evidence).map(
    ([name, { label, audience, optional }]) =>
      `| \`${name}\` | ${text(label)}${optional ? " (where there is one)" : ""} | ${READERS[hidden && audience !== "operator" ? "owner" : audience]} |`,
  );
  return [
    hidden
      ? `From outside this is shown as [\`${face}\`](${pathFrom(face)}), which covers several causes, so that somebody who probes cannot distinguish them. The exact cause is for the owner of the application and the operator.`
      : "Everybody who gets the response sees this reason. The owner of the application and the operator see the refusal itself: the request, the checks, and fixes proved by replay.",
    ...(rows.length === 0 ? [] : [["| evidence | | who may read it |", "|---|---|---|", ...rows].join("\n")]),
  ];
}

const pathFrom = (to: CauseCode): string => `../${to}.md`;

function others(code: CauseCode, related: readonly string[] = []): string[] {
  const known = related.filter(isCause);
  const names = namesOf(code);
  return [
    ...(names.length === 0 ? [] : ["## Names elsewhere", names.map((name) => `\`${name}\``).join(", ")]),
    ...(known.length === 0
      ? []
      : [
          "## Related reasons",
          known.map((other) => `- [${text(causeOf(other).title)}](${pathFrom(other)})`).join("\n"),
        ]),
  ];
}
