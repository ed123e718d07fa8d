/** `candor apply`: plans what must change, prints it, and carries it out. */
import { realpathSync } from "node:fs";
import { resolve } from "node:path";
import { serverEnvironment } from "../../configuration/secret-files.ts";
import { carryOut, itemsIn } from "../../declared/carry-out.ts";
import type { Plan } from "../../declared/plan.ts";
import { conflictText, hidden, type Ids, planFile } from "../../declared/plan-file.ts";
import { readRegistry } from "../../declared/read.ts";
import type { RegistrationStore } from "../../ports/registrations.ts";
import { EXIT } from "../exit.ts";
import { hasDatabase, onRegistry } from "../on-registry.ts";
import { configuredIds } from "../registered-elsewhere.ts";
import type { ApplyOptions } from "./options.ts";
import { report, reportFaults, say } from "./report.ts";

/** Applies a file, and sets the exit code. */
export async function apply(file: string, options: ApplyOptions): Promise<void> {
  try {
    const path = absolute(file);
    const read = await readRegistry(path, file);
    const configured = await configuredIds(options);
    const environment = typeof read === "object" && read !== null ? serverEnvironment(process.env, read) : process.env;
    const planned = (current: Parameters<typeof planFile>[1]["current"]): Plan =>
      planFile(read, { ...options, path, current, configured, environment, now: Date.now() });
    // Looking must not make a database.
    const isNew = !(await hasDatabase(options));
    if (options.dryRun === true && isNew) report(planned([]), options);
    else await onRegistry(options, (store) => applyTo(store, planned, configured, options), isNew);
  } catch (error) {
    reportFaults(error, options);
  }
}

async function applyTo(
  store: RegistrationStore,
  planned: (current: Awaited<ReturnType<typeof itemsIn>>) => Plan,
  configured: Ids,
  options: ApplyOptions,
): Promise<void> {
  const plan = planned(await itemsIn(store));
  for (const { kind, id } of hidden(plan, configured))
    say(`Warning: the configuration file registers ${kind} ${id}, too. It wins as long as it does.`);
  if (options.dryRun === true || plan.changes.length === 0) {
    report(plan, options);
    return;
  }
  const done = await carryOut(store, plan.changes, {
    actor: { is: "file", id: plan.file },
    action: "registry/apply",
    target: { kind: "registry", id: plan.file },
    why: options.why,
    now: Date.now(),
  });
  if (typeof done === "number") {
    report(plan, options, done);
    return;
  }
  const { conflict, current } = done;
  process.exitCode = EXIT.not;
  say(conflictText(plan, conflict.kind, conflict.id, current !== undefined));
}

/** Without links, so that a file is the same owner by each of its names. */
function absolute(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return resolve(file);
  }
}
