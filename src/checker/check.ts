/** Runs the probes that the requirements need, and says of each requirement whether it is held. */
import type { Requirement, Requirements } from "../requirements/define.ts";
import { unmet } from "./conditions.ts";
import { type Exchange, statusOf } from "./exchange.ts";
import { all, type Finding, type Findings, unclear } from "./finding.ts";
import { CannotTell, type Lab } from "./lab.ts";
import type { Probe } from "./probe.ts";

export type Probes = Readonly<Record<string, Probe>>;

/** A requirement, and what was found out. */
export interface Checked extends Finding {
  readonly id: string;
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
    return withoutDoubtful(await probe.run(lab));
  } catch (error) {
    if (error instanceof CannotTell)
      return all(probe.finds, unclear(error.shows.some(isLimited) ? LIMITED : error.message, ...error.shows));
    if ((error as Error).name === "AbortError") throw error;
    return all(probe.finds, unclear(`The probe failed: ${(error as Error).message}`));
  }
}

const LIMITED = "The server takes no more requests for now. Try again later, with a lower rate.";

/** Too many requests (RFC 6585 4), or none for a while: what such a response shows is no fault. */
const isLimited = (exchange: Exchange): boolean => [429, 503].includes(statusOf(exchange));

/** Nothing is broken by a response that says "later", or by none at all. */
function withoutDoubtful(findings: Findings<string>): Findings<string> {
  const changed = Object.entries(findings).map(([name, finding]) => {
    if (finding.is !== "broken") return [name, finding] as const;
    const limited = finding.shows.find(isLimited);
    if (limited !== undefined) return [name, unclear(LIMITED, limited)] as const;
    const silent = finding.shows.find(({ came }) => came === undefined);
    return [
      name,
      silent === undefined ? finding : unclear(`There was no response: ${silent.failure}.`, silent),
    ] as const;
  });
  return Object.fromEntries(changed);
}
