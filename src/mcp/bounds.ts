/** What an agent may not do: reach hosts that the user hasn't confirmed, or wait for ever. */
import type { Fault } from "./fault.ts";

/** Why nothing is sent. An agent can't confirm a host by itself. */
export function notOwn(url: string): Fault {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    return { fault: "This is no URL of a server. Pass one such as http://localhost:8080." };
  const { host } = new URL(url);
  return {
    fault: `Nothing was sent, because the user hasn't confirmed that ${host} is their own. Ask the user to start candor mcp with --own ${host}. Loopback addresses need no confirmation.`,
  };
}

/** Ends after this many milliseconds, or when the client cancels. */
export const within = (time: number, signal: AbortSignal | undefined): AbortSignal =>
  AbortSignal.any([AbortSignal.timeout(time), ...(signal === undefined ? [] : [signal])]);
