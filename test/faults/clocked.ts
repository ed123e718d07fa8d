/**
 * A server whose clock is set from outside: `candor serve` has no such thing. Started with an IPC channel; a message is the number of
 * milliseconds that the clock is wrong by from then on.
 */
import { readFileSync } from "node:fs";
import type { CandorOptions } from "../../src/index.ts";

const { createCandor }: typeof import("../../src/index.ts") = await import(
  new URL("../../dist/index.js", import.meta.url).href
);
const config: CandorOptions["config"] = JSON.parse(readFileSync("candor.config.json", "utf8"));

let wrong = 0;
const candor = await createCandor({ config, clock: () => Date.now() + wrong });
await candor.listen();
process.on("message", (milliseconds: number) => {
  wrong = milliseconds;
  process.send?.("set");
});
process.on("SIGTERM", async () => {
  await candor.close();
  process.exit(0);
});
