import { join } from "node:path";
import { defineConfig } from "vitest/config";

/** `npm run clients`, which is no part of `npm test`. */
export default defineConfig({
  test: {
    root: join(import.meta.dirname, "../.."),
    include: ["test/clients/connect.ts"],
    testTimeout: 400_000,
  },
});
