/** The formats of a report. */
export const FORMATS = { terminal: "for people", json: "for programs" } as const;

export type Format = keyof typeof FORMATS;
