/**
 * Makes ids that grow with time and stay below 2^53, so that rows are appended to their tables. No two processes on one storage make the
 * same. They carry no secret and tell no count: an id says about when it was made, nothing more.
 */
export type Ids = (now: number) => number;
