/** How a dialect is compiled: its head, which every input is compared with, and the rest, which is read when a message may fit. */

import type { CauseCode } from "../../reasons/causes.ts";
import { causeOf } from "../../reasons/causes.ts";
import type { Departure, Dialect, Mark, Meaning, Signature, Source } from "./define.ts";
import { anyOf } from "./pattern.ts";

export interface Head {
  readonly provider: string;
  readonly name: string;
  readonly kind: Dialect["kind"];
  readonly hosts?: readonly string[];
  /** A pattern, and what it needs. */
  readonly marks?: readonly (readonly [pattern: string, ...needs: string[]])[];
  /** How many messages it has. */
  readonly count: number;
}

export interface Rest {
  readonly pages: readonly (readonly [url: string, kind: Source["kind"], read?: string])[];
  /** A list, or what reads each message as it is needed. */
  readonly messages: { at(place: number): PackedMessage | undefined };
  readonly departures?: readonly Departure[];
}

/** 0 is nothing, and zeros at the end are left out. */
export type PackedMessage = readonly [
  id: string,
  page: number,
  /** A fix of 0 is that of the cause. */
  means: readonly (readonly [reason: CauseCode, weight: number, fix?: string | 0, tell?: string])[],
  distinctive?: 0 | 1,
  says?: readonly string[] | 0,
  error?: string | readonly string[] | 0,
  status?: number | readonly number[],
  endpoint?: Signature["endpoint"] | 0,
  parameter?: readonly [name: string, like?: string],
];

/** The dialect. The rest is asked for once, when a message may fit. */
export function unpacked(
  { provider, name, kind, hosts = [], marks = [], count }: Head,
  load: () => Rest,
  placesIn: Dialect["placesIn"],
): Dialect {
  let rest: Rest | undefined;
  const loaded = (): Rest => {
    rest ??= load();
    return rest;
  };
  const made: (Signature | undefined)[] = [];
  const signature = (at: number): Signature | undefined => {
    made[at] ??= signatureOf(loaded(), at);
    return made[at];
  };
  return {
    provider,
    name,
    kind,
    hosts,
    marks: marks.map(markOf),
    placesIn,
    signature,
    get signatures() {
      return Array.from({ length: count }, (_, at) => signature(at)).filter((one) => one !== undefined);
    },
    get departures() {
      return loaded().departures ?? [];
    },
  };
}

const markOf = ([pattern, ...needs]: readonly [string, ...string[]]): Mark => ({ ...anyOf([pattern]), needs });

function signatureOf({ pages, messages }: Rest, at: number): Signature | undefined {
  const message = messages.at(at);
  const [url, kind, read] = pages[message?.[1] ?? -1] ?? [];
  if (message === undefined || url === undefined || kind === undefined) return undefined;
  const [id, , means, distinctive, says, error, status, endpoint, parameter] = message;
  return {
    id,
    error: error || undefined,
    says: says ? anyOf(says) : undefined,
    status: status || undefined,
    endpoint: endpoint || undefined,
    parameter: parameter && {
      name: parameter[0],
      like: parameter[1] === undefined ? undefined : anyOf([parameter[1]]),
    },
    distinctive: distinctive === 1,
    means: means.map(meaningOf),
    page: url,
    source: { url, kind, read },
  };
}

const meaningOf = ([reason, weight, fix = 0, tell]: PackedMessage[2][number]): Meaning => ({
  reason,
  weight,
  fix: fix === 0 ? causeOf(reason).developer : fix,
  tell,
});
