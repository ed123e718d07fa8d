/**
 * Where a request came from, as far as a later refusal may say. Thumbprints of the user agent and of the network show whether
 * two requests came from the same one, and nothing else.
 */
export interface Origin {
  readonly agent: string | undefined;
  readonly network: string | undefined;
}

/** Whether two requests came from the same place; `undefined` if one of them didn't say. */
export function compareOrigins(a: Origin | undefined, b: Origin | undefined) {
  const same = (member: keyof Origin): boolean | undefined =>
    a?.[member] === undefined || b?.[member] === undefined ? undefined : a[member] === b[member];
  return { sameAgent: same("agent"), sameNetwork: same("network") };
}

/**
 * Whether two requests have nothing of their origin in common. One of the two may change: a phone changes its network, and the
 * parts of an application send different user agents. A thief must gain nothing by omitting the header, so a value that is
 * missing in only one is different.
 */
export function isElsewhere(a: Origin | undefined, b: Origin | undefined): boolean {
  return a !== undefined && b !== undefined && a.agent !== b.agent && a.network !== b.network;
}
