/** No secret that a request holds comes back in a response, or stays behind in the journal or the log. */
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cases } from "../breadth.ts";
import { openWorld, type World } from "../catalogue/world.ts";
import { PLACES, tracesOf } from "./secret-places.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld({ config: { logLevel: "debug" } });
});
afterAll(() => world.close());

/** Secrets as users make them, and as attackers would like them; long enough that they do not turn up by chance. */
const secret = fc
  .oneof(
    fc.stringMatching(/^[A-Za-z0-9_-]{12,43}$/),
    fc.stringMatching(/^[A-Za-z][A-Za-z0-9-]{11,19}$/),
    fc.stringMatching(/^[\x21-\x7E]{12,40}$/),
    fc.stringMatching(/^[a-z]{12}[+%"\\&<> ]{1,4}[a-z]{6}$/),
    fc.stringMatching(/^ey[A-Za-z0-9_-]{8}\.[A-Za-z0-9_-]{12}\.[A-Za-z0-9_-]{12}$/),
    fc.stringMatching(/^[A-Za-z0-9_-]{56}$/),
    fc.string({ unit: "grapheme", minLength: 12, maxLength: 40 }),
  )
  .filter((text) => !/^[^A-Za-z0-9]*$/.test(text));

/** Where the response is a page that asks the user. */
const PAGES = ["client_secret on the consent page"];

/** What the journal has written of all that it was handed. */
async function inStore(): Promise<string> {
  await world.deps.journal.flush();
  const found = await Promise.all(world.journal.map(({ ref }) => world.deps.storage.refusals.find(ref)));
  for (const each of found) if (each === undefined) throw new Error("A refusal was not kept.");
  return found.map((each) => `${each?.record}\n${each?.clientId}`).join("\n");
}

async function everything(answer: Response): Promise<string> {
  const headers = [...answer.headers].map(([name, value]) => `${name}: ${value}`).join("\n");
  return `${answer.status}\n${headers}\n${await answer.text()}`;
}

describe.each(Object.entries(PLACES))("%s", (name, send) => {
  it("leaves no trace", async () => {
    await fc.assert(
      fc.asyncProperty(secret, async (secret) => {
        world.journal.length = 0;
        world.written.length = 0;
        const answer = await everything(await send(world, secret));
        const kept = await inStore();
        const written = world.written.join("\n");
        for (const trace of tracesOf(secret)) {
          expect(answer).not.toContain(trace);
          expect(kept).not.toContain(JSON.stringify(trace).slice(1, -1));
          expect(written).not.toContain(trace);
        }
        // What is looked at is there, but for the pages that go on, which are not refusals.
        if (PAGES.includes(name)) return;
        expect(written).toContain(world.journal[0]?.ref);
        expect(written).toContain(world.journal[0]?.refusal.refused);
        expect(kept).toContain(`"${world.journal[0]?.refusal.refused}"`);
      }),
      { numRuns: cases(40) },
    );
  });
});

it("what a trace is, is found", () => {
  const secret = 'pass+word%20"<&>é12345';
  for (const text of [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret),
    Buffer.from(`x:${secret}`).toString("utf8"),
  ]) {
    expect(tracesOf(secret).some((trace) => text.includes(trace))).toBe(true);
  }
});
