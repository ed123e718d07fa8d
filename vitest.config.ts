import { defineConfig } from "vitest/config";
import { LongestFirst } from "./test/longest-first.ts";

export default defineConfig({
  test: {
    // The doctor needs its dialects compiled.
    globalSetup: "scripts/dialects/setup.ts",
    include: ["src/**/*.test.{ts,tsx}", "test/**/*.test.{ts,tsx}"],
    setupFiles: ["test/kept-keys.ts"],
    // Module loading is most of the time of a small file; tests share nothing that they change.
    isolate: false,
    // Many tests wait for a browser, a process or a clock more than they work. Two more workers use two cores meanwhile.
    maxWorkers: 4,
    // Without it, --sequence.shuffle shuffles the files too.
    ...(!process.argv.some((flag) => flag.startsWith("--sequence")) && { sequence: { sequencer: LongestFirst } }),
    // A machine may be busy with other things, and stand still for seconds. No test has less patience of its own (test/architecture).
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 60_000 } },
  },
});
