/** Asks a running server for a profile, and waits for it. */
import { readFileSync, statSync } from "node:fs";
import { constants } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import { leaveRequest, type ProfileOutcome, profilesIn, takeOutcome } from "../../running/profile-request.ts";
import { directoryOf, said } from "../data-directory.ts";
import { EXIT } from "../exit.ts";
import type { ProfileOptions } from "./options.ts";

/** Milliseconds: between two looks, and for everything but the recording. A snapshot of a large server takes long. */
const [BETWEEN, MORE] = [50, 120_000];

export async function profile(pid: number, options: ProfileOptions): Promise<void> {
  try {
    const outcome = await asked(pid, options);
    if ("fault" in outcome) throw new Error(outcome.fault);
    console.log(outcome.file);
    process.stderr.write(
      options.heap === true
        ? "It can contain secrets and users' data. Give it to nobody, and delete it after use. Open it in Chromium's DevTools under Memory.\n"
        : "Open it in Chromium's DevTools under Performance, or in an editor.\n",
    );
  } catch (error) {
    process.exitCode = EXIT.not;
    process.stderr.write(`${said(error)}\n`);
  }
}

async function asked(pid: number, options: ProfileOptions): Promise<ProfileOutcome> {
  const { heap, seconds } = options;
  refuseOthers(pid);
  // Says who may, before anything is written.
  signal(pid, 0);
  const owner = ownerFor(pid);
  const folder = profilesIn(await directoryOf(options), owner);
  const id = leaveRequest(folder, pid, heap === true ? { kind: "heap" } : { kind: "cpu", seconds }, owner);
  signal(pid, "SIGUSR2");
  const end = performance.now() + (heap === true ? 0 : seconds * 1_000) + MORE;
  for (;;) {
    // Looked at before the outcome, which an ending process may leave at the last moment.
    const isAlive = listensFor(pid);
    const outcome = takeOutcome(folder, id);
    if (outcome !== undefined) return outcome;
    if (!isAlive) return { fault: `Process ${pid} ended before the profile was written.` };
    if (performance.now() > end)
      return { fault: `Process ${pid} wrote no profile. Does it use ${folder}? Its log says what went wrong.` };
    await pause(BETWEEN);
  }
}

/** The signal ends programs that don't know it, so it is sent to none of them. */
function refuseOthers(pid: number): void {
  if (process.platform !== "linux") throw new Error("Profiles can be asked for on Linux only.");
  const listens = listensFor(pid);
  if (listens === undefined) throw new Error(`There is no process ${pid}.`);
  if (listens) return;
  const workers = childrenOf(pid).filter((child) => listensFor(child));
  throw new Error(
    workers.length > 0
      ? `Process ${pid} only supervises workers. Name one of them: ${workers.join(", ")}.`
      : `Process ${pid} isn't a server that makes profiles.`,
  );
}

/** Whether the process handles SIGUSR2. `undefined` if there is no such process. */
function listensFor(pid: number): boolean | undefined {
  const status = ofProcess(`/proc/${pid}/status`);
  const [, mask] = /^SigCgt:\s*([0-9a-f]+)$/m.exec(status ?? "") ?? [];
  return mask === undefined ? undefined : ((BigInt(`0x${mask}`) >> BigInt(constants.signals.SIGUSR2 - 1)) & 1n) === 1n;
}

const childrenOf = (pid: number): readonly number[] =>
  (ofProcess(`/proc/${pid}/task/${pid}/children`) ?? "").split(" ").filter(Boolean).map(Number);

function ofProcess(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

/** Root asks in the name of the server's user. */
function ownerFor(pid: number): number | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const { uid } = statSync(`/proc/${pid}`);
  return uid === 0 ? undefined : uid;
}

function signal(pid: number, name: NodeJS.Signals | 0): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") throw error;
    throw new Error(`Process ${pid} belongs to another user. Run this as the server's user or as root.`);
  }
}
