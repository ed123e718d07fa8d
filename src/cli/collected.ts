/** An option that may be given several times. A list of values would swallow the argument behind it. */
export const collected = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];
