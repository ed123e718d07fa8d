/** Profiles of this process for whoever may send it a signal, with Node's own profiler. No port is opened. */
import { createWriteStream, rmSync, writeFileSync } from "node:fs";
import { Session } from "node:inspector/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { setTimeout as pause } from "node:timers/promises";
import { getHeapSnapshot } from "node:v8";
import type { Log } from "../ports/log.ts";
import { leaveOutcome, type ProfileRequest, profilesIn, type Taken, takeRequests } from "./profile-request.ts";

const MILLISECOND = 1_000;

let isBusy = false;

/** Makes what was asked for in the data directory, and says there and in the log how it ended. Never rejects. */
export async function answerProfileRequests(data: string, log: Log, now: Date): Promise<void> {
  try {
    const folder = profilesIn(data);
    const taken = takeRequests(folder, process.pid);
    if (taken.length === 0) log.warn({}, "SIGUSR2 without a request of candor profile is ignored");
    await Promise.all(taken.map((one) => answer(folder, one, log, now)));
  } catch (error) {
    log.error({ fault: (error as Error).message }, "no profile was written");
  }
}

async function answer(folder: string, { id, request }: Taken, log: Log, now: Date): Promise<void> {
  const file = join(folder, nameOf(request, process.pid, now));
  const fault = await faultOf(request, file);
  if (fault === undefined) log.notice({ file, kind: request.kind }, "a profile was written");
  else log.error({ fault, kind: request.kind }, "no profile was written");
  leaveOutcome(folder, id, fault === undefined ? { file } : { fault });
}

/** Says what went wrong. */
async function faultOf(request: ProfileRequest, file: string): Promise<string | undefined> {
  if (isBusy) return "Another profile is being made.";
  isBusy = true;
  try {
    await (request.kind === "heap" ? heapSnapshot(file) : cpuProfile(file, request.seconds));
    return undefined;
  } catch (error) {
    // Part of a snapshot is of no use, and has secrets.
    rmSync(file, { force: true });
    return (error as Error).message;
  } finally {
    isBusy = false;
  }
}

const nameOf = ({ kind }: ProfileRequest, pid: number, now: Date): string =>
  `${now.toISOString().replaceAll(/[-:]|\.\d+/g, "")}-${pid}.${kind === "heap" ? "heapsnapshot" : "cpuprofile"}`;

async function cpuProfile(file: string, seconds: number): Promise<void> {
  const session = new Session();
  session.connect();
  try {
    await session.post("Profiler.enable");
    await session.post("Profiler.start");
    await pause(seconds * MILLISECOND, undefined, { ref: false });
    const { profile } = await session.post("Profiler.stop");
    writeFileSync(file, JSON.stringify(profile), { mode: 0o600, flag: "wx" });
  } finally {
    session.disconnect();
  }
}

/** Node stops for as long as it counts what is in memory. */
const heapSnapshot = (file: string): Promise<void> =>
  pipeline(getHeapSnapshot(), createWriteStream(file, { mode: 0o600, flags: "wx" }));
