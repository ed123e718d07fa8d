/** The tests, with one source file changed: `MUTANT` is the path of a JSON file that says which, and how it reads. */
import { readFileSync } from "node:fs";
import { defineConfig } from "vitest/config";

const { file, source } = JSON.parse(readFileSync(process.env.MUTANT ?? "", "utf8")) as { file: string; source: string };

export default defineConfig({
  plugins: [
    {
      name: "mutant",
      enforce: "pre",
      load: (id) => (id.split("?", 1)[0] === file ? source : undefined),
    },
  ],
  test: {
    include: ["src/**/*.test.{ts,tsx}", "test/**/*.test.{ts,tsx}"],
    isolate: false,
    bail: 1,
    maxWorkers: 1,
    reporters: ["dot"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
