/** `npm run dialects -- check`: what is wrong with the messages of a file, in plain words, with the line. */
import { buildView } from "../../src/doctor/build-view.ts";
import type { Dialect } from "../../src/doctor/dialects/define.ts";
import { toRegExp } from "../../src/doctor/dialects/pattern.ts";
import { read } from "../../src/doctor/read.ts";
import { matches } from "../../src/doctor/signatures.ts";
import { inputOf } from "./example.ts";
import type { DialectFile, Fault } from "./file.ts";
import { changesNothing, type Elsewhere, likeliest, matchedElsewhere, notFirst } from "./gates.ts";
import { dialectOf, dialectsOf } from "./pack.ts";
import { riskOf } from "./risk.ts";
import type { Written, WrittenMessage } from "./schema.ts";

/** What is wrong, and what may stay but is worth a look. */
export interface Checked {
  readonly faults: readonly Fault[];
  readonly notes: readonly Fault[];
}

interface Said {
  readonly path: readonly PropertyKey[];
  readonly says: string;
}

/** A dialect as it is written, and as the doctor uses it. */
export interface Known {
  readonly written: Written;
  readonly dialect: Dialect;
}

export function knownOf(written: readonly Written[]): readonly Known[] {
  const dialects = dialectsOf(written);
  return written.map((one, at) => ({ written: one, dialect: dialects[at] as Dialect }));
}

/** Checks a file, among all others. It replaces the one that is known of its provider. */
export function check(file: DialectFile, known: readonly Known[]): Checked {
  const { written } = file;
  if (written === undefined || file.faults.length > 0) return { faults: file.faults, notes: [] };
  const others = known.filter((one) => one.written.provider !== written.provider);
  const own = dialectOf(written);
  const all = [own, ...others.map(({ dialect }) => dialect)];
  const rest = others.map((one) => one.written);
  const clashes = [...matchedElsewhere(rest, [own]), ...matchedElsewhere([written], all.slice(1))];
  const faults = faultsOf(file, written, own, rest, clashes);
  // A message that doesn't match its example would change nothing either.
  return { faults, notes: faults.length > 0 ? [] : [...doubts(written, all)].map((said) => told(file, said)) };
}

/** Checks several files, each among all others. */
export function checkEach(files: readonly DialectFile[], written: readonly Written[]): Checked {
  const known = knownOf(written);
  return joined(files.map((file) => check(file, known)));
}

/** Checks all files at once, which takes far less time than each among the others. Notes are for files that are named. */
export function checkAll(files: readonly DialectFile[]): Checked {
  const all = knownOf(files.flatMap(({ written }) => written ?? []));
  const dialects = all.map(({ dialect }) => dialect);
  const written = all.map((one) => one.written);
  const clashes = matchedElsewhere(written, dialects);
  return joined(
    files.map((file) => {
      const own = all.find((one) => one.written === file.written);
      if (own === undefined) return { faults: file.faults, notes: [] };
      // Each clash once: at the message that claims to be alone.
      const { provider } = own.written;
      const mine = clashes.filter((one) => one.provider === provider);
      const rest = written.filter((one) => one !== own.written);
      return { faults: faultsOf(file, own.written, own.dialect, rest, mine), notes: [] };
    }),
  );
}

const joined = (checked: readonly Checked[]): Checked => ({
  faults: checked.flatMap(({ faults }) => faults),
  notes: checked.flatMap(({ notes }) => notes),
});

function faultsOf(
  file: DialectFile,
  written: Written,
  own: Dialect,
  others: readonly Written[],
  clashes: readonly Elsewhere[],
): readonly Fault[] {
  const examples = written.messages.flatMap((message, at) => ownExample(message, at, written, own));
  return [...namesakes(written, others), ...risks(written), ...examples, ...contested(written, clashes)].map((said) =>
    told(file, said),
  );
}

const told = ({ file, lineOf }: DialectFile, { path, says }: Said): Fault => ({ file, line: lineOf(path), says });

function* risks({ marks = [], messages }: Written): Generator<Said> {
  for (const [at, mark] of marks.entries()) {
    const risk = riskOf(mark);
    if (risk !== undefined) yield { path: ["marks", at], says: `The pattern ${mark} is not safe: ${risk}.` };
  }
  for (const [at, { says = [], parameter }] of messages.entries()) {
    for (const pattern of [...[says].flat(), ...(parameter?.like === undefined ? [] : [parameter.like])]) {
      const risk = riskOf(pattern);
      if (risk !== undefined)
        yield { path: ["messages", at, "says"], says: `The pattern ${pattern} is not safe: ${risk}.` };
    }
  }
}

/** Whether the message's own example leads to it. */
function ownExample(
  message: WrittenMessage,
  at: number,
  { provider, messages }: Written,
  own: Dialect,
): readonly Said[] {
  const { errors } = buildView(read(inputOf(message.example, provider)));
  if (errors.length === 0)
    return [
      {
        path: ["messages", at, "example"],
        says: "No error can be read from the example: see `example` in the schema.",
      },
    ];
  const firsts = errors.map((said) => own.signatures.findIndex((one) => matches(one, said)));
  if (firsts.includes(at)) return [];
  const other = messages[firsts.find((one) => one !== -1) ?? -1];
  const isFit = errors.some((said) => own.signatures[at] !== undefined && matches(own.signatures[at], said));
  if (isFit && other !== undefined) {
    const says = `The message "${other.id}" comes earlier in the file and matches this example: move "${message.id}" before it.`;
    return [{ path: ["messages", at, "id"], says }];
  }
  return [
    { path: ["messages", at, "example"], says: `The example does not match its own message: ${whyNot(message)}.` },
  ];
}

/** The first condition that the example doesn't meet, if it can be said. */
function whyNot({ error, says, status, endpoint, parameter, example }: WrittenMessage): string {
  const given = typeof example === "string" ? { text: example } : example;
  const text = Object.values(given).join("\n");
  const names = error === undefined ? [] : [error].flat();
  if (names.length > 0 && !names.some((name) => text.includes(name))) return `it has no error ${names.join(" or ")}`;
  const patterns = says === undefined ? [] : [says].flat();
  if (patterns.length > 0 && !patterns.some((one) => toRegExp(one).test(text))) return `\`says\` isn't found in it`;
  if (status !== undefined && !("status" in given)) return `it has no status ${[status].flat().join(" or ")}`;
  if (endpoint !== undefined || parameter !== undefined) return "its request has another endpoint or parameter";
  return "its error, its words or its status differ";
}

/** Wordings that are said to be one provider's, and are found at two. */
function* contested({ provider, messages }: Written, clashes: readonly Elsewhere[]): Generator<Said> {
  const own = clashes.filter((one) => one.provider === provider);
  for (const id of new Set(own.map((one) => one.id))) {
    const examples = own.filter((one) => one.id === id).map(({ example }) => example);
    yield {
      path: ["messages", messages.findIndex((one) => one.id === id), "only-here"],
      says: `"only-here" isn't true: "${id}" matches the ${listed([...new Set(examples)])} too. Leave it out, or let \`says\` say more.`,
    };
  }
  for (const { provider: other, id, example } of clashes.filter((one) => one.provider !== provider))
    yield {
      path: ["messages", messages.findIndex((one) => `${provider}/${one.id}` === example), "example"],
      says: `The message ${other}/${id} is marked as "only-here" and matches this example. Take its mark away, or let it say more.`,
    };
}

/** The first two, and how many more. */
const listed = (examples: readonly string[]): string =>
  examples.length === 1
    ? `example of ${examples[0]}`
    : `examples of ${examples.slice(0, 2).join(", ")}${examples.length > 2 ? ` and ${examples.length - 2} more` : ""}`;

/** Two providers of one name can't be told apart. */
function* namesakes({ name }: Written, others: readonly Written[]): Generator<Said> {
  const other = others.find((one) => one.name.toLowerCase() === name.toLowerCase());
  if (other !== undefined) yield { path: ["name"], says: `${other.provider}.yaml has the name "${name}" too.` };
}

/** What the whole doctor makes of the examples. */
function* doubts(written: Written, all: readonly Dialect[]): Generator<Said> {
  const { messages } = written;
  for (const [at, message] of messages.entries()) {
    const first = notFirst(written, message, all);
    if (first !== undefined)
      yield { path: ["messages", at, "means"], says: `The doctor says ${first} first, not ${likeliest(message)[0]}.` };
  }
  for (const id of changesNothing(written, all)) {
    const says = `Without "${id}", users would see the same. Give it a fix of its own, or leave it out.`;
    yield { path: ["messages", messages.findIndex((one) => one.id === id), "id"], says };
  }
}
