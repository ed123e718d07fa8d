/** Requests that are sent together are complete only once all of them have begun. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { statusOf } from "../../src/checker/exchange.ts";
import { senderOf } from "../../src/checker/sender.ts";

const TIMES = 5;
const { rush } = senderOf({ most: 100, rate: 1, timeout: 20_000, isOwn: () => true });

async function serving() {
  const events: string[] = [];
  const server = createServer(async (incoming, outgoing) => {
    events.push("begun");
    let body = "";
    for await (const chunk of incoming) body += chunk;
    events.push(body);
    outgoing.end();
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return { events, url, close: () => server.closeAllConnections() ?? server.close() };
}

it("the last byte of each waits until the others are that far", { retry: 3 }, async () => {
  const { events, url, close } = await serving();
  const exchanges = await rush(Array.from({ length: TIMES }, () => ({ url, form: { code: "ä" } })));
  close();
  expect(exchanges.map(statusOf)).toEqual(Array(TIMES).fill(200));
  expect(events).toEqual([...Array(TIMES).fill("begun"), ...Array(TIMES).fill("code=%C3%A4")]);
});

it("one that gets no connection doesn't hold the others up", async () => {
  const { events, url, close } = await serving();
  const exchanges = await rush([
    { url, form: { code: "a" } },
    { url: "http://127.0.0.1:1/", form: { code: "b" } },
  ]);
  close();
  expect(exchanges.map(statusOf)).toEqual([200, 0]);
  expect(events).toEqual(["begun", "code=a"]);
});
