/** Does something. Returns the result, and for how many milliseconds this thread has worked on it, however busy the machine is. */
export function threadWork<T>(work: () => T): { readonly result: T; readonly took: number } {
  const before = process.threadCpuUsage();
  const result = work();
  const { user, system } = process.threadCpuUsage(before);
  return { result, took: (user + system) / 1_000 };
}
