/** What is declared of a parameter: who reads it, how long it may be, and what may be kept of it. */

/** Where parameters are read: endpoints, and the forms of this server's own pages. */
export type Reader =
  | "authorization"
  | "token"
  | "token-facts"
  | "device-authorization"
  | "backchannel"
  | "bearer"
  | "sign-out"
  | "page";

export interface Parameter {
  readonly name: string;
  readonly readBy: readonly Reader[];
  /** What the journal keeps: the value itself, its length, or its length and a thumbprint by which two can be recognized as the same. */
  readonly journal: "value" | "length" | "thumbprint";
  /** Whether its value is covered wherever else in the request it appears. */
  readonly secret?: true;
  /** What its value names, separated by spaces. The journal keeps what the request may have meant of those. */
  readonly holds?: "scopes" | "apis";
  /** Whether it may be sent more than once. Its values are then read as one, separated by spaces. */
  readonly repeatable?: true;
  /** The most characters it may have, if that is not the bound of all parameters. */
  readonly longest?: number;
}

/** Declares parameters that differ only by name. */
export function named(names: string, rest: Omit<Parameter, "name">): readonly Parameter[] {
  return names.split(" ").map((name) => ({ name, ...rest }));
}
