/** `npm run dialects -- check`: what is wrong with the messages of a file, in plain words, with the line. */
import { buildView } from "../../src/doctor/build-view.ts";
import type { Dialect } from "../../src/doctor/dialects/define.ts";
import { toRegExp } from "../../src/doctor/dialects/pattern.ts";
import { read } from "../../src/doctor/read.ts";
import { matches } from "../../src/doctor/signatures.ts";
import { inputOf } from "./example.ts";
import type { DialectFile, Fault } from "./file.ts";
import { changesNothing, likeliest, matchedElsewhere, notFirst } from "./gates.ts";
import { dialectOf } from "./pack.ts";
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

export const knownOf = (written: Written): Known => ({ written, dialect: dialectOf(written) });

/** Checks a file, among all others. It replaces the one that is known of its provider. */
export function check(file: DialectFile, known: readonly Known[]): Checked {
  const { written } = file;
  if (written === undefined || file.faults.length > 0) return { faults: file.faults, notes: [] };
  const others = known.filter((one) => one.written.provider !== written.provider);
  const rest = others.map((one) => one.written);
  const own = dialectOf(written);
  const all = [own, ...others.map(({ dialect }) => dialect)];
  const told = ({ path, says }: Said): Fault => ({ file: file.file, line: file.lineOf(path), says });
  const alone = [
    ...risks(written),
    ...written.messages.flatMap((message, at) => ownExample(message, at, written, own)),
  ];
  return {
    faults: [...alone, ...contested(written, rest, all)].map(told),
    notes: alone.length > 0 ? [] : [...doubts(written, all)].map(told),
  };
}

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
function* contested(written: Written, rest: readonly Written[], all: readonly Dialect[]): Generator<Said> {
  const { provider, messages } = written;
  for (const { id, example } of matchedElsewhere(rest, all.slice(0, 1))) {
    const at = messages.findIndex((one) => one.id === id);
    const says = `"only-here" isn't true: "${id}" matches the example of ${example} too. Leave it out, or let \`says\` say more.`;
    yield { path: ["messages", at, "only-here"], says };
  }
  for (const found of matchedElsewhere([written], all.slice(1))) {
    const at = messages.findIndex((one) => `${provider}/${one.id}` === found.example);
    const says = `The message ${found.provider}/${found.id} is marked as "only-here" and matches this example. Take its mark away, or let it say more.`;
    yield { path: ["messages", at, "example"], says };
  }
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
