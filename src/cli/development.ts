/** Whether refusals are printed to the terminal. */
import { isLoopback } from "../configuration/loopback.ts";

/** On a loopback address, with or without TLS, a developer is at the terminal, unless this is declared to be production. */
export function isDevelopment(issuer: string, environment: Readonly<Record<string, string | undefined>>): boolean {
  if (environment.NODE_ENV === "production" || !URL.canParse(issuer)) return false;
  return isLoopback(new URL(issuer).hostname);
}
