/** What is read when somebody asks: the database, keys, sign-ins, memory, the event loop. */
import { performance } from "node:perf_hooks";
import type { Watched } from "../../ports/telemetry.ts";
import { FAMILIES } from "./families.ts";
import type { Point, Snapshot } from "./family.ts";

/** Milliseconds for which the database may take to respond. Prometheus waits for ten seconds. */
const PATIENCE = 2_000;

const one = (value: number, ...labels: readonly string[]): Point => ({ labels, value });

/** `version`: of Candor. */
export async function gauges({ keys, signIns, check }: Watched, version: string): Promise<Snapshot> {
  const began = performance.now();
  const isUp = await withinPatience(check);
  const took = performance.now() - began;
  const { running, waiting } = signIns();
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed } = process.memoryUsage();
  const standing = keys();
  return {
    [FAMILIES.build.name]: [one(1, version, process.versions.node)],
    [FAMILIES.storage.name]: [one(isUp ? 1 : 0)],
    [FAMILIES.storageCheck.name]: [one(took / 1_000)],
    [FAMILIES.keyMade.name]: standing.map(({ kid, alg, state, createdAt }) => one(createdAt / 1_000, kid, alg, state)),
    [FAMILIES.keyEnds.name]: standing.flatMap(({ kid, alg, state, signsUntil }) =>
      state === "signing" && signsUntil !== undefined ? one(signsUntil / 1_000, kid, alg) : [],
    ),
    [FAMILIES.signIns.name]: [one(running, "running"), one(waiting, "waiting")],
    [FAMILIES.loopActive.name]: [one(performance.eventLoopUtilization().active / 1_000)],
    [FAMILIES.heap.name]: [one(heapUsed)],
    [FAMILIES.cpu.name]: [one((user + system) / 1e6)],
    [FAMILIES.memory.name]: [one(rss)],
    [FAMILIES.started.name]: [one(performance.timeOrigin / 1_000)],
  };
}

async function withinPatience(check: () => Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((done) => {
    timer = setTimeout(done, PATIENCE, false);
  });
  const checked = check().then(
    () => true,
    () => false,
  );
  const isUp = await Promise.race([checked, late]);
  clearTimeout(timer);
  return isUp;
}
