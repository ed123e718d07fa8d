/** Exit codes of the commands that tell something: it is found and fine; it is unclear, or has a fault; the command was used wrongly. */
export const EXIT = { fine: 0, not: 1, usage: 2 } as const;
