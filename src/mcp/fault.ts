/** Why there is no result, in a sentence that says what to do. The agent reads it. */
export interface Fault {
  readonly fault: string;
}

export const isFault = (result: object): result is Fault => "fault" in result && Object.keys(result).length === 1;
