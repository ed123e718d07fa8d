/** `npm run clients`: connects every client of the matrix, and writes docs/clients.md where it has run them all. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { type Client, mistakes, type Result } from "./define.ts";
import { document } from "./document.ts";
import { missing } from "./installed.ts";
import { clients } from "./list.ts";
import { REFUSED, run, signsIn } from "./run.ts";
import { removeSeed } from "./world.ts";

const only = process.env.CLIENTS?.toLowerCase();
const chosen = clients.filter(({ name }) => only === undefined || name.toLowerCase().includes(only));
const results: Result[] = [];

/** Holds what came of it against what must come of it at any time. */
function judge(client: Client, { byDefault, switched, named, mistakes: made }: Result): void {
  expect(signsIn(byDefault), "works by default, or has a switch").toBe(client.switch === undefined);
  const works = switched ?? byDefault;
  expect(works.outcome === "signed in", "learns the user's name, or says what that needs").toBe(
    client.naming === undefined,
  );
  if (client.naming !== undefined) expect(named?.outcome, "learns the user's name").toBe("signed in");
  if (client.switch !== undefined) expect(switched?.outcome, "works with its switch").toMatch(/^signed in/);
  for (const [mistake, seen] of Object.entries(made)) {
    if (seen === "not possible") continue;
    expect(seen.outcome, mistakes[mistake as keyof typeof mistakes]).toBe("refused");
    if (client.catches?.includes(mistake as keyof typeof mistakes)) continue;
    expect(seen.code, mistakes[mistake as keyof typeof mistakes]).toMatch(REFUSED[mistake as keyof typeof mistakes]);
  }
}

describe("the clients of the matrix", () => {
  it("there is one to connect", () => expect(chosen).not.toEqual([]));

  it.concurrent.for(chosen)("$name", async (client, { skip }) => {
    const lacking = missing(client);
    if (lacking.length > 0) skip(`Not run: ${lacking.join(", ")} cannot be had here.`);
    const result = await run(client);
    judge(client, result);
    results[clients.indexOf(client)] = result;
  });
});

afterAll(async () => {
  await removeSeed();
  const told = results.filter((result) => result !== undefined);
  if (only !== undefined) console.log(told.length === 0 ? "" : document(told));
  else if (told.length === clients.length) {
    writeFileSync(join(import.meta.dirname, "../../docs/clients.md"), document(told));
    console.log("docs/clients.md is written.");
  } else console.log("docs/clients.md stays as it was: not every client has run and passed.");
});
