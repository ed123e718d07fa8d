/**
 * Which probes a fault can't reach: those whose requests and responses, recorded without it, pass through it unchanged, and which
 * read nothing of the metadata that it changes. A fault that acts elsewhere than in its layer must change a request all the same, for
 * instance by a header, or else its probe isn't run.
 */
import { type Checked, probesFor } from "../../src/checker/check.ts";
import { PROBES } from "../../src/checker/probes/index.ts";
import type { Target } from "../../src/checker/target.ts";
import type { Requirement } from "../../src/requirements/define.ts";
import { REQUIREMENTS } from "../../src/requirements/index.ts";
import { isThorough, someOf } from "../breadth.ts";
import { both } from "./between.ts";
import type { Run } from "./checked.ts";
import { changedBetween, EVERYTHING, noting, type Read, SHARED } from "./metadata-read.ts";
import type { Between, Faulty, Mutant } from "./through.ts";
import { answerCopy, answerThrough, type Exchanged, exchanged, isAsRecorded, messageCopy } from "./unchanged.ts";

/** A server that takes on faults, and how it is checked. */
export interface Subject {
  readonly issuer: string;
  readonly become: Faulty["become"];
  /** A layer that it has with every fault, and without one. */
  readonly behind?: Mutant["between"] | undefined;
  readonly check: (run: Run) => Promise<readonly Checked[]>;
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
  /** What each probe read of the metadata, and what was read before the first one. */
  readonly reads: ReadonlyMap<string, ReadonlySet<string>>;
  /** The probes in which the user goes somewhere. The first of them signs the user in. */
  readonly visiting: ReadonlySet<string>;
}

const NAMES = probesFor(REQUIREMENTS, PROBES);

/** Checks the server without a fault, over sockets if `isDirect` is false, and keeps what was exchanged. */
export async function recorded(subject: Subject, isDirect = true): Promise<Recorded> {
  const first: Exchanged[][] = [];
  const probes = new Map<string, Exchanged[][]>();
  const reads = new Map([["", new Set<string>()]]);
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
      batch?.push(exchanged(kept, answerCopy(answer)));
      return answer;
    },
  });
  const progress = (at: number): void => {
    into = [];
    running = NAMES[at] ?? "";
    probes.set(running, into);
    reads.set(running, new Set());
  };
  const given = (target: Target): Target => noting(target, (member) => reads.get(running)?.add(member));
  const found = await subject.check({ isDirect, progress, given, visits: () => visiting.add(running) });
  return { found, first, probes, reads, visiting };
}

/** Every so many faults, all probes run: what the others leave out must not matter. */
const EVERY = isThorough ? 16 : 50;
/**
 * A fault meets one in so many of the probes that it reaches and that need not find it, each fault others: so each of these probes
 * still meets a share of all kinds of faults, and must find nothing.
 */
const SHARE = isThorough ? 1 : 10;

/** A fault with its name and its place in the list of all. */
type Listed = readonly [name: string, mutant: Mutant, at: number];

/** Faults by name. `first`: the place of the first one, in a list of several such lists. */
export const allOf = (mutants: Readonly<Record<string, Mutant>>, first = 0): readonly Listed[] =>
  Object.entries(mutants).map(([name, mutant], at) => [name, mutant, first + at] as const);

/** A tenth of them, others in each run. */
export const listed = (mutants: Readonly<Record<string, Mutant>>, first = 0): readonly Listed[] =>
  someOf(allOf(mutants, first), first);

/**
 * What a check finds with the fault, the `at`-th of its list. Probes that it doesn't reach, or that it doesn't meet, find what they
 * found without it.
 */
export async function checkedWith(
  subject: Subject,
  before: Recorded,
  mutant: Partial<Mutant>,
  at: number,
): Promise<readonly Checked[]> {
  const reached = at % EVERY === 0 ? new Set(NAMES) : met(mutant, at, await reachedBy(mutant, subject.issuer, before));
  become(subject, mutant);
  const probes = Object.fromEntries(Object.entries(PROBES).filter(([name]) => reached.has(name)));
  const [signing, ...others] = before.visiting;
  const signedIn = !reached.has(signing ?? "") && others.some((name) => reached.has(name));
  const found = await subject.check({ probes, signedIn, isDirect: true });
  return found.map((one, nth) => (reached.has(probeOf(one)) ? one : (before.found[nth] as Checked)));
}

/** The name of the probe that decides it. */
const probeOf = ({ requirement }: Checked): string => probeIn(requirement);
const probeIn = ({ by }: Requirement): string => by.split("/", 1)[0] ?? "";

/** Of the probes that the fault reaches, those that must find it, and its share of the others; all of them if none must find it. */
function met(
  { breaks = [], hides = [] }: Partial<Mutant>,
  at: number,
  reached: ReadonlySet<string>,
): ReadonlySet<string> {
  if (breaks.length === 0) return reached;
  const judging = new Set([...breaks, ...hides].map((id) => probeIn(REQUIREMENTS[id] as Requirement)));
  const isItsTurn = (name: string): boolean => (NAMES.indexOf(name) + at) % SHARE === 0;
  return new Set([...reached].filter((name) => judging.has(name) || isItsTurn(name)));
}

function become({ become, behind }: Subject, { between, tls }: Partial<Mutant>): void {
  const layers = between === undefined || behind === undefined ? (between ?? behind) : both(between, behind);
  become({ ...(layers !== undefined && { between: layers }), ...(tls !== undefined && { tls }) });
}

/** The probes that the fault reaches; all of them if it changes how the metadata is read, or how connections are made. */
async function reachedBy(
  { between, tls }: Partial<Mutant>,
  issuer: string,
  { first, probes, reads }: Recorded,
): Promise<ReadonlySet<string>> {
  const through = between?.({ issuer });
  if (tls !== undefined || through === undefined) return new Set(NAMES);
  const changed = await changedIn(through, issuer, first);
  const isShared = (member: string): boolean => SHARED.test(member) || reads.get("")?.has(member) === true;
  if (changed === undefined || changed.some(isShared)) return new Set(NAMES);
  const reached = new Set<string>();
  for (const [name, members] of reads) if (changed.some((member) => members.has(member))) reached.add(name);
  // All of them in their order, since it may remember.
  for (const [name, exchanges] of probes) if (await changesAny(through, exchanges)) reached.add(name);
  return reached;
}

/** The members of the metadata that are changed; `undefined` if more than the documents is. */
async function changedIn(
  through: Between,
  issuer: string,
  first: readonly Batch[],
): Promise<readonly string[] | undefined> {
  const after: Read[] = [];
  let isSame = true;
  for (const batch of first) {
    const answers = await Promise.all(batch.map((one) => answerThrough(through, one)));
    for (const [at, one] of batch.entries()) {
      const answer = answers[at];
      if (answer === undefined) return undefined;
      isSame &&= isAsRecorded(answer, one);
      after.push({ message: one.message, answer });
    }
  }
  if (isSame) return [];
  const changed = await changedBetween(issuer, first.flat(), after);
  return changed && [EVERYTHING, ...changed];
}

async function changesAny(through: Between, batches: readonly Batch[]): Promise<boolean> {
  let any = false;
  for (const batch of batches) {
    const answers = await Promise.all(batch.map((one) => answerThrough(through, one)));
    any ||= batch.some((one, at) => !isAsRecorded(answers[at], one));
  }
  return any;
}
