/** Runs the probes that the requirements need, and says of each requirement whether it is held. */
import type { Requirement, Requirements } from "../requirements/define.ts";
import { believed, saysNothing } from "./believed.ts";
import { unmet } from "./conditions.ts";
import { all, type Finding, type Findings, unclear } from "./finding.ts";
import { CannotTell, type Lab } from "./lab.ts";
import type { Probe } from "./probe.ts";

export type Probes = Readonly<Record<string, Probe>>;

/** A requirement, and what was found out. */
export interface Checked extends Finding {
  /** Of the requirement: `token/no-store`. */
  readonly id: string;
  /** What is required. */
  readonly requirement: Requirement;
}

/** Told whenever a probe begins. */
export type Progress = (done: number, of: number, probe: string) => void;

/** Checks the server. Probes run one after another, those that may end what others use last. Rejects only if `signal` of the sender is aborted. */
export async function check(
  lab: Lab,
  requirements: Requirements,
  probes: Probes,
  progress: Progress = () => {},
): Promise<readonly Checked[]> {
  const found = new Map<string, Findings<string>>();
  const names = probesFor(requirements, probes);
  for (const [at, name] of names.entries()) {
    progress(at, names.length, (probes[name] as Probe).does);
    found.set(name, await findings(probes[name] as Probe, lab));
  }
  await askRightly(lab);
  for (const [name, some] of found) found.set(name, believed(some, lab.heard, lab.target));
  return Object.entries(requirements).map(([id, requirement]) => {
    const [name = "", finding = ""] = requirement.by.split("/");
    return { id, requirement, ...(found.get(name)?.[finding] ?? unclear(`Nothing says ${requirement.by}.`)) };
  });
}

/** The probes that decide the requirements, in the order in which they run. */
export function probesFor(requirements: Requirements, probes: Probes): readonly string[] {
  const asked = new Set(Object.values(requirements).map(({ by }) => by.split("/", 1)[0]));
  const order = Object.keys(probes).filter((name) => asked.has(name));
  return [...order.filter((name) => !probes[name]?.harsh), ...order.filter((name) => probes[name]?.harsh)];
}

/** What goes wrong in a probe says nothing of the server. */
async function findings(probe: Probe, lab: Lab): Promise<Findings<string>> {
  const missing = unmet(probe.needs, lab.target);
  if (missing !== undefined) return all(probe.finds, { ...missing, shows: [] });
  try {
    return withSense(await probe.run(lab), probe.connects);
  } catch (error) {
    if (error instanceof CannotTell)
      return all(probe.finds, saysNothing(error.shows) ?? unclear(error.message, ...error.shows));
    if ((error as Error).name === "AbortError") throw error;
    return all(probe.finds, unclear(`The probe failed: ${(error as Error).message}`));
  }
}

function withSense(findings: Findings<string>, connects: boolean | undefined): Findings<string> {
  const sensible = (one: Finding): Finding =>
    one.is === "held" || one.is === "broken" ? (saysNothing(one.shows, connects) ?? one) : one;
  return Object.fromEntries(Object.entries(findings).map(([name, one]) => [name, sensible(one)]));
}

/** What tells whether the authorization endpoint says the same to everything: a request that it should accept. */
async function askRightly(lab: Lab): Promise<void> {
  const { heard, target } = lab;
  const { web } = target.clients;
  if (heard.last("authorization", target) === undefined || heard.isItself("authorization", target)) return;
  if (web?.redirect_uri !== undefined) await lab.authorizeUnknown(web).catch(() => undefined);
}
