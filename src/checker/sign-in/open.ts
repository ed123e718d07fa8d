/** The way in that the check file asks for. */
import { CannotCheck } from "../cannot-check.ts";
import type { Send } from "../sender.ts";
import { startChromium } from "./browser.ts";
import { chromiumSignIn } from "./chromium.ts";
import { formSignIn } from "./forms.ts";
import { ownBrowser } from "./own-browser.ts";
import type { Credentials } from "./pages.ts";
import type { SignIn } from "./sign-in.ts";
import { READY, type ReadyName, type Step } from "./steps.ts";

/** `forms`: without a browser. `chromium`: as on an unknown server, or by steps. `by-hand`: the user does it in a window; `browser`: in the usual browser. */
export type Way = "forms" | "chromium" | "by-hand" | "browser" | ReadyName | readonly Step[];

/** Milliseconds: for a sign-in with a second factor and a consent. */
const PATIENCE = 5 * 60_000;

/** Shows a URL to the user, or opens it. */
export type OpenUrl = (url: string) => void;

/** Rejects with `CannotCheck` if a browser is needed and there is none. */
export async function openSignIn(
  way: Way,
  send: Send,
  credentials: Credentials | undefined,
  isOwn: (url: string) => boolean,
  open: OpenUrl | undefined,
): Promise<SignIn> {
  if (way === "forms") return formSignIn(send, credentials);
  if (way === "browser") {
    if (open === undefined) throw new CannotCheck("Nobody said how to open your browser: give `open`.");
    return ownBrowser({ send, open, patience: PATIENCE });
  }
  const byHand = way === "by-hand";
  const browser = await startChromium(byHand);
  const signIn = await chromiumSignIn({ browser, steps: stepsOf(way), credentials, byHand, isOwn });
  return {
    visit: signIn.visit,
    ...(signIn.deny !== undefined && { deny: signIn.deny }),
    close: async () => {
      await signIn.close?.();
      await browser.close();
    },
  };
}

function stepsOf(way: Exclude<Way, "forms" | "browser">): readonly Step[] {
  if (typeof way !== "string") return way;
  return way === "chromium" || way === "by-hand" ? [] : READY[way];
}
