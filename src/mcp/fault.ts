/** Why there is no result, in a sentence that says what to do. The agent reads it. */
export interface Fault {
  readonly fault: string;
}
