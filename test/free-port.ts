import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/**
 * Systems give connections ports from 32768 on. Those below are taken by nobody between the moment when a test learns of one and the one when
 * its server listens there. A browser refuses none of these.
 */
const [FIRST, COUNT] = [12_000, 20_000];
/** Each process counts on from somewhere else, so that two of them don't look at the same ports at the same time. */
let next = randomInt(COUNT);

/** A port that is free now, and that nobody gets by chance. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < COUNT; tries++) {
    const port = FIRST + (next++ % COUNT);
    if (await isFree(port)) return port;
  }
  throw new Error("No port is free.");
}

/** Whether nobody listens there, at any address. */
function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer().once("error", () => resolve(false));
    probe.listen({ port, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}
