/** What is there at once, or must be loaded. Where nothing must be loaded, nothing waits. */
export type Soon<T> = T | Promise<T>;

/** Continues with a value: at once if it is there. */
export const once = <T, U>(value: Soon<T>, next: (value: T) => Soon<U>): Soon<U> =>
  value instanceof Promise ? value.then(next) : next(value);

/** All values: at once if they are there. */
export const every = <T>(values: readonly Soon<T>[]): Soon<readonly T[]> =>
  values.some((value) => value instanceof Promise) ? Promise.all(values) : (values as readonly T[]);
