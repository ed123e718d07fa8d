/**
 * Makes ids that grow with time and stay below 2^53, so that rows are appended to their tables. No two processes on one storage
 * make the same id. An id contains no secret and no count. It reveals only roughly when it was made.
 */
export type Ids = (now: number) => number;

/**
 * 2025-01-01. Ids count ticks of 1/8 ms since then, each with room for one id per process. They stay below 2^53 for more than
 * five hundred years.
 */
export const EPOCH = Date.UTC(2025, 0, 1);
export const TICKS = 8;

/** How many processes can have their own number. */
export const PARTS = 64;

/** The highest id that is made in this millisecond. */
export const lastIdAt = (at: number): number => (Math.floor(at) + 1 - EPOCH) * TICKS * PARTS - 1;
