/** Where one network has sent so much that everything it sends is covered, this server's own words are still told. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { authorize } from "../catalogue/reach/world.ts";
import { openWorld, type World } from "../catalogue/world.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
  // A run of negative tests, each with another value: 600 stretches a minute are looked at.
  const one = (n: number) => authorize(world, { scope: `typo-${n} misspelled-${n}`, state: `state-of-the-run-${n}` });
  for (let n = 0; n < 300; n++) await one(n);
});
afterAll(() => world.close());

/** What the application hears. */
async function told(sent: Record<string, string>): Promise<string> {
  const answer = await authorize(world, { state: "another-state-that-is-covered", ...sent });
  return new URL(answer.headers.get("location") ?? "").searchParams.get("error_description") ?? "";
}

it.each<[sent: Record<string, string>, says: string]>([
  [{ id_token_hint: "eyJh.eyJz.c2ln" }, "id_token_hint is invalid: it is not signed by this issuer."],
  [{ id_token_hint: "eyJh.eyJz.c2ln", prompt: "none" }, "id_token_hint is invalid: it is not signed by this issuer."],
  [{ max_age: "an-hour-or-so" }, "max_age"],
])("%j", async (sent, says) => expect(await told(sent)).toContain(says));

it("and nothing of what was sent is", async () => {
  const says = await told({ scope: "never-seen-before" });
  expect(says).toContain("*".repeat("never-seen-before".length));
  expect(says).not.toContain("never");
});
