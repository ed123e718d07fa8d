/** Exit codes of the commands that report something: found and fine; unclear or faulty; wrong usage. */
export const EXIT = { fine: 0, not: 1, usage: 2 } as const;
