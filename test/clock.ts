/** The clock of a server in a test's hands. */
import { onTestFinished } from "vitest";

export interface TestClock {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Sets it ahead. */
  readonly pass: (seconds: number) => void;
  /** Stops it until the test is over, except for what `pass` adds, so that a busy machine doesn't change what a test measures in seconds. */
  readonly hold: () => void;
}

/** It runs as the machine's does. */
export function testClock(): TestClock {
  let later = 0;
  let held: number | undefined;
  return {
    now: () => (held ?? Date.now()) + later,
    pass(seconds) {
      later += seconds * 1_000;
    },
    hold() {
      held = Date.now();
      onTestFinished(() => {
        held = undefined;
      });
    },
  };
}
