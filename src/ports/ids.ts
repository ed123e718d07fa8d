/**
 * Makes ids that grow with time and stay below 2^53, so that rows are appended to their tables. No two processes on one storage
 * make the same id. An id contains no secret and no count. It reveals only roughly when it was made.
 */
export type Ids = (now: number) => number;
