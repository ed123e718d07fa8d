/** The live feed of refusals where a host passes requests on by `fetch`: events arrive while the stream is open, and every end of it is a real one. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Candor, createCandor } from "../../src/index.ts";
import { Person } from "../blackbox/person.ts";

const ISSUER = "http://localhost:9400";
const FEED = `${ISSUER}/console/refusals/events`;

let candor: Candor;
let root: Person;
beforeAll(async () => {
  candor = await createCandor({ config: { issuer: ISSUER, logLevel: "silent" }, storage: "memory", demo: true });
  root = new Person(ISSUER, "root", "open-the-console", (request) => candor.fetch(request));
  const callback = await root.walk(`${ISSUER}/console`);
  expect((await root.browse(String(callback))).status).toBe(303);
});
afterAll(() => candor.close());

const open = (signal?: AbortSignal) => root.browse(FEED, { ...(signal && { signal }) });

type Reader = ReadableStreamDefaultReader<Uint8Array>;
const readerOf = ({ body }: Response): Reader => (body as ReadableStream<Uint8Array>).getReader();

/** Opens as many as one user may have at once. */
async function openAll(signals: readonly (AbortSignal | undefined)[]): Promise<readonly Reader[]> {
  const readers: Reader[] = [];
  for (const signal of signals) {
    const response = await openAgain(signal);
    expect([response.status, response.headers.get("content-type")]).toEqual([200, "text/event-stream; charset=utf-8"]);
    const reader = readerOf(response);
    expect(Buffer.from((await reader.read()).value ?? []).toString()).toBe("retry: 3000\n\n");
    readers.push(reader);
  }
  expect((await open()).status).toBe(429);
  return readers;
}

/** Until one more stream is allowed: the route has learned that one has ended. */
async function openAgain(signal?: AbortSignal): Promise<Response> {
  for (;;) {
    const response = await open(signal);
    if (response.status !== 429) return response;
    await new Promise((next) => setImmediate(next));
  }
}

describe("the live feed through fetch", () => {
  it("brings a refusal while the response is still open, and ends when its reader cancels it", async () => {
    const reader = readerOf(await open());
    expect(Buffer.from((await reader.read()).value ?? []).toString()).toBe("retry: 3000\n\n");
    let heard = "";
    const listening = (async () => {
      while (!heard.includes("event: refusal")) heard += Buffer.from((await reader.read()).value ?? []).toString();
    })();
    let isHeard = false;
    void listening.then(() => (isHeard = true));
    // The feed tells what happens after its first look.
    while (!isHeard) {
      await candor.fetch(new Request(`${ISSUER}/authorize?client_id=demo-web&scope=read_profil&response_type=code`));
      const body = new URLSearchParams({ grant_type: "client_credentials", scope: "read_profil" });
      const headers = { authorization: `Basic ${btoa("demo-service:demo-service-secret")}` };
      await candor.fetch(new Request(`${ISSUER}/token`, { method: "POST", body, headers }));
      await new Promise((next) => setTimeout(next, 100));
    }
    expect(heard).toMatch(/event: refusal\ndata: \{"ref":"\w{12}"/);
    await reader.cancel();
  });

  it("is ended by the signal of the request, by canceling, and by neither more than once", async () => {
    const aborts = Array.from({ length: 4 }, () => new AbortController());
    const readers = await openAll(aborts.map(({ signal }) => signal));
    const [first, second] = readers as [Reader, Reader];
    aborts[0]?.abort(new Error("gone"));
    await expect(first.read()).rejects.toThrow("gone");
    await readerOf(await openAgain()).cancel();
    await second.cancel();
    aborts[1]?.abort();
    await readerOf(await openAgain()).cancel();
    aborts[2]?.abort();
    aborts[3]?.abort();
    for (const one of await openAll([undefined, undefined, undefined, undefined])) await one.cancel();
  });

  it("doesn't begin for a request that was aborted before", async () => {
    for (let i = 0; i < 8; i++) {
      let response = await openAborted();
      for (; response.status === 429; response = await openAborted()) await new Promise((next) => setImmediate(next));
      await expect(readerOf(response).read()).rejects.toThrow("never");
    }
    await readerOf(await openAgain()).cancel();
  });

  it("leaves every other response as it was: pages, redirects, downloads and HEAD", async () => {
    const page = await root.browse(`${ISSUER}/console`);
    expect(page.headers.get("content-length")).toBe(String((await page.arrayBuffer()).byteLength));
    const elsewhere = await candor.fetch(new Request(FEED));
    expect([elsewhere.status, await elsewhere.text()]).toEqual([303, ""]);
    const file = await root.browse(`${ISSUER}/console/reports/least-privilege.csv`);
    expect((await file.text()).length).toBeGreaterThan(0);
    const head = await candor.fetch(new Request(`${ISSUER}/jwks`, { method: "HEAD" }));
    expect([head.status, head.body]).toEqual([200, null]);
  });

  it("ends as a whole when the server stops", async () => {
    const reader = readerOf(await open());
    await reader.read();
    await candor.close();
    for (let done = false; !done; ) ({ done } = await reader.read());
  });
});

function openAborted(): Promise<Response> {
  const aborted = new AbortController();
  aborted.abort(new Error("never"));
  // `browse` would make a request that throws in some versions.
  return open(aborted.signal);
}
