/**
 * Carries out a request with an Idempotency-Key once, however often it is sent: what it did is kept, and sent again. A refused request has
 * done nothing, so it is decided again.
 */
import { setTimeout as wait } from "node:timers/promises";
import { KEYED_FOR, type KeyedRequest } from "../../ports/idempotency.ts";
import { isFree } from "../../ports/leases.ts";
import { type AdminOccasion, adminDecision, type KeyFault } from "../../protocol/admin/occasion.ts";
import type { Refused } from "../../protocol/occasion.ts";
import { isRefusal } from "../../reasons/index.ts";
import { decide } from "../decide.ts";
import type { Deps } from "../deps.ts";
import { callerOfKey, type KeyNames, type Made, namesOf, open, sealed } from "./kept-response.ts";

export interface Keyed {
  /** Whoever sent it. */
  readonly caller: Parameters<typeof callerOfKey>[0];
  /** The value of the header. */
  readonly key: string;
  /** Everything that makes it another request: method, URL, headers that matter, body. */
  readonly request: readonly string[];
  /** What it asks for, to refuse it. */
  readonly on: AdminOccasion;
}

/** How much is kept of one caller. */
const LIMITS = { count: 10_000, bytes: 32_000_000 };
/** After so many milliseconds without a sign of life, whoever carried it out is taken for dead. */
const HELD = 15_000;
/** A repetition waits for the first one: so often, for so many milliseconds. */
const [TRIES, PAUSE] = [40, 50];

/** Visible ASCII; a list of two values, as two headers become, has a space. As a string of RFC 8941 too, the form of the draft. */
const FORM = /^(?:"([\x21\x23-\x5b\x5d-\x7e]{1,255})"|([\x21\x23-\x7e]{1,255}))$/;

export async function once(
  deps: Deps,
  { caller, key, request, on }: Keyed,
  run: () => Promise<Made | Refused>,
): Promise<Made | Refused> {
  const turnAway = async (keyFault: KeyFault): Promise<Refused> => {
    const decided = await decide(adminDecision, { ...on, keyFault }, {});
    if (!isRefusal(decided)) throw new Error(`A key that is ${keyFault} is refused.`);
    return decided;
  };
  const [, quoted, bare] = FORM.exec(key) ?? [];
  const bareKey = quoted ?? bare;
  if (bareKey === undefined) return turnAway("malformed");
  const { idempotency, audit } = deps.storage;
  const names = namesOf(deps.keys, callerOfKey(caller), bareKey, request);
  const audited = (await audit.head()).number;
  for (let tries = 0; ; tries++) {
    const now = deps.clock();
    const begun = { ...names.stored, beganAt: now, heldUntil: now + HELD, audited };
    const standing = await idempotency.begin(begun);
    if (standing === undefined) return carryOut(deps, names, begun, run);
    const { kept } = standing;
    if (kept.request !== names.stored.request) return turnAway("reused");
    if (standing.is === "finished")
      return (standing.response && (await open(names, standing.response))) ?? turnAway("lost");
    if (isFree(kept.heldUntil, now, now + HELD)) {
      if (await mayHaveChanged(deps, caller.actor.id, kept)) return turnAway("lost");
      const held = { ...kept, heldUntil: now + HELD };
      if (await idempotency.hold(kept.id, kept.heldUntil, held.heldUntil)) return carryOut(deps, names, held, run);
    } else if (tries === TRIES) return turnAway("running");
    else await wait(PAUSE);
  }
}

/** Every change is committed together with its entry in the audit log. So without an entry, nothing was changed. */
async function mayHaveChanged({ storage }: Deps, actor: string, { audited, beganAt }: KeyedRequest): Promise<boolean> {
  const [newest] = await storage.audit.list({ actor, from: beganAt - KEYED_FOR, limit: 1 });
  return newest !== undefined && newest.number > audited;
}

async function carryOut(
  deps: Deps,
  names: KeyNames,
  { id, heldUntil }: KeyedRequest,
  run: () => Promise<Made | Refused>,
): Promise<Made | Refused> {
  const { idempotency } = deps.storage;
  let held = heldUntil;
  const holdUntil = async (until: number): Promise<void> => {
    if (await idempotency.hold(id, held, until)) held = until;
  };
  const timer = setInterval(() => void holdUntil(deps.clock() + HELD).catch(() => undefined), HELD / 3).unref();
  try {
    const made = await run();
    if (isRefusal(made)) await idempotency.forget(id);
    else await keep(deps, names, id, made);
    return made;
  } catch (error) {
    // Whether anything was changed is asked when it is sent again.
    await holdUntil(0).catch(() => undefined);
    throw error;
  } finally {
    clearInterval(timer);
  }
}

/** What was done is done, even if it can't be kept. */
async function keep({ storage, random, log }: Deps, names: KeyNames, id: string, made: Made): Promise<void> {
  try {
    await storage.idempotency.finish(id, await sealed(names, made, random), LIMITS);
  } catch (error) {
    log.warn({ fault: error instanceof Error ? error.name : "unknown" }, "a response could not be kept");
  }
}
