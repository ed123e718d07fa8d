/**
 * Keeps a few of the requests that were granted, so that a change can be tried on them before it is made. They pass the gate of refusals, and only
 * those are kept that are granted again when they are read back.
 */
import { createHash } from "node:crypto";
import type { Registry } from "../../ports/registry.ts";
import type { Granted, Success, UsageStore } from "../../ports/usage.ts";
import type { Occasion } from "../../protocol/occasion.ts";
import type { Thumbprint } from "../../protocol/record.ts";
import { occasionOf, type RecordedOccasion, recordOf } from "../../protocol/replay/record.ts";
import { replay } from "../../protocol/replay/replay.ts";
import type { OccasionGate } from "../gate.ts";

export interface ToSample {
  readonly on: Granted;
  readonly clientId: string;
  readonly kind: string;
  /** What tells apart requests of the same kind. */
  readonly variety: string;
  readonly registry: Registry;
}

export interface Sampled {
  offer(one: ToSample): void;
  /** Stores what waits. */
  flush(): Promise<void>;
}

const MINUTE = 60_000;
/** Successes of an application and kind that are kept. */
export const KEPT = 5;
/** Varieties whose last time is remembered. */
const REMEMBERED = 10_000;
/** How many wait at most: a few milliseconds of work in each flush. */
const WAITING = 25;
/** Characters. A usual record has two to four thousand. */
const LONGEST = 16_000;

/** Requests that were granted guess nothing, so their texts are counted together. */
const NETWORK = "granted";

interface SampleDeps {
  readonly store: Pick<UsageStore, "keep">;
  readonly gate: (registry: Registry) => OccasionGate;
  readonly thumbprint: Thumbprint;
}

export function sampledIn({ store, gate, thumbprint }: SampleDeps): Sampled {
  const last = new Map<string, number>();
  let waiting: readonly ToSample[] = [];

  /** The record; `undefined` if it isn't decided like its request. */
  function recordText(on: Occasion): string | undefined {
    const record = JSON.stringify(recordOf(on, thumbprint));
    if (record.length > LONGEST) return undefined;
    return replay(occasionOf(JSON.parse(record))).outcome.is === "granted" ? record : undefined;
  }

  async function keep({ on, clientId, kind, variety, registry }: ToSample): Promise<void> {
    const record = recordText(await gate(registry)(on, NETWORK, on.now));
    if (record !== undefined) await store.keep({ clientId, kind, variety: short(variety), at: on.now, record }, KEPT);
  }

  return {
    offer(one) {
      const key = `${one.clientId} ${one.kind} ${one.variety}`;
      const before = last.get(key);
      if (waiting.length >= WAITING || (before !== undefined && Math.abs(one.on.now - before) < MINUTE)) return;
      if (last.size >= REMEMBERED) last.clear();
      last.set(key, one.on.now);
      waiting = [...waiting, one];
    },
    async flush() {
      const all = waiting;
      waiting = [];
      for (const one of all) await keep(one);
    },
  };
}

/** Of fixed length, and without what was sent. */
const short = (variety: string): string => createHash("sha256").update(variety).digest("base64url").slice(0, 12);

/** What was granted, as it is decided again; `undefined` if this server can't read it. */
export function grantedIn({ record }: Success): Granted | undefined {
  try {
    const on = occasionOf(JSON.parse(record) as RecordedOccasion);
    return on.decision === "token" || on.decision === "authorization" ? on : undefined;
  } catch {
    return undefined;
  }
}
