/** What is there at once, or must be loaded. Where nothing must be loaded, nothing waits. */
export type Soon<T> = T | Promise<T>;

/** Continues with a value: at once if it is there. */
export const once = <T, U>(value: Soon<T>, next: (value: T) => Soon<U>): Soon<U> =>
  value instanceof Promise ? value.then(next) : next(value);

/** All values: at once if they are there. */
export const every = <T>(values: readonly Soon<T>[]): Soon<readonly T[]> =>
  values.some((value) => value instanceof Promise) ? Promise.all(values) : (values as readonly T[]);

/**
 * Loads a module with the first call, and has it at once from then on. An `import()` that is repeated finds out each time which file is
 * meant, which takes longer than most of what is imported.
 */
export function onFirstUse<T>(load: () => Promise<T>): () => Soon<T> {
  let kept: Soon<T> | undefined;
  return () => {
    kept ??= load().then(
      (loaded) => {
        kept = loaded;
        return loaded;
      },
      (error: unknown) => {
        kept = undefined;
        throw error;
      },
    );
    return kept;
  };
}
