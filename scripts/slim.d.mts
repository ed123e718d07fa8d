/** The modules that the bundle has in place of those of dist/, by the ends of their paths. */
export const slimmed: Readonly<
  Record<"doctor/dialects/compiled.js" | "standard/index.js", (path: string) => Promise<string>>
>;
