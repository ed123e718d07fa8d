/** The formats of a report. */
export const FORMATS = ["terminal", "json", "junit", "sarif", "markdown", "html", "badge"] as const;

export type Format = (typeof FORMATS)[number];
