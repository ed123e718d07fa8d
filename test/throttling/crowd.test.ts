/** However many sign in at once, few passwords are compared at once and a bounded number wait. */
import { availableParallelism } from "node:os";
import { setImmediate } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openWorld, type World } from "../catalogue/world.ts";
import { tally } from "./town.ts";

const SLOTS = Math.min(4, availableParallelism());
const PLACES = 256;

let world: World;
let form: { readonly csrf: string; readonly headers: { readonly cookie: string } };
/** Comparisons that are under way, and the most that ever were. */
let comparing: (() => void)[];
let most: number;

beforeAll(async () => {
  world = await openWorld();
  Object.assign(world.deps, {
    passwords: {
      ...world.deps.passwords,
      async verify(password: string, hash: string | undefined) {
        await new Promise<void>((resolve) => comparing.push(resolve));
        return world.deps.passwords.hash(password).then((made) => made === hash);
      },
    },
  });
});
afterAll(() => world.close());
beforeEach(async () => {
  comparing = [];
  most = 0;
  world.clock.now += 86_400_000;
  const page = await world.send("/sign-in");
  const csrf = /name="csrf" value="([^"]+)"/.exec(await page.text())?.[1] ?? "";
  form = { csrf, headers: { cookie: page.headers.get("set-cookie")?.split(";", 1)[0] ?? "" } };
});

const signIn = (username: string, password: string, cookie = form.headers.cookie) =>
  world.form("/sign-in", { csrf: form.csrf, username, password }, { cookie });

/** Lets comparisons end, one after the other, until all of these have their response. */
async function answered(requests: readonly Promise<Response>[]): Promise<readonly Response[]> {
  let open = true;
  const all = Promise.all(requests).finally(() => {
    open = false;
  });
  while (open) {
    most = Math.max(most, comparing.length);
    comparing.shift()?.();
    await setImmediate();
  }
  return all;
}

describe("four hundred sign-ins at once", () => {
  const PASSWORDS = { ada: "correct-horse-battery", grace: "staple-battery-horse", root: "open-the-console" };

  it("wait in a bounded line; whoever finds no place hears when to come again", async () => {
    const people = Object.entries(PASSWORDS);
    const requests = Array.from({ length: 400 }, (_, n) => signIn(...(people[n % 3] as [string, string])));
    const responses = await answered(requests);
    // There are three users, and nobody is compared twice at once.
    expect(most).toBe(Math.min(3, SLOTS));
    expect(await tally(requests)).toEqual({ 303: PLACES + most, 503: 400 - PLACES - most });
    const full = responses.find(({ status }) => status === 503);
    expect(full?.headers.get("retry-after")).toBe("5");
    const html = await full?.text();
    expect(html).toContain("Too many users are signing in right now. Try again in 5 seconds.");
    expect(html).toContain('name="password"');
    expect(world.journal.at(-1)?.refusal).toEqual({ refused: "user/queue-full", evidence: { retryAfter: 5 } });
    expect((await answered([signIn("ada", PASSWORDS.ada)]))[0]?.status).toBe(303);
  });

  it("with made-up names try no more passwords than a network may, and leave a place to a familiar browser", async () => {
    const [first] = await answered([signIn("ada", PASSWORDS.ada)]);
    const cookies = first?.headers.getSetCookie().map((cookie) => cookie.split(";", 1)[0]) ?? [];
    const familiar = [form.headers.cookie, ...cookies.filter((cookie) => cookie?.includes("familiar"))].join("; ");
    const flood = Array.from({ length: 400 }, (_, n) => signIn(`nobody ${n}`, "guess"));
    const home = signIn("ada", PASSWORDS.ada, familiar);
    await answered([...flood, home]);
    expect((await home).status).toBe(303);
    expect(most).toBe(SLOTS);
    const { 401: tried = 0, 429: held = 0, 503: full = 0 } = await tally(flood);
    // As many more as were under way when the last one failed.
    expect(tried).toBeGreaterThanOrEqual(100);
    expect(tried).toBeLessThan(100 + SLOTS);
    expect(tried + held + full).toBe(400);
    expect(full).toBe(400 - PLACES - SLOTS);
  });
});
