import { join } from "node:path";
import { defineConfig } from "vitest/config";

/** `npm run clients`, which is not part of `npm test`. */
export default defineConfig({
  test: {
    root: join(import.meta.dirname, "../.."),
    include: ["test/clients/connect.ts"],
    // Most of their time they wait for a program to start.
    maxConcurrency: 3,
    testTimeout: 400_000,
  },
});
