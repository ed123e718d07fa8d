/** What a check is carried out with. */
import type { Rush, Send } from "./sender.ts";
import type { SignIn } from "./sign-in/sign-in.ts";
import type { Target } from "./target.ts";

export interface LabDeps {
  readonly target: Target;
  readonly send: Send;
  /** Sends several together, whatever else is under way. */
  readonly rush: Rush;
  /** A browser in which a user signs in and allows everything. */
  readonly signIn: SignIn;
  /** A new browser in which nobody signs in. */
  readonly stranger: () => SignIn;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly random: (bytes: number) => Uint8Array;
  /** Seconds that the check may wait until something expires; none unless given. */
  readonly patience?: number | undefined;
  /** Waits for milliseconds. */
  readonly wait?: ((milliseconds: number) => Promise<void>) | undefined;
}
