/** Opens a page in the browser of this machine. */
import { spawn } from "node:child_process";

const OPENERS: Readonly<Record<string, readonly string[]>> = {
  darwin: ["open"],
  // `start` would read & as the end of a command.
  win32: ["rundll32", "url.dll,FileProtocolHandler"],
};

/** Tries to; whether it works isn't known, so the URL is printed too. `BROWSER` names another program. */
export function openInBrowser(url: string, { BROWSER }: Readonly<Record<string, string | undefined>>): void {
  const [program = "xdg-open", ...before] = BROWSER ? [BROWSER] : (OPENERS[process.platform] ?? []);
  const child = spawn(program, [...before, url], { stdio: "ignore", detached: true });
  child.on("error", () => undefined);
  child.unref();
}
