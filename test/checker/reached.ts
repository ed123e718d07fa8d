/**
 * Which probes a fault can't reach: those whose requests and responses, recorded without it, pass through it unchanged. A fault that
 * acts elsewhere than in its layer must change a request all the same, for instance by a header, or else its probe isn't run.
 */
import { type Checked, probesFor } from "../../src/checker/check.ts";
import { PROBES } from "../../src/checker/probes/index.ts";
import { REQUIREMENTS } from "../../src/requirements/index.ts";
import { both } from "./between.ts";
import type { Run } from "./checked.ts";
import { type Answer, type Between, bodyOf, type Faulty, type Message, type Mutant, targetOf } from "./through.ts";

/** A server that takes on faults, and how it is checked. */
export interface Subject {
  readonly issuer: string;
  readonly become: Faulty["become"];
  /** A layer that it has with every fault, and without one. */
  readonly behind?: Mutant["between"] | undefined;
  readonly check: (run: Run) => Promise<readonly Checked[]>;
}

interface Exchanged {
  readonly message: Message;
  readonly answer: Answer;
}

/** What was under way at the same time. */
type Batch = readonly Exchanged[];

/** What the server does without a fault. */
export interface Recorded {
  /** What was found. */
  readonly found: readonly Checked[];
  /** What was exchanged before the first probe. */
  readonly first: readonly Batch[];
  /** What each probe exchanged, in the order in which they ran. */
  readonly probes: ReadonlyMap<string, readonly Batch[]>;
  /** The probes in which the user goes somewhere. The first of them signs the user in. */
  readonly visiting: ReadonlySet<string>;
}

const NAMES = probesFor(REQUIREMENTS, PROBES);

/** Checks the server without a fault, and keeps what was exchanged. */
export async function recorded(subject: Subject): Promise<Recorded> {
  const first: Exchanged[][] = [];
  const probes = new Map<string, Exchanged[][]>();
  const visiting = new Set<string>();
  let into = first;
  let running = "";
  let under = 0;
  become(subject, {
    between: () => async (message, ask) => {
      if (under === 0) into.push([]);
      const [batch, kept] = [into.at(-1), messageCopy(message)];
      under += 1;
      const answer = await ask(message);
      under -= 1;
      batch?.push({ message: kept, answer: answerCopy(answer) });
      return answer;
    },
  });
  const progress = (at: number): void => {
    into = [];
    running = NAMES[at] ?? "";
    probes.set(running, into);
  };
  const found = await subject.check({ progress, visits: () => visiting.add(running) });
  return { found, first, probes, visiting };
}

/** Every so many faults, all probes run: what the others leave out must not matter. */
const EVERY = 16;

/** Faults by name, each with its place in the list. */
export const listed = (mutants: Readonly<Record<string, Mutant>>): (readonly [string, Mutant, number])[] =>
  Object.entries(mutants).map(([name, mutant], at) => [name, mutant, at] as const);

/** What a check finds with the fault, the `at`-th of its list. Probes that it doesn't reach find what they found without it. */
export async function checkedWith(
  subject: Subject,
  before: Recorded,
  mutant: Partial<Mutant>,
  at: number,
): Promise<readonly Checked[]> {
  const reached = at % EVERY === 0 ? new Set(NAMES) : await reachedBy(mutant, subject.issuer, before);
  become(subject, mutant);
  const probes = Object.fromEntries(Object.entries(PROBES).filter(([name]) => reached.has(name)));
  const [signing, ...others] = before.visiting;
  const signedIn = !reached.has(signing ?? "") && others.some((name) => reached.has(name));
  const found = await subject.check({ probes, signedIn });
  return found.map((one, nth) => (reached.has(probeOf(one)) ? one : (before.found[nth] as Checked)));
}

/** The name of the probe that decides it. */
const probeOf = ({ requirement }: Checked): string => requirement.by.split("/", 1)[0] ?? "";

function become({ become, behind }: Subject, { between, tls }: Partial<Mutant>): void {
  const layers = between === undefined || behind === undefined ? (between ?? behind) : both(between, behind);
  become({ ...(layers !== undefined && { between: layers }), ...(tls !== undefined && { tls }) });
}

/** The probes that the fault reaches; all of them if it changes what is known before the first one, or how connections are made. */
async function reachedBy(
  { between, tls }: Partial<Mutant>,
  issuer: string,
  { first, probes }: Recorded,
): Promise<ReadonlySet<string>> {
  const through = between?.({ issuer });
  if (tls !== undefined || through === undefined || (await changesAny(through, first))) return new Set(NAMES);
  const reached = new Set<string>();
  // All of them in their order, since it may remember.
  for (const [name, exchanges] of probes) if (await changesAny(through, exchanges)) reached.add(name);
  return reached;
}

async function changesAny(through: Between, batches: readonly Batch[]): Promise<boolean> {
  let any = false;
  for (const batch of batches)
    if ((await Promise.all(batch.map((one) => changes(through, one)))).includes(true)) any = true;
  return any;
}

/** Whether it is more than straight: another request or response, none, several, or one that is waited for. */
async function changes(through: Between, { message, answer }: Exchanged): Promise<boolean> {
  const asked: Message[] = [];
  const came = through(messageCopy(message), async (next) => {
    asked.push(next);
    return answerCopy(answer);
  });
  const isStraight = came.then(
    (one) =>
      asked.map(messageText).join() === messageText(message) &&
      asked.length === 1 &&
      answerText(one) === answerText(answer),
    () => false,
  );
  return !(await Promise.race([isStraight, new Promise((resolve) => setImmediate(resolve, false))]));
}

const messageText = (one: Message): string =>
  JSON.stringify([one.method, targetOf(one), [...one.headers], one.body, bodyOf(one)]);
const answerText = ({ status, headers, body }: Answer): string => JSON.stringify([status, [...headers], body]);

/** Faults may change what they are given. */
const messageCopy = (one: Message): Message => ({
  ...one,
  query: new URLSearchParams(one.query),
  headers: new Headers(one.headers),
  form: new URLSearchParams(one.form),
});
const answerCopy = (one: Answer): Answer => ({ ...one, headers: new Headers(one.headers) });
