/**
 * No room for the data: what must be written is refused as temporarily unavailable, what can be read is served, and once there is room
 * again all is as before. The room is taken away by a limit on the size of files (setrlimit(2)), which needs no file system of its own.
 */
import { execFileSync } from "node:child_process";
import { pause, until } from "../../until.ts";
import { caller } from "../caller.ts";
import { AUTHORIZATION, ledger } from "../ledger.ts";
import { load } from "../load.ts";
import { internalErrors, told, watch } from "../outcome.ts";
import { makeSite } from "../site.ts";
import type { Scenario } from "./index.ts";

const limit = (pid: number, bytes: string) => execFileSync("prlimit", [`--pid=${pid}`, `--fsize=${bytes}:unlimited`]);

export const dataFull: Scenario = async ({ times, seed }) => {
  const rounds = times(2, 10);
  const site = await makeSite();
  const book = ledger();
  const lost: string[] = [];
  const faults: string[] = [];
  try {
    const server = await site.start();
    const client = caller(site.port);
    const watched = watch(server);
    let over = false;
    const loaded = load({ site, ledger: book, seed, server: () => client, over: () => over, fibers: 4 });
    const hold = (good: boolean, fault: string) => {
      if (!good) faults.push(fault);
    };
    const live = () => [...book.access].find(([, active]) => active)?.[0];
    for (let n = 0; n < rounds; n++) {
      await pause(400);
      await until(() => live() !== undefined, "a token is issued");
      limit(server.pid, "0");
      await pause(200);
      const form = { grant_type: "client_credentials", scope: "orders" };
      const written = await client.post("/token", form, AUTHORIZATION);
      hold(written.status === 503, `a token without room: ${written.status} ${written.text}`);
      hold(written.headers["retry-after"] !== undefined, "no Retry-After with it");
      const ready = await client.get("/readyz");
      hold(ready.status === 503, `/readyz without room: ${ready.status}`);
      for (const path of ["/jwks", "/healthz"]) hold((await client.get(path)).status === 200, `${path} without room`);
      const token = live() ?? "";
      const seen = await client.post("/introspect", { token }, AUTHORIZATION);
      hold(seen.status === 200 && JSON.parse(seen.text).active, `introspection without room: ${seen.status}`);
      await pause(400);
      limit(server.pid, "unlimited");
      const back = async () => (await client.get("/readyz")).status === 200;
      await until(back, "it is ready again").catch((error) => faults.push(error.message));
    }
    await pause(300);
    over = true;
    await loaded;
    lost.push(...(await book.lost(client)));
    client.close();
    watched.stop();
    const { code } = await server.kill("SIGTERM");
    hold(code === 0, `it ended with ${code}`);
    return {
      did: "times no room for SQLite to write",
      times: rounds,
      ...told(book, lost),
      ...watched,
      faults: [...faults, ...internalErrors(book)],
    };
  } finally {
    await site.leave();
  }
};
