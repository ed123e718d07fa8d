/** No rendering of a refusal, whoever reads it, holds a secret of its request. */
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { refusalExplainedPage } from "../../src/pages/refusal-explained.tsx";
import { toJson } from "../../src/render/json.ts";
import { toMarkdown } from "../../src/render/markdown.ts";
import { toTerminal } from "../../src/render/terminal.ts";
import { explain } from "../../src/service/explanations.ts";
import { openWorld, type World } from "../catalogue/world.ts";
import { PLACES } from "../properties/secret-places.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

/** Secrets that nothing else in a rendering looks like, in characters that no renderer writes otherwise. */
const secret = fc.stringMatching(/^[A-Za-z0-9_-]{16,56}$/);

/** Everything that is shown of the refusals since `from`. */
async function renderings(from: number): Promise<string> {
  const shown = await Promise.all(
    world.journal.slice(from).map(async ({ ref }) => {
      const entry = (await world.deps.journal.find(ref)) ?? expect.fail("It is not in the journal.");
      const explanation = explain(world.deps, entry, "operator");
      return [
        toTerminal(explanation, { colour: true }),
        toMarkdown(explanation),
        JSON.stringify(toJson(explanation)),
        refusalExplainedPage({ base: "", explanation }),
      ].join("\n");
    }),
  );
  return shown.join("\n");
}

describe.each(Object.entries(PLACES))("%s", (_, send) => {
  it("is in no rendering", async () => {
    await fc.assert(
      fc.asyncProperty(secret, async (text) => {
        const from = world.journal.length;
        await send(world, text);
        expect(await renderings(from)).not.toContain(text);
      }),
      { numRuns: 5 },
    );
  });
});
