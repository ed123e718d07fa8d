/** What is read of the journal as a whole: how many refusals there were, and of which kinds. It is kept as refusals are, so reading it takes no time. */

/** Milliseconds of the shortest period that is counted. */
export const COUNTED_PERIOD = 3_600_000;
/** A group begins again when nothing of it was refused for this long. */
export const SILENCE = 86_400_000;

/** Which refusals are meant. What is not given doesn't matter. */
export interface RefusalsBy {
  /** Of one of these applications. An empty text means those of none. */
  readonly clientId?: string | readonly string[] | undefined;
  /** A code, or a family of them. */
  readonly code?: string | undefined;
  readonly endpoint?: string | undefined;
  readonly network?: string | undefined;
  /** From this time on. */
  readonly from?: number | undefined;
  /** Before this time. */
  readonly to?: number | undefined;
}

export interface CountedBy extends RefusalsBy {
  readonly from: number;
  readonly to: number;
  /** Length of a period: a multiple of `COUNTED_PERIOD`. */
  readonly period: number;
}

/** How often something was refused in a period, with what was only counted under other refusals. */
export interface RefusalCount {
  /** When the period begins. */
  readonly at: number;
  readonly code: string;
  readonly total: number;
}

/** Refusals of one application for one cause. */
export interface RefusalGroup {
  readonly code: string;
  readonly clientId: string | undefined;
  /** The first one that the journal still has. */
  readonly firstAt: number;
  /** The last one before a silence of at least `SILENCE`. */
  readonly before: number | undefined;
  /** The first one after that silence. */
  readonly since: number;
  readonly lastAt: number;
  /** How many since `since`; with an endpoint in the filter, there. */
  readonly total: number;
  /** How many networks they came from. */
  readonly networks: number;
}

export interface GroupedBy extends RefusalsBy {
  /** The group after which the list continues. */
  readonly after?: Pick<RefusalGroup, "lastAt" | "code" | "clientId"> | undefined;
  readonly limit: number;
}

export interface RefusalViews {
  /** Of the periods that begin from `from` on and before `to`, both rounded down to a period. In the order of time and code. */
  counts(by: CountedBy): Promise<readonly RefusalCount[]>;
  /**
   * Groups with a matching refusal: the one with the latest refusal first, then by code and application. By endpoint or network, the group need only
   * have one from there.
   */
  groups(by: GroupedBy): Promise<readonly RefusalGroup[]>;
}
