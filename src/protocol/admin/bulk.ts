/** One call of the admin API that registers many applications. */
export const BULK = {
  /** Below `/admin/v1`. */
  path: "/applications/bulk",
  /** At most so many lines. */
  lines: 10_000,
  /** At most so many bytes. Other requests to the server are limited to 64 KB. */
  bytes: 32 * 1024 * 1024,
} as const;
