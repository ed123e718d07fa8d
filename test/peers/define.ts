/** What a real server is that `npm run peers` checks. */
import type { Checkable, RunningServer } from "../checker/peers/define.ts";

/**
 * To add one: a file beside this one, with a folder of the same name for its application, and a line in `index.ts`.
 * Write the application the way the server's own documentation says. Then run `npm run peers -- --only NAME`: it prints
 * what is broken. Verify each by hand (response, source, RFC), and give the reason in `broken`; a false one is a fault
 * of the checker. Run it again: it writes `recorded/NAME.json` and the guide once both agree.
 */
export interface Peer extends Omit<Checkable, "start"> {
  /** Pinned. */
  readonly version: string;
  /** Programs that must be on the PATH. Without them it is skipped, and the run says so. */
  readonly needs: readonly string[];
  /** Downloads what it needs at its pinned versions into the folder, which is empty. Rejects with what the tool wrote. */
  install(folder: string): Promise<void>;
  /** Starts it with its clients and its user. `folder`: what `install` filled; `data`: an empty folder for this run alone. */
  start(folder: string, data: string): Promise<RunningServer>;
}
