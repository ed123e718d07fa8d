/** Registers many applications in one call: each line is decided like a request of its own. */
import { setImmediate } from "node:timers/promises";
import { application } from "../../admin/application.ts";
import { addApplications, NDJSON } from "../../admin/bulk.ts";
import type { AuditEntry } from "../../ports/audit.ts";
import type { StoredApplication } from "../../ports/registered.ts";
import { StorageUnavailable } from "../../ports/storage.ts";
import { BULK } from "../../protocol/admin/bulk.ts";
import { adminDecision } from "../../protocol/admin/occasion.ts";
import type { Refused } from "../../protocol/occasion.ts";
import { ADMIN_PATH } from "../../protocol/scope/catalogue.ts";
import { isRefusal } from "../../reasons/index.ts";
import { decide } from "../decide.ts";
import type { Deps } from "../deps.ts";
import { bulkReports, type Outcome } from "./bulk-report.ts";
import type { Caller } from "./caller.ts";
import { changeOf, finished, judge, refreshed } from "./change.ts";
import { handled } from "./operate.ts";
import { newClientId } from "./secret.ts";

interface Line {
  readonly line: number;
  readonly text: string;
  readonly newId: string;
}

/** One line that may be registered. */
interface Fit {
  readonly line: number;
  readonly id: string;
  readonly after: StoredApplication;
  readonly secret: string | undefined;
}
type Judged = Fit | { readonly line: number; readonly refused: Refused };

interface Bulk {
  readonly caller: Caller;
  /** Whether one refused line refuses all of them. */
  readonly isWhole: boolean;
  readonly dryRun: boolean;
  /** The ids of earlier batches. */
  readonly seen: Set<string>;
}

/** Lines that are registered together if each line counts for itself. */
const BATCH = 200;
/** After so many lines, other requests get their turn. */
const TURN = 20;
const ATTEMPTS = 3;

const isFit = (one: Judged): one is Fit => !("refused" in one);

async function judgeLine(deps: Deps, caller: Caller, { line, text, newId }: Line, taken: Set<string>): Promise<Judged> {
  const now = deps.clock();
  const request = {
    ...{ of: application, method: "POST", path: ADMIN_PATH + BULK.path, caller, body: text },
    act: "add" as const,
    ...{ contentType: "application/json", ifMatch: undefined, wrongParameter: undefined },
  };
  const { on, content } = await judge(deps, request, newId, now);
  const decided = await decide(
    adminDecision,
    {
      ...on,
      ...(on.unreadable !== undefined && { unreadable: `has line ${line}, which ${on.unreadable}` }),
      ...(taken.has(on.id) && { found: "storage" as const }),
    },
    {},
  );
  if (isRefusal(decided)) return { line, refused: decided };
  taken.add(on.id);
  const { after, secret } = finished<"application">(deps, content, now);
  return { line, id: on.id, after: after as StoredApplication, secret };
}

/** Registers these lines in one step. If what is registered changes meanwhile, all of them are decided again. */
async function registerBatch(given: Deps, lines: readonly Line[], bulk: Bulk): Promise<readonly Outcome[]> {
  const { caller, isWhole, dryRun, seen } = bulk;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const deps = attempt === 0 ? given : await refreshed(given);
    const taken = new Set(seen);
    const judged: Judged[] = [];
    for (const line of lines) {
      judged.push(await judgeLine(deps, caller, line, taken));
      if (judged.length % TURN === 0) await setImmediate();
    }
    const fit = judged.filter(isFit);
    const isHindered = isWhole && fit.length < judged.length;
    if (isHindered || dryRun || fit.length === 0)
      return judged.map((one) =>
        isFit(one) ? { line: one.line, is: isHindered ? "hindered" : "permitted" } : { ...one, is: "refused" },
      );
    const changes = await Promise.all(
      fit.map(({ id, after }) => changeOf(deps, { of: application, id }, undefined, after)),
    );
    const version = await deps.storage.registrations.change(changes, entryOf(caller, fit, deps.clock()));
    if (typeof version !== "number") continue;
    await deps.registries.refresh();
    for (const { id } of fit) seen.add(id);
    return judged.map((one) =>
      isFit(one) ? { line: one.line, is: "registered", id: one.id, secret: one.secret } : { ...one, is: "refused" },
    );
  }
  throw new StorageUnavailable("busy", "what is registered changes too often");
}

/** One entry for all: how many there are, and the most that they may do. */
function entryOf({ actor }: Caller, fit: readonly Fit[], now: number): AuditEntry {
  const scopes = new Set(fit.flatMap(({ after }) => after.client.scopes));
  return {
    ...{ at: now, actor, action: "application/add-many" },
    target: { kind: "application", id: `${fit.length} applications` },
    after: {
      applications: fit.length,
      ...{ first: fit[0]?.id, last: fit.at(-1)?.id, scope: [...scopes].sort().join(" ") },
      secrets: fit.filter(({ secret }) => secret !== undefined).length,
    },
  };
}

/** As many batches as are needed. A batch is registered when its reports are read, so that nothing happens that nobody hears of. */
async function* inBatches(deps: Deps, lines: readonly Line[], bulk: Bulk): AsyncGenerator<Outcome> {
  for (let at = 0; at < lines.length; at += BATCH) yield* await registerBatch(deps, lines.slice(at, at + BATCH), bulk);
}

/** The lines, or what is wrong with all of them. The last line may end like the others. */
function linesIn(deps: Deps, text: string): readonly Line[] | string {
  if (text.trim() === "") return "has no lines";
  // One more than allowed and what follows its end: not as many as a hostile body has.
  const all = text.split("\n", BULK.lines + 2);
  if (all.at(-1) === "") all.pop();
  if (all.length > BULK.lines) return `has more than ${BULK.lines} lines`;
  return all.map((one, at) => ({ line: at + 1, text: one, newId: newClientId(deps) }));
}

export const BULK_OPERATIONS = [
  handled(addApplications, async ({ deps, caller, text, query, dryRun, judge: judged }) => {
    // Whoever has a quota registers one at a time.
    const beyondRole = caller.own && { role: caller.role, needs: addApplications.scope };
    const lines = linesIn(deps, text);
    const refused = await judged({ beyondRole, unreadable: typeof lines === "string" ? lines : undefined });
    if (refused !== undefined) return refused;
    const isWhole = query.mode !== "each";
    const bulk: Bulk = { caller, isWhole, dryRun, seen: new Set() };
    const found = lines as readonly Line[];
    if (!isWhole) return { stream: bulkReports(deps.issuer, inBatches(deps, found, bulk)), type: NDJSON };
    const all = await registerBatch(deps, found, bulk);
    const isRefused = all.some(({ is }) => is === "refused");
    return { stream: bulkReports(deps.issuer, all), type: NDJSON, ...(isRefused && { status: 422 }) };
  }),
];
