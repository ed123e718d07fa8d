/** Looks at the keys of a database: whether the secret decrypts them, and when each began to sign. */
import { sealer } from "../../../adapters/keys/seal.ts";
import type { KeySchedule } from "../../../protocol/key-schedule.ts";
import type { Keys } from "../facts.ts";

/** A key as it is stored. */
export interface KeyRow {
  readonly kid: string;
  readonly use: string;
  readonly sealed: string;
  /** When it signs for the first time, in milliseconds since 1970. */
  readonly at: number;
}

/** `schedule`: that of the configuration, if it can be read. */
export function keysOf(rows: readonly KeyRow[], secret: string | undefined, schedule?: KeySchedule): Keys {
  const seals = sealer(secret);
  const faults = rows.flatMap(({ sealed }) => {
    try {
      seals.open(sealed);
      return [];
    } catch (error) {
      return [(error as Error).message];
    }
  });
  return {
    secret: secret !== undefined,
    ...(faults[0] !== undefined && { fault: faults[0] }),
    all: rows.map(({ kid, use, sealed, at }) => ({
      kid,
      use,
      encrypted: sealed.startsWith("sealed."),
      signsFrom: Number(at),
    })),
    ...(schedule?.every !== undefined && { every: schedule.every, ahead: schedule.ahead }),
  };
}
