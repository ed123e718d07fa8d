/** Every reason is reached by a real request, and the response shows the face that the requester may see. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Code, codes, faceOf, reasonOf, statusOf } from "../../src/reasons/index.ts";
import { reach } from "./reach/all.ts";
import { sunset } from "./reach/scopes.ts";
import { openReachable } from "./reach/world.ts";
import type { World } from "./world.ts";

/** What nothing is refused for: it is in place of others. */
const FACES_ONLY: readonly Code[] = ["client-auth/failed"];

let world: World;
beforeAll(async () => {
  world = await openReachable();
});
afterAll(() => world.close());
// Texts of one network are searched for secrets only so often in a minute.
beforeEach(() => {
  world.clock.now += 10_000;
});

/** The code that a response shows, in its JSON, its Location or its page; or, in a form to be filled in again, its words. */
async function shown(answer: Response, says: string): Promise<string | undefined> {
  const text = `${decodeURIComponent(answer.headers.get("location") ?? "")} ${await answer.text()}`;
  const code = /\/errors\/([a-z0-9-]+\/[a-z0-9-]+)\?ref=[0-9a-z]{12}/.exec(text)?.[1];
  return code ?? (text.includes(says) ? says : undefined);
}

/** Returned within a form. */
const INLINE: readonly Code[] = [
  "user/credentials-wrong",
  "user/throttled",
  "user/queue-full",
  "device/user-code-wrong",
  "ciba/not-waiting",
];

/** Kept, and not shown to whoever asks. */
const UNSEEN: readonly Code[] = ["client/introspection-not-allowed"];

it("there is a request for every reason", () => {
  expect([...Object.keys(reach), ...FACES_ONLY].sort()).toEqual([...codes].sort());
});

describe("a request that is refused for", () => {
  it.each(Object.entries(reach))("%s", async (code, run) => {
    const answer = await run(world);
    const { refusal, ref = "", endpoint, path } = world.journal.at(-1) ?? {};
    expect(refusal?.refused).toBe(code);
    expect(await world.deps.journal.find(ref)).toMatchObject(
      JSON.parse(JSON.stringify({ ref, refusal, endpoint, path, more: 0 })),
    );
    if (refusal === undefined) return;
    if (UNSEEN.includes(code as Code)) return void expect(await answer.text()).toBe('{"active":false}');
    const face = faceOf(refusal);
    const says = reasonOf(face).says(refusal.evidence as never);
    expect(await shown(answer, says)).toBe(INLINE.includes(face) ? says : face);
    const back = answer.headers.has("location");
    expect(answer.status).toBe(back ? 303 : statusOf(reasonOf(face)));
  });
});

it("a scope that is past its sunset is refused by redirect", async () => {
  const answer = await sunset(world);
  expect(world.journal.at(-1)?.refusal.refused).toBe("scope/removed");
  const location = new URL(answer.headers.get("location") ?? "");
  expect(location.searchParams.get("error")).toBe("invalid_scope");
});
