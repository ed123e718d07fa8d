/** The user signs in while an agent waits, which it does for less than a minute. */
import { isSafeUrl, type WalkOptions } from "../checker/mcp/context.ts";
import { listenOnLoopback } from "../checker/sign-in/loopback.ts";
import type { Sources } from "./tool.ts";

/** Milliseconds for the user. */
const PATIENCE = 45_000;

export const listenFor =
  (open: NonNullable<Sources["open"]>, signal: AbortSignal): NonNullable<WalkOptions["listen"]> =>
  async (host) => {
    const listening = await listenOnLoopback(`http://${host}:0/callback`, (url) => {
      if (isSafeUrl(url)) open(url);
    });
    const { signIn } = listening;
    const visit: typeof signIn.visit = (url, to) => {
      const late = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]);
      const ended = new Promise<never>((_, reject) => late.addEventListener("abort", () => reject(late.reason)));
      return Promise.race([signIn.visit(url, to), ended]);
    };
    return { ...listening, signIn: { ...signIn, visit } };
  };
