/** Malformed requests, as bytes and as parameters, at every endpoint: always a response, never a fault of the server's. */
import { dice } from "../../fuzz/dice.ts";
import { faultsOf } from "../../fuzz/inspect.ts";
import { fuzzed } from "../../fuzz/request.ts";
import type { Seed } from "../../fuzz/seed.ts";
import { seeds } from "../../fuzz/seeds.ts";
import { exchange } from "../../fuzz/socket.ts";
import { caller } from "../caller.ts";
import { AUTHORIZATION, ledger } from "../ledger.ts";
import { told, watch } from "../outcome.ts";
import { makeSite } from "../site.ts";
import type { Scenario } from "./index.ts";

export const fuzz: Scenario = async ({ times, seed }) => {
  const requests = times(1_500, 100_000);
  const site = await makeSite({ host: "127.0.0.1" });
  const book = ledger();
  try {
    const server = await site.start();
    const client = caller(site.port);
    const { text } = await client.post("/token", { grant_type: "client_credentials", scope: "orders" }, AUTHORIZATION);
    const accessToken = JSON.parse(text).access_token;
    const page = await client.get("/sign-in", { cookie: site.cookie });
    const csrf = /name="csrf" value="([^"]+)"/.exec(page.text)?.[1] ?? "";
    const all = seeds({ issuer: site.issuer, csrf, cookie: site.cookie, accessToken });
    const watched = watch(server);
    const faults: string[] = [];
    let number = 0;
    const worker = async () => {
      while (number < requests && faults.length < 20) {
        const mine = number++;
        const { bytes, whole } = fuzzed(all[mine % all.length] as Seed, dice(seed + mine), `localhost:${site.port}`);
        const result = await exchange(site.port, bytes, mine, whole, 15_000);
        const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(result.answer)?.[1] ?? 0);
        if (status !== 0) {
          book.statuses.set(status, (book.statuses.get(status) ?? 0) + 1);
          book.acknowledged++;
        }
        for (const fault of faultsOf(result, whole, site.issuer))
          faults.push(`#${mine} ${fault}: ${JSON.stringify(result.sent.slice(0, 300))}`);
      }
    };
    await Promise.all(Array.from({ length: 8 }, worker));
    client.close();
    watched.stop();
    const { code } = await server.kill("SIGTERM");
    if (code !== 0) faults.push(`it ended with ${code}: ${server.stderr()}`);
    return { did: "malformed requests", times: requests, ...told(book, []), ...watched, faults };
  } finally {
    await site.leave();
  }
};
