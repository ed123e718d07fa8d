import type { Links } from "./layout.tsx";

/** Where the page of a standard error code is. */
export function standardPath({ base }: Links, error: string): string {
  return `${base}/errors/standard/${error}`;
}
