/** The clock is set back, and leaps ahead for a while: nothing comes to life again, nobody waits for it, and nothing is deleted. */

import { pause } from "../../until.ts";
import { caller } from "../caller.ts";
import { AUTHORIZATION, ledger, refreshOf } from "../ledger.ts";
import { load } from "../load.ts";
import { internalErrors, told, watch } from "../outcome.ts";
import { makeSite } from "../site.ts";
import type { Scenario } from "./index.ts";

const [HOUR, DAY] = [3_600_000, 86_400_000];
const STEPS = [-HOUR, -DAY, DAY, 366 * DAY];
/** Seconds that a client may have to wait, whatever the clock does. */
const LONGEST_WAIT = 900;

export const clock: Scenario = async ({ long, seed, part, times }) => {
  const count = times(STEPS.length, STEPS.length);
  const steps = STEPS.slice(part * count, (part + 1) * count);
  const site = await makeSite();
  const [before, meanwhile] = [ledger(), ledger()];
  const faults: string[] = [];
  const lost: string[] = [];
  try {
    const server = await site.start({ program: "clocked.ts" });
    const client = caller(site.port);
    const watched = watch(server);
    const work = async (book: typeof before, milliseconds: number) => {
      const end = performance.now() + milliseconds;
      await load({ site, ledger: book, seed, server: () => client, over: () => performance.now() > end, fibers: 4 });
    };
    await work(before, 1_000);
    // On a busy machine that may have been too short; one is used up by each step.
    const families = () =>
      [...before.journeys].filter(({ refresh, unsure }) => refresh !== undefined && !unsure).length;
    for (let n = 0; n < 30 && families() <= steps.length; n++) await work(before, 1_000);
    for (const step of steps) {
      const replaced = await replacedToken(client, before);
      await server.tell(step);
      const { status, text } = await client.post("/token", refreshOf(replaced), AUTHORIZATION);
      if (status === 200) faults.push(`${step / HOUR} h: a refresh token that was replaced works again`);
      if (status >= 500) faults.push(`${step / HOUR} h: ${status} ${text}`);
      for (let n = 0; n < 40; n++) {
        const reply = await client.post("/token", { grant_type: "client_credentials" }, WRONG);
        const wait = Number(reply.headers["retry-after"] ?? 0);
        if (!(wait <= LONGEST_WAIT)) faults.push(`${step / HOUR} h: Retry-After ${reply.headers["retry-after"]}`);
      }
      // What has ended is purged once a minute.
      await work(meanwhile, long ? 130_000 : 500);
      await server.tell(0);
      await pause(100);
      lost.push(...(await before.lost(client)));
    }
    client.close();
    watched.stop();
    const { code } = await server.kill("SIGTERM");
    if (code !== 0) faults.push(`it ended with ${code}`);
    before.acknowledged += meanwhile.acknowledged;
    const did = `steps of the clock and back: ${STEPS.map((step) => `${step / HOUR} h`).join(", ")}`;
    return {
      did,
      times: steps.length,
      ...told(before, lost),
      ...watched,
      faults: [...faults, ...internalErrors(before), ...internalErrors(meanwhile)],
    };
  } finally {
    await site.leave();
  }
};

const WRONG = { authorization: `Basic ${Buffer.from("nobody:wrong").toString("base64")}` };

/** A refresh token of a journey of its own that has been replaced, and the replacement too: no race can explain it. */
async function replacedToken(client: ReturnType<typeof caller>, book: ReturnType<typeof ledger>): Promise<string> {
  const journey = [...book.journeys].find(({ refresh, unsure }) => refresh !== undefined && !unsure);
  if (journey?.refresh === undefined) throw new Error("The load has left no refresh token.");
  // Its reuse ends the family.
  book.journeys.delete(journey);
  for (const token of journey.access) book.access.set(token, false);
  const first = journey.refresh;
  const { status } = await client.post("/token", refreshOf(first), AUTHORIZATION);
  if (status !== 200) throw new Error(`A refresh was answered with ${status}.`);
  return first;
}
